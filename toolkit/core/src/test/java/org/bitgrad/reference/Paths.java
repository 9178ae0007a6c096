package org.bitgrad.reference;

/** Every path of a network at a data point, one after the other. */
public final class Paths {
  private Paths() {}

  /** Receives a path, {@code path[layer][unit]} in {0, 1}, and its probability. */
  @FunctionalInterface
  public interface Visitor {
    void visit(int[][] path, double probability);
  }

  /** Visits all paths, impossible ones too. */
  public static void forEach(ReferenceNetwork net, int point, Visitor visitor) {
    int[][] path = new int[net.layers()][];
    for (int k = 0; k < net.layers(); k++) {
      path[k] = new int[net.units(k)];
    }
    descend(net, point, path, 0, 0, visitor);
  }

  private static void descend(
      ReferenceNetwork net, int point, int[][] path, int layer, int unit, Visitor visitor) {
    if (layer == net.layers()) {
      visitor.visit(path, probability(net, point, path));
      return;
    }
    if (unit == net.units(layer)) {
      descend(net, point, path, layer + 1, 0, visitor);
      return;
    }
    for (int bit = 0; bit <= 1; bit++) {
      path[layer][unit] = bit;
      descend(net, point, path, layer, unit + 1, visitor);
    }
  }

  /** The product of the probabilities of all bits. */
  public static double probability(ReferenceNetwork net, int point, int[][] path) {
    double p = 1;
    for (int k = 0; k < net.layers(); k++) {
      double[] inputs = net.inputs(k, path, point);
      for (int j = 0; j < net.units(k); j++) {
        p *= net.probability(k, net.a(k, j, inputs), path[k][j]);
      }
    }
    return p;
  }

  /** The product of all probabilities but those of one unit. */
  static double probabilityWithout(
      ReferenceNetwork net, int point, int[][] path, int layer, int unit) {
    double p = 1;
    for (int k = 0; k < net.layers(); k++) {
      double[] inputs = net.inputs(k, path, point);
      for (int j = 0; j < net.units(k); j++) {
        if (k != layer || j != unit) {
          p *= net.probability(k, net.a(k, j, inputs), path[k][j]);
        }
      }
    }
    return p;
  }
}
