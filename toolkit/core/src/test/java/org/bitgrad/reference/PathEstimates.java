package org.bitgrad.reference;

/** Estimates that are functions of one path, written down unit by unit. */
public final class PathEstimates {
  private PathEstimates() {}

  /** An estimate from a path. */
  @FunctionalInterface
  public interface OfPath {
    ReferenceEstimate estimate(ReferenceNetwork net, int point, int[][] path);
  }

  /** PSA with last-layer smoothing. */
  public static ReferenceEstimate psa(ReferenceNetwork net, int point, int[][] path) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    smoothedHead(net, point, path, out);
    psaLayers(net, point, path, out);
    return out;
  }

  /** PSA, head and value at the sample. */
  public static ReferenceEstimate psaPlain(ReferenceNetwork net, int point, int[][] path) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    plainHead(net, point, path, out);
    psaLayers(net, point, path, out);
    return out;
  }

  private static void psaLayers(
      ReferenceNetwork net, int point, int[][] path, ReferenceEstimate out) {
    double[] delta = flipDifferences(net, point, path);
    for (int k = net.layers() - 1; k >= 0; k--) {
      double[] inputs = net.inputs(k, path, point);
      double[] before = new double[net.sizes()[k]];
      for (int j = 0; j < net.units(k); j++) {
        double a = net.a(k, j, inputs);
        int s = 2 * path[k][j] - 1;
        out.addUnit(net, k, j, s * net.noises()[k].density(a) * delta[j], inputs);
        for (int i = 0; k > 0 && i < before.length; i++) {
          before[i] += lost(net, k, j, inputs, i, path[k][j]) * delta[j];
        }
      }
      delta = before;
    }
  }

  /** SA at t = 0. */
  public static ReferenceEstimate sa(ReferenceNetwork net, int point, int[][] path) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    smoothedHead(net, point, path, out);
    double[] delta = flipDifferences(net, point, path);
    for (int k = net.layers() - 1; k >= 0; k--) {
      double[] inputs = net.inputs(k, path, point);
      double[] before = new double[net.sizes()[k]];
      for (int j = 0; j < net.units(k); j++) {
        double a = net.a(k, j, inputs);
        int s = 2 * path[k][j] - 1;
        double drawn = net.probability(k, a, path[k][j]);
        out.addUnit(net, k, j, s * net.noises()[k].density(a) / (2 * drawn) * delta[j], inputs);
        for (int i = 0; k > 0 && i < before.length; i++) {
          before[i] += Math.max(0, lost(net, k, j, inputs, i, path[k][j])) / drawn * delta[j];
        }
      }
      delta = before;
    }
    return out;
  }

  /** What the probability of a bit loses when input i is flipped. */
  private static double lost(
      ReferenceNetwork net, int layer, int unit, double[] inputs, int i, int bit) {
    double[] flipped = inputs.clone();
    flipped[i] = inputs[i] == net.high() ? net.low() : net.high();
    return net.probability(layer, net.a(layer, unit, inputs), bit)
        - net.probability(layer, net.a(layer, unit, flipped), bit);
  }

  /** ST. */
  public static ReferenceEstimate st(ReferenceNetwork net, int point, int[][] path) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    plainHead(net, point, path, out);
    int last = net.layers() - 1;
    double[] g = net.head().stateDerivative(net.states(path[last]), point);
    for (int k = last; k >= 0; k--) {
      double[] inputs = net.inputs(k, path, point);
      double[] before = new double[net.sizes()[k]];
      for (int j = 0; j < net.units(k); j++) {
        double slope = net.noises()[k].density(net.a(k, j, inputs));
        double da = (net.high() - net.low()) * slope * g[j];
        out.addUnit(net, k, j, da, inputs);
        for (int i = 0; i < before.length; i++) {
          before[i] += net.weight(k, j, i) * da;
        }
      }
      g = before;
    }
    return out;
  }

  /** REINFORCE with a constant baseline. */
  public static OfPath reinforce(double baseline) {
    return (net, point, path) -> {
      ReferenceEstimate out = new ReferenceEstimate(net);
      plainHead(net, point, path, out);
      double f = net.loss(path, point) - baseline;
      for (int k = 0; k < net.layers(); k++) {
        double[] inputs = net.inputs(k, path, point);
        for (int j = 0; j < net.units(k); j++) {
          out.addUnit(net, k, j, f * score(net, k, j, inputs, path[k][j]), inputs);
        }
      }
      return out;
    };
  }

  /** The derivative of the log-probability of a bit. */
  static double score(ReferenceNetwork net, int layer, int unit, double[] inputs, int bit) {
    double a = net.a(layer, unit, inputs);
    double slope = net.noises()[layer].density(a);
    return (bit == 1 ? slope : -slope) / net.probability(layer, a, bit);
  }

  /** Local expectation, one layer. */
  public static ReferenceEstimate localExpectation(ReferenceNetwork net, int point, int[][] path) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    plainHead(net, point, path, out);
    double[] inputs = net.inputs(0, path, point);
    for (int j = 0; j < net.units(0); j++) {
      double[] zero = net.states(path[0]);
      double[] one = zero.clone();
      zero[j] = net.low();
      one[j] = net.high();
      double difference = net.head().loss(one, point) - net.head().loss(zero, point);
      out.addUnit(net, 0, j, net.noises()[0].density(net.a(0, j, inputs)) * difference, inputs);
    }
    return out;
  }

  private static double[] flipDifferences(ReferenceNetwork net, int point, int[][] path) {
    int last = net.layers() - 1;
    double[] x = net.states(path[last]);
    double[] delta = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      delta[i] = net.head().loss(x, point) - net.head().loss(flipped(net, path[last], i), point);
    }
    return delta;
  }

  private static double[] flipped(ReferenceNetwork net, int[] bits, int i) {
    int[] other = bits.clone();
    other[i] = 1 - other[i];
    return net.states(other);
  }

  static void plainHead(ReferenceNetwork net, int point, int[][] path, ReferenceEstimate out) {
    out.addValue(net.loss(path, point));
    out.addHead(net, 1, net.states(path[net.layers() - 1]), point);
  }

  private static void smoothedHead(
      ReferenceNetwork net, int point, int[][] path, ReferenceEstimate out) {
    int last = net.layers() - 1;
    int n = net.units(last);
    double[] inputs = net.inputs(last, path, point);
    double rest = 1;
    for (int i = 0; i < n; i++) {
      double drawn = net.probability(last, net.a(last, i, inputs), path[last][i]);
      double rho = (1 - drawn) / n;
      rest -= rho;
      double[] x = flipped(net, path[last], i);
      out.addValue(rho * net.head().loss(x, point));
      out.addHead(net, rho, x, point);
    }
    double[] x = net.states(path[last]);
    out.addValue(rest * net.head().loss(x, point));
    out.addHead(net, rest, x, point);
  }
}
