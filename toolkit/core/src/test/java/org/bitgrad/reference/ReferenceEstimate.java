package org.bitgrad.reference;

/** A loss value and one array of derivatives per parameter group, the head's last if it has any. */
public final class ReferenceEstimate {
  private final double[][] groups;
  private double value;

  public ReferenceEstimate(ReferenceNetwork net) {
    int head = net.head().parameters().length;
    groups = new double[net.layers() + (head > 0 ? 1 : 0)][];
    for (int k = 0; k < net.layers(); k++) {
      groups[k] = new double[net.groups()[k].length];
    }
    if (head > 0) {
      groups[net.layers()] = new double[head];
    }
  }

  public double value() {
    return value;
  }

  public double[][] groups() {
    return groups;
  }

  public double[] group(int g) {
    return groups[g];
  }

  public void addValue(double amount) {
    value += amount;
  }

  /** Adds a derivative in a pre-activation to the unit's weights and bias. */
  public void addUnit(ReferenceNetwork net, int layer, int unit, double da, double[] inputs) {
    int in = net.sizes()[layer];
    int own = unit % net.distinct(layer);
    for (int i = 0; i < in; i++) {
      groups[layer][own * in + i] += da * inputs[i];
    }
    groups[layer][net.distinct(layer) * in + own] += da;
  }

  /** Adds a multiple of the head's own derivative. */
  public void addHead(ReferenceNetwork net, double weight, double[] x, int point) {
    double[] d = net.head().parameterDerivative(x, point);
    for (int i = 0; i < d.length; i++) {
      groups[net.layers()][i] += weight * d[i];
    }
  }

  /** Adds a multiple of another estimate. */
  public void add(double weight, ReferenceEstimate other) {
    value += weight * other.value;
    for (int g = 0; g < groups.length; g++) {
      for (int i = 0; i < groups[g].length; i++) {
        groups[g][i] += weight * other.groups[g][i];
      }
    }
  }
}
