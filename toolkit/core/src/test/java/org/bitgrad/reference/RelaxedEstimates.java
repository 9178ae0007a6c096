package org.bitgrad.reference;

import org.bitgrad.random.Noise;
import org.bitgrad.reference.UniformEstimates.OfUniforms;
import org.bitgrad.reference.UniformEstimates.Uniforms;

/** Straight-through estimates and those from relaxed states, written down unit by unit. */
public final class RelaxedEstimates {
  private RelaxedEstimates() {}

  /** What stands for the derivative of a bit in its pre-activation. */
  @FunctionalInterface
  public interface Slope {
    double of(Noise noise, double a, int bit);
  }

  /** The states of a layer as numbers in [0, 1] and their slopes, filled in unit by unit. */
  @FunctionalInterface
  private interface Units {
    void fill(int layer, double[] a, double[] y, double[] slope);
  }

  private static ReferenceEstimate estimate(ReferenceNetwork net, int point, Units units) {
    double[][] y = new double[net.layers()][];
    double[][] slope = new double[net.layers()][];
    for (int k = 0; k < net.layers(); k++) {
      double[] inputs = UniformEstimates.relaxedInputs(net, y, k, point);
      double[] a = new double[net.units(k)];
      for (int j = 0; j < a.length; j++) {
        a[j] = net.a(k, j, inputs);
      }
      y[k] = new double[a.length];
      slope[k] = new double[a.length];
      units.fill(k, a, y[k], slope[k]);
    }
    return UniformEstimates.backPropagate(net, point, y, slope);
  }

  private static double[] numbers(Uniforms uniforms, String site, int layer, int units) {
    return uniforms.at(site + (layer + 1), units);
  }

  private static int bit(ReferenceNetwork net, int layer, double a, double u) {
    return u < net.probability(layer, a, 1) ? 1 : 0;
  }

  /** Hard bits and a slope. */
  public static OfUniforms slopes(Slope slopeOf) {
    return (net, point, uniforms) ->
        estimate(
            net,
            point,
            (layer, a, y, slope) -> {
              double[] u = numbers(uniforms, "layer", layer, a.length);
              for (int j = 0; j < a.length; j++) {
                int bit = bit(net, layer, a[j], u[j]);
                y[j] = bit;
                slope[j] = slopeOf.of(net.noises()[layer], a[j], bit);
              }
            });
  }

  /** Identity ST for the probability. */
  public static double one(Noise noise, double a, int bit) {
    return 1;
  }

  /** Identity ST for the mean of a spin. */
  public static double half(Noise noise, double a, int bit) {
    return 0.5;
  }

  /** ST. */
  public static double density(Noise noise, double a, int bit) {
    return noise.density(a);
  }

  /** ZGR. */
  public static double trapezoid(Noise noise, double a, int bit) {
    return noise.density(a) / 2 / noise.probability(bit == 1 ? a : -a);
  }

  /** HardTanh of a / c, for bits. */
  public static Slope hardTanh(double c) {
    return (noise, a, bit) -> -c < a && a < c ? 1 / (2 * c) : 0;
  }

  /** ST-Gumbel. */
  public static OfUniforms straightThroughGumbel(double tau) {
    return (net, point, uniforms) ->
        estimate(
            net,
            point,
            (layer, a, y, slope) -> {
              double[] u = numbers(uniforms, "layer", layer, a.length);
              for (int j = 0; j < a.length; j++) {
                double v = (a[j] - net.noises()[layer].quantile(u[j])) / tau;
                y[j] = v > 0 ? 1 : 0;
                slope[j] = 1 / (1 + Math.exp(v)) / (1 + Math.exp(-v)) / tau;
              }
            });
  }

  /** FouST with scaled states; in spins the state is u x. */
  public static OfUniforms foust(Slope slopeOf) {
    return (net, point, uniforms) ->
        estimate(
            net,
            point,
            (layer, a, y, slope) -> {
              double[] u = numbers(uniforms, "layer", layer, a.length);
              double[] scale = numbers(uniforms, "scale", layer, a.length);
              for (int j = 0; j < a.length; j++) {
                int bit = bit(net, layer, a[j], u[j]);
                double spin = scale[j] * (2 * bit - 1);
                y[j] = (1 + spin) / 2;
                slope[j] = slopeOf.of(net.noises()[layer], a[j], bit);
              }
            });
  }

  /** BayesBiNN's scale, times the derivative of the mean. */
  public static OfUniforms bayesBinn(double tau, double guard) {
    return (net, point, uniforms) ->
        estimate(
            net,
            point,
            (layer, a, y, slope) -> {
              Noise noise = net.noises()[layer];
              double[] u = numbers(uniforms, "layer", layer, a.length);
              for (int j = 0; j < a.length; j++) {
                double w = Math.tanh((a[j] - noise.quantile(u[j])) / (2 * tau));
                double dMean = 2 * noise.density(a[j]);
                double s = (1 - w * w + guard) / (tau * (2 * dMean + guard));
                y[j] = (1 + w) / 2;
                slope[j] = dMean == 0 ? 0 : s * dMean / 2;
              }
            });
  }
}
