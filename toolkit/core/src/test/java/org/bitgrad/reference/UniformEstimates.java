package org.bitgrad.reference;

/** Estimates that are functions of uniform numbers at named sites, written down unit by unit. */
public final class UniformEstimates {
  private UniformEstimates() {}

  /** Uniform numbers of a site, one per unit, for each of several samples of a point. */
  @FunctionalInterface
  public interface Uniforms {
    double[] at(String site, int units, int sample);

    /** Those of the first or only sample. */
    default double[] at(String site, int units) {
      return at(site, units, 0);
    }

    /** Those of one of several samples in place of the first. */
    default Uniforms ofSample(int chosen) {
      return (site, units, sample) -> at(site, units, chosen + sample);
    }
  }

  /** An estimate from uniforms. */
  @FunctionalInterface
  public interface OfUniforms {
    ReferenceEstimate estimate(ReferenceNetwork net, int point, Uniforms uniforms);
  }

  /** The path that the sites layer1, layer2, ... give, and an estimate from it. */
  public static OfUniforms along(PathEstimates.OfPath estimate) {
    return (net, point, uniforms) -> estimate.estimate(net, point, path(net, point, uniforms, 0));
  }

  /** The path of a sample that the sites layer1, layer2, ... give. */
  static int[][] path(ReferenceNetwork net, int point, Uniforms uniforms, int sample) {
    int[][] path = new int[net.layers()][];
    for (int k = 0; k < net.layers(); k++) {
      double[] u = uniforms.at("layer" + (k + 1), net.units(k), sample);
      path[k] = threshold(net, k, net.inputs(k, path, point), u);
    }
    return path;
  }

  static int[] threshold(ReferenceNetwork net, int layer, double[] inputs, double[] u) {
    int[] bits = new int[u.length];
    for (int j = 0; j < u.length; j++) {
      bits[j] = u[j] < net.probability(layer, net.a(layer, j, inputs), 1) ? 1 : 0;
    }
    return bits;
  }

  /** Concrete. */
  public static OfUniforms concrete(double tau) {
    return (net, point, uniforms) -> {
      double[][] y = new double[net.layers()][];
      double[][] slope = new double[net.layers()][];
      for (int k = 0; k < net.layers(); k++) {
        double[] u = uniforms.at("layer" + (k + 1), net.units(k));
        double[] inputs = relaxedInputs(net, y, k, point);
        y[k] = new double[u.length];
        slope[k] = new double[u.length];
        for (int j = 0; j < u.length; j++) {
          double t = (net.a(k, j, inputs) - net.noises()[k].quantile(u[j])) / tau;
          y[k][j] = 1 / (1 + Math.exp(-t));
          slope[k][j] = y[k][j] / (1 + Math.exp(t)) / tau;
        }
      }
      return backPropagate(net, point, y, slope);
    };
  }

  /** Mean field. */
  public static ReferenceEstimate meanField(ReferenceNetwork net, int point, Uniforms unused) {
    double[][] y = new double[net.layers()][];
    double[][] slope = new double[net.layers()][];
    for (int k = 0; k < net.layers(); k++) {
      double[] inputs = relaxedInputs(net, y, k, point);
      y[k] = new double[net.units(k)];
      slope[k] = new double[net.units(k)];
      for (int j = 0; j < net.units(k); j++) {
        y[k][j] = net.noises()[k].probability(net.a(k, j, inputs));
        slope[k][j] = net.noises()[k].density(net.a(k, j, inputs));
      }
    }
    return backPropagate(net, point, y, slope);
  }

  static double[] relaxedInputs(ReferenceNetwork net, double[][] y, int layer, int point) {
    return layer == 0 ? net.x()[point] : states(net, y[layer - 1]);
  }

  private static double[] states(ReferenceNetwork net, double[] y) {
    double[] x = new double[y.length];
    for (int j = 0; j < y.length; j++) {
      x[j] = net.low() + (net.high() - net.low()) * y[j];
    }
    return x;
  }

  static ReferenceEstimate backPropagate(
      ReferenceNetwork net, int point, double[][] y, double[][] slope) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    int last = net.layers() - 1;
    double[] end = states(net, y[last]);
    out.addValue(net.head().loss(end, point));
    out.addHead(net, 1, end, point);
    double[] g = net.head().stateDerivative(end, point);
    for (int k = last; k >= 0; k--) {
      double[] inputs = relaxedInputs(net, y, k, point);
      double[] before = new double[net.sizes()[k]];
      for (int j = 0; j < net.units(k); j++) {
        double da = (net.high() - net.low()) * slope[k][j] * g[j];
        out.addUnit(net, k, j, da, inputs);
        for (int i = 0; i < before.length; i++) {
          before[i] += net.weight(k, j, i) * da;
        }
      }
      g = before;
    }
    return out;
  }

  static double logitSlope(ReferenceNetwork net, int layer, double a) {
    double both = net.probability(layer, a, 1) * net.probability(layer, a, 0);
    return both == 0 ? 0 : net.noises()[layer].density(a) / both;
  }
}
