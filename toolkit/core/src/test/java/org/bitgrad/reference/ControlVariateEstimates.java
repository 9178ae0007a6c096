package org.bitgrad.reference;

import org.bitgrad.reference.UniformEstimates.OfUniforms;

/** Estimates with control variates from derivatives of the loss, written down unit by unit. */
public final class ControlVariateEstimates {
  private ControlVariateEstimates() {}

  /** Double control variates with a fixed factor. */
  public static OfUniforms doubleControl(int samples, double alpha) {
    return (net, point, uniforms) -> {
      ReferenceEstimate out = new ReferenceEstimate(net);
      int[][][] paths = new int[samples][][];
      double[][][] slopes = new double[samples][][];
      for (int k = 0; k < samples; k++) {
        paths[k] = UniformEstimates.path(net, point, uniforms, k);
        slopes[k] = slopesInBits(net, point, paths[k]);
        double[] end = net.states(paths[k][net.layers() - 1]);
        out.addValue(net.loss(paths[k], point) / samples);
        out.addHead(net, 1.0 / samples, end, point);
      }
      double[] h = new double[samples];
      for (int k = 0; k < samples; k++) {
        h[k] = net.loss(paths[k], point);
        for (int l = 0; l < net.layers(); l++) {
          double[] inputs = net.inputs(l, paths[k], point);
          for (int j = 0; j < net.units(l); j++) {
            double p = net.probability(l, net.a(l, j, inputs), 1);
            h[k] += alpha * meanOfOthers(slopes, k, l, j) * (paths[k][l][j] - p);
          }
        }
      }
      for (int k = 0; k < samples; k++) {
        double others = 0;
        for (int m = 0; m < samples; m++) {
          others += m == k ? 0 : h[m] / (samples - 1);
        }
        for (int l = 0; l < net.layers(); l++) {
          double[] inputs = net.inputs(l, paths[k], point);
          for (int j = 0; j < net.units(l); j++) {
            double score = PathEstimates.score(net, l, j, inputs, paths[k][l][j]);
            double density = net.noises()[l].density(net.a(l, j, inputs));
            double known = alpha * meanOfOthers(slopes, k, l, j) * density;
            out.addUnit(net, l, j, ((h[k] - others) * score - known) / samples, inputs);
          }
        }
      }
      return out;
    };
  }

  /** A function of the variables that is added to the control variate. */
  interface Surrogate {
    double value(double[] z);

    double slope(double[] z, int unit);
  }

  private static final Surrogate NONE =
      new Surrogate() {
        @Override
        public double value(double[] z) {
          return 0;
        }

        @Override
        public double slope(double[] z, int unit) {
          return 0;
        }
      };

  /** REBAR, complete estimates averaged. */
  public static OfUniforms rebar(double tau, double eta, int samples) {
    return rebar(new double[] {tau, eta}, samples, NONE);
  }

  /** The same with a surrogate. */
  static OfUniforms rebar(double[] tauAndEta, int samples, Surrogate surrogate) {
    return (net, point, uniforms) -> {
      ReferenceEstimate mean = new ReferenceEstimate(net);
      for (int k = 0; k < samples; k++) {
        int n = net.units(0);
        double[] u = uniforms.at("layer1", n, k);
        double[] v = uniforms.at("v_layer1", n, k);
        mean.add(1.0 / samples, rebar(net, point, new double[][] {u, v, tauAndEta}, surrogate));
      }
      return mean;
    };
  }

  private static ReferenceEstimate rebar(
      ReferenceNetwork net, int point, double[][] numbers, Surrogate surrogate) {
    double[] u = numbers[0];
    double[] v = numbers[1];
    int n = u.length;
    double tau = numbers[2][0];
    double eta = numbers[2][1];
    int[] bits = new int[n];
    double[] z = new double[n];
    double[] zt = new double[n];
    double[] ztSlope = new double[n];
    for (int j = 0; j < n; j++) {
      double p = net.probability(0, net.a(0, j, net.x()[point]), 1);
      double phi = Math.log(p / (1 - p));
      z[j] = phi + logit(1 - u[j]);
      bits[j] = u[j] < p ? 1 : 0;
      double w = bits[j] == 1 ? 1 - v[j] : v[j];
      double given = bits[j] == 1 ? w * p + 1 - p : w * (1 - p);
      zt[j] = phi + logit(given);
      double change = bits[j] == 1 ? w - 1 : -w;
      ztSlope[j] = 1 + p * (1 - p) * change / (given * (1 - given));
    }
    ReferenceEstimate out = new ReferenceEstimate(net);
    double f = net.head().loss(net.states(bits), point);
    out.addValue(f);
    out.addHead(net, 1, net.states(bits), point);
    double c = eta * net.head().loss(relaxed(net, zt, tau), point) + surrogate.value(zt);
    double[] atZ = relaxedSlope(net, point, z, tau);
    double[] atGiven = relaxedSlope(net, point, zt, tau);
    for (int j = 0; j < n; j++) {
      double a = net.a(0, j, net.x()[point]);
      double p = net.probability(0, a, 1);
      double inLogit = (f - c) * (bits[j] - p) + eta * (atZ[j] - atGiven[j] * ztSlope[j]);
      inLogit += surrogate.slope(z, j) - surrogate.slope(zt, j) * ztSlope[j];
      double slope = net.noises()[0].density(a) / (p * (1 - p));
      out.addUnit(net, 0, j, inLogit * slope, net.x()[point]);
    }
    return out;
  }

  private static double logit(double p) {
    return Math.log(p) - Math.log(1 - p);
  }

  private static double[] relaxed(ReferenceNetwork net, double[] z, double tau) {
    double[] x = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      x[j] = net.low() + (net.high() - net.low()) / (1 + Math.exp(-z[j] / tau));
    }
    return x;
  }

  private static double[] relaxedSlope(ReferenceNetwork net, int point, double[] z, double tau) {
    double[] g = net.head().stateDerivative(relaxed(net, z, tau), point);
    for (int j = 0; j < z.length; j++) {
      double y = 1 / (1 + Math.exp(-z[j] / tau));
      g[j] *= (net.high() - net.low()) * y * (1 - y) / tau;
    }
    return g;
  }

  private static double meanOfOthers(double[][][] slopes, int own, int layer, int unit) {
    double mean = 0;
    for (int m = 0; m < slopes.length; m++) {
      mean += m == own ? 0 : slopes[m][layer][unit] / (slopes.length - 1);
    }
    return mean;
  }

  /** The derivative of the loss in every bit, by straight-through back-propagation. */
  static double[][] slopesInBits(ReferenceNetwork net, int point, int[][] path) {
    double step = net.high() - net.low();
    double[][] slopes = new double[net.layers()][];
    double[] g = net.head().stateDerivative(net.states(path[net.layers() - 1]), point);
    for (int l = net.layers() - 1; l >= 0; l--) {
      slopes[l] = new double[net.units(l)];
      double[] before = new double[net.sizes()[l]];
      for (int j = 0; j < net.units(l); j++) {
        slopes[l][j] = step * g[j];
        double slope = net.noises()[l].density(net.a(l, j, net.inputs(l, path, point)));
        for (int i = 0; i < before.length; i++) {
          before[i] += net.weight(l, j, i) * slope * slopes[l][j];
        }
      }
      g = before;
    }
    return slopes;
  }
}
