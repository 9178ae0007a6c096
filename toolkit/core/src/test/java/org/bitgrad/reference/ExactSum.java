package org.bitgrad.reference;

/** Expected loss and its gradient as sums over all paths. */
public final class ExactSum {
  private ExactSum() {}

  /** E[f] at a point. */
  public static double loss(ReferenceNetwork net, int point) {
    double[] sum = new double[1];
    Paths.forEach(net, point, (path, p) -> sum[0] += p * net.loss(path, point));
    return sum[0];
  }

  /** The mean of E[f] over the points. */
  public static double loss(ReferenceNetwork net) {
    double sum = 0;
    for (int point = 0; point < net.points(); point++) {
      sum += loss(net, point);
    }
    return sum / net.points();
  }

  /**
   * The gradient at a point by the product rule: every factor of a path's probability in turn is
   * replaced by its derivative, {@code F'(a)} for bit 1 and {@code -F'(a)} for bit 0.
   */
  public static ReferenceEstimate gradient(ReferenceNetwork net, int point) {
    ReferenceEstimate sum = new ReferenceEstimate(net);
    Paths.forEach(net, point, (path, p) -> addPath(net, point, path, p, sum));
    return sum;
  }

  private static void addPath(
      ReferenceNetwork net, int point, int[][] path, double p, ReferenceEstimate sum) {
    double f = net.loss(path, point);
    sum.addValue(p * f);
    for (int k = 0; k < net.layers(); k++) {
      double[] inputs = net.inputs(k, path, point);
      for (int j = 0; j < net.units(k); j++) {
        double slope = net.noises()[k].density(net.a(k, j, inputs)) * (path[k][j] == 1 ? 1 : -1);
        double others = Paths.probabilityWithout(net, point, path, k, j);
        sum.addUnit(net, k, j, f * slope * others, inputs);
      }
    }
    if (net.head().parameters().length > 0) {
      sum.addHead(net, p, net.states(path[net.layers() - 1]), point);
    }
  }

  /** The gradient of the mean over the points. */
  public static ReferenceEstimate gradient(ReferenceNetwork net) {
    ReferenceEstimate sum = new ReferenceEstimate(net);
    for (int point = 0; point < net.points(); point++) {
      sum.add(1.0 / net.points(), gradient(net, point));
    }
    return sum;
  }

  /** The same by central differences of the expected loss; only for checking {@link #gradient}. */
  public static ReferenceEstimate differences(ReferenceNetwork net, double step) {
    ReferenceEstimate sum = new ReferenceEstimate(net);
    sum.addValue(loss(net));
    for (int g = 0; g < sum.groups().length; g++) {
      double[] parameters = g < net.layers() ? net.groups()[g] : net.head().parameters();
      for (int i = 0; i < parameters.length; i++) {
        double kept = parameters[i];
        parameters[i] = kept + step;
        double above = loss(net);
        parameters[i] = kept - step;
        double below = loss(net);
        parameters[i] = kept;
        sum.group(g)[i] = (above - below) / (2 * step);
      }
    }
    return sum;
  }
}
