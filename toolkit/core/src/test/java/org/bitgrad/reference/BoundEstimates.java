package org.bitgrad.reference;

import org.bitgrad.reference.PathEstimates.OfPath;
import org.bitgrad.reference.UniformEstimates.OfUniforms;

/** Estimates that are made for multi-sample bounds, written down unit by unit. */
public final class BoundEstimates {
  private BoundEstimates() {}

  /** What stands for a sample's own weight, given the weights of the others. */
  @FunctionalInterface
  private interface StandIn {
    double of(double[] others);
  }

  /** VIMCO with the geometric mean of the other weights. */
  public static OfUniforms vimcoGeometric() {
    return UniformEstimates.along(
        vimco(
            others -> {
              double product = 1;
              for (double weight : others) {
                product *= weight;
              }
              return Math.pow(product, 1.0 / others.length);
            }));
  }

  /** VIMCO with the arithmetic mean of the other weights. */
  public static OfUniforms vimcoArithmetic() {
    return UniformEstimates.along(
        vimco(others -> java.util.Arrays.stream(others).average().orElseThrow()));
  }

  private static OfPath vimco(StandIn standIn) {
    return (net, point, path) -> {
      BoundHead head = (BoundHead) net.head();
      ReferenceEstimate out = plain(net, point, path[0]);
      double[] weights = head.weights(net.states(path[0]), point);
      int units = path[0].length / head.samples();
      double[] inputs = net.inputs(0, path, point);
      for (int u = 0; u < path[0].length; u++) {
        double stand = standIn.of(without(weights, u / units));
        double left = head.ofWeights(exchanged(weights, u / units, stand));
        double score = PathEstimates.score(net, 0, u, inputs, path[0][u]);
        out.addUnit(net, 0, u, (head.ofWeights(weights) - left) * score, inputs);
      }
      return out;
    };
  }

  /** Local DisARM. */
  public static ReferenceEstimate localDisArm(
      ReferenceNetwork net, int point, UniformEstimates.Uniforms uniforms) {
    BoundHead head = (BoundHead) net.head();
    double[] u = uniforms.at("U1", net.units(0));
    double[] inputs = net.x()[point];
    int[] first = new int[u.length];
    int[] second = new int[u.length];
    for (int i = 0; i < u.length; i++) {
      double a = net.a(0, i, inputs);
      first[i] = u[i] < net.probability(0, a, 1) ? 1 : 0;
      second[i] = u[i] > net.probability(0, a, 0) ? 1 : 0;
    }
    ReferenceEstimate out = plain(net, point, first);
    double[] weights = head.weights(net.states(first), point);
    double[] partners = head.weights(net.states(second), point);
    int units = u.length / head.samples();
    for (int i = 0; i < u.length; i++) {
      int k = i / units;
      double a = net.a(0, i, inputs);
      double p = net.probability(0, a, 1);
      double q = net.probability(0, a, 0);
      double change = head.ofWeights(weights) - head.ofWeights(exchanged(weights, k, partners[k]));
      double inLogit = change * (first[i] - second[i]) * Math.max(p, q) / 2;
      double slope = p * q == 0 ? 0 : net.noises()[0].density(a) / (p * q);
      out.addUnit(net, 0, i, inLogit * slope, inputs);
    }
    return out;
  }

  /** Local ARMS: pairs of coupled samples, each of which stands for every independent one. */
  public static OfUniforms localArms(String copula) {
    return (net, point, uniforms) -> {
      BoundHead head = (BoundHead) net.head();
      int n = head.samples();
      int[] independent = UniformEstimates.path(net, point, uniforms, 0)[0];
      ReferenceNetwork single = singleSample(net, n);
      double[] inputs = net.x()[point];
      int[][] coupled = CoupledEstimates.coupledBits(single, 0, inputs, copula, n, uniforms);
      ReferenceEstimate out = plain(net, point, independent);
      double[] weights = head.weights(net.states(independent), point);
      for (int k = 0; k < n; k++) {
        double[] bounds = new double[n];
        for (int m = 0; m < n; m++) {
          double log = head.logWeight().loss(net.states(coupled[m]), point);
          bounds[m] = head.ofWeights(exchanged(weights, k, Math.exp(log)));
        }
        addPairs(out, single, bounds, coupled, CoupledLaw.of(copula, n), inputs);
      }
      return out;
    };
  }

  private static void addPairs(
      ReferenceEstimate out,
      ReferenceNetwork single,
      double[] bounds,
      int[][] bits,
      CoupledLaw law,
      double[] inputs) {
    int n = bounds.length;
    for (int j = 0; j < single.units(0); j++) {
      double sum = 0;
      for (int s = 0; s < n; s++) {
        for (int t = 0; t < s; t++) {
          sum += (bounds[s] - bounds[t]) * (bits[s][j] - bits[t][j]);
        }
      }
      double a = single.a(0, j, inputs);
      double p = single.probability(0, a, 1);
      double q = single.probability(0, a, 0);
      double repulsion = p * q == 0 ? 0 : p * q / (p - law.bothOne(p, q));
      double inLogit = repulsion * sum / (n * (n - 1.0));
      out.addUnit(single, 0, j, inLogit * UniformEstimates.logitSlope(single, 0, a), inputs);
    }
  }

  private static ReferenceNetwork singleSample(ReferenceNetwork net, int samples) {
    int[] sizes = {net.sizes()[0], net.units(0) / samples};
    Head head = ((BoundHead) net.head()).logWeight();
    return new ReferenceNetwork(
        net.name(), net.low(), net.high(), net.noises(), sizes, net.groups(), head, net.x());
  }

  private static ReferenceEstimate plain(ReferenceNetwork net, int point, int[] bits) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    double[] x = net.states(bits);
    out.addValue(net.head().loss(x, point));
    if (net.head().parameters().length > 0) {
      out.addHead(net, 1, x, point);
    }
    return out;
  }

  private static double[] without(double[] weights, int k) {
    double[] others = new double[weights.length - 1];
    for (int m = 0; m < others.length; m++) {
      others[m] = weights[m < k ? m : m + 1];
    }
    return others;
  }

  private static double[] exchanged(double[] weights, int k, double instead) {
    double[] changed = weights.clone();
    changed[k] = instead;
    return changed;
  }
}
