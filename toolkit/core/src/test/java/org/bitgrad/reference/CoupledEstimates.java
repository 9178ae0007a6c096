package org.bitgrad.reference;

import org.bitgrad.random.Noise;
import org.bitgrad.reference.UniformEstimates.OfUniforms;
import org.bitgrad.reference.UniformEstimates.Uniforms;

/** Estimates from antithetic pairs and from coupled samples, written down unit by unit. */
public final class CoupledEstimates {
  private CoupledEstimates() {}

  /** ARM, the mean of independent pairs. */
  public static OfUniforms arm(int pairs) {
    return pairs(pairs, (u, b1, b2, p) -> u - 0.5, false);
  }

  /** DisARM, the mean of independent pairs. */
  public static OfUniforms disarm(int pairs) {
    return pairs(pairs, (u, b1, b2, p) -> (b1 - b2) / 2.0 * Math.max(p, 1 - p), true);
  }

  /** What the difference of a pair's losses is multiplied with, in the logit. */
  private interface Factor {
    double of(double u, int b1, int b2, double p);
  }

  private static OfUniforms pairs(int pairs, Factor factor, boolean bothEnds) {
    return (net, point, uniforms) -> {
      ReferenceEstimate mean = new ReferenceEstimate(net);
      for (int pair = 0; pair < pairs; pair++) {
        ReferenceEstimate one = pair(net, point, uniforms.ofSample(pair), factor, bothEnds);
        mean.add(1.0 / pairs, one);
      }
      return mean;
    };
  }

  private static ReferenceEstimate pair(
      ReferenceNetwork net, int point, Uniforms uniforms, Factor factor, boolean bothEnds) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    int[][] path = new int[net.layers()][];
    for (int k = 0; k < net.layers(); k++) {
      double[] inputs = net.inputs(k, path, point);
      double[] u = uniforms.at("U" + (k + 1), net.units(k));
      int[] b1 = new int[u.length];
      int[] b2 = new int[u.length];
      for (int j = 0; j < u.length; j++) {
        double a = net.a(k, j, inputs);
        b1[j] = u[j] > net.probability(k, a, 0) ? 1 : 0;
        b2[j] = u[j] < net.probability(k, a, 1) ? 1 : 0;
      }
      int[] end1 = end(net, point, k, b1, "r" + (k + 1) + "a", uniforms);
      int[] end2 = end(net, point, k, b2, "r" + (k + 1) + "b", uniforms);
      double difference =
          net.head().loss(net.states(end1), point) - net.head().loss(net.states(end2), point);
      for (int j = 0; j < u.length; j++) {
        double a = net.a(k, j, inputs);
        double g = difference * factor.of(u[j], b1[j], b2[j], net.probability(k, a, 1));
        out.addUnit(net, k, j, g * UniformEstimates.logitSlope(net, k, a), inputs);
      }
      path[k] = b1;
      if (k == net.layers() - 1) {
        addEnd(out, net, point, end1, bothEnds ? 0.5 : 1);
        addEnd(out, net, point, end2, bothEnds ? 0.5 : 0);
      }
    }
    return out;
  }

  private static void addEnd(
      ReferenceEstimate out, ReferenceNetwork net, int point, int[] bits, double weight) {
    double[] states = net.states(bits);
    out.addValue(weight * net.head().loss(states, point));
    out.addHead(net, weight, states, point);
  }

  /** ARMS: pairs of samples whose difference is debiased by the probability that both are 1. */
  public static OfUniforms arms(String copula, int n) {
    CoupledLaw law = CoupledLaw.of(copula, n);
    return (net, point, uniforms) -> {
      ReferenceEstimate out = new ReferenceEstimate(net);
      int[][] path = new int[net.layers()][];
      for (int k = 0; k < net.layers(); k++) {
        double[] inputs = net.inputs(k, path, point);
        int[][] bits = coupledBits(net, k, inputs, copula, n, uniforms);
        int[][] ends = new int[n][];
        double[] f = new double[n];
        for (int s = 0; s < n; s++) {
          ends[s] = end(net, point, k, bits[s], "r" + (k + 1), uniforms.ofSample(s));
          f[s] = net.head().loss(net.states(ends[s]), point);
        }
        for (int j = 0; j < net.units(k); j++) {
          double a = net.a(k, j, inputs);
          double sum = 0;
          for (int s = 0; s < n; s++) {
            for (int t = 0; t < s; t++) {
              sum += (f[s] - f[t]) * (bits[s][j] - bits[t][j]);
            }
          }
          double p = net.probability(k, a, 1);
          double q = net.probability(k, a, 0);
          double repulsion = p * q == 0 ? 0 : p * q / (p - law.bothOne(p, q));
          double g = repulsion * sum / (n * (n - 1.0));
          out.addUnit(net, k, j, g * UniformEstimates.logitSlope(net, k, a), inputs);
        }
        path[k] = bits[0];
        if (k == net.layers() - 1) {
          for (int[] last : ends) {
            addEnd(out, net, point, last, 1.0 / n);
          }
        }
      }
      return out;
    };
  }

  /** The bits of n coupled samples of a layer, from the site U1, U2, ... of the layer. */
  static int[][] coupledBits(
      ReferenceNetwork net, int layer, double[] inputs, String copula, int n, Uniforms uniforms) {
    int units = net.units(layer);
    double[][] independent = new double[n][];
    for (int i = 0; i < n; i++) {
      independent[i] = uniforms.ofSample(i).at("U" + (layer + 1), units);
    }
    int[][] bits = new int[n][units];
    for (int j = 0; j < units; j++) {
      double[] v = new double[n];
      for (int i = 0; i < n; i++) {
        v[i] = independent[i][j];
      }
      double[] u = coupled(copula, v);
      double p = net.probability(layer, net.a(layer, j, inputs), 1);
      for (int s = 0; s < n; s++) {
        bits[s][j] = (p < 0.5 ? u[s] : 1 - u[s]) < p ? 1 : 0;
      }
    }
    return bits;
  }

  private static double[] coupled(String copula, double[] v) {
    return switch (copula) {
      case "independent" -> v;
      case "dirichlet" -> gaps(v);
      case "gaussian" -> gaussian(v);
      case "rotation" -> rotation(v);
      default -> throw new AssertionError(copula);
    };
  }

  private static double[] gaps(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum -= Math.log(x);
    }
    double[] u = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      u[k] = Math.pow(1 + Math.log(v[k]) / sum, v.length - 1);
    }
    return u;
  }

  private static double[] gaussian(double[] v) {
    Noise normal = Noise.gaussian(1);
    double mean = 0;
    for (double x : v) {
      mean += normal.quantile(x) / v.length;
    }
    double[] u = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      double z = (normal.quantile(v[k]) - mean) / Math.sqrt(1 - 1.0 / v.length);
      u[k] = normal.probability(z);
    }
    return u;
  }

  private static double[] rotation(double[] v) {
    int n = v.length;
    double[] u = new double[n];
    for (int k = 0; k < n; k++) {
      u[k] = (v[0] + (double) k / n) % 1;
    }
    for (int k = n - 1; k > 0; k--) {
      int other = (int) (v[k] * (k + 1));
      double kept = u[k];
      u[k] = u[other];
      u[other] = kept;
    }
    return u;
  }

  private static int[] end(
      ReferenceNetwork net, int point, int from, int[] bits, String sites, Uniforms uniforms) {
    int[][] path = new int[net.layers()][];
    path[from] = bits;
    for (int m = from + 1; m < net.layers(); m++) {
      double[] u = uniforms.at(sites + "_layer" + (m + 1), net.units(m));
      double[] inputs = net.inputs(m, path, point);
      path[m] = new int[u.length];
      for (int j = 0; j < u.length; j++) {
        path[m][j] = u[j] < net.probability(m, net.a(m, j, inputs), 1) ? 1 : 0;
      }
    }
    return path[net.layers() - 1];
  }
}
