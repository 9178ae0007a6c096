package org.bitgrad.exact;

import java.util.function.DoubleUnaryOperator;
import org.bitgrad.random.Noise;

/**
 * What a layer of wide fan-in does on average to signals and gradients, as a function of how large
 * its pre-activations are beside its noise: pre-activations are taken to be normal with mean 0.
 *
 * <p>With spins the variance q of the pre-activations is that of the weights times the fan-in, and
 * ST multiplies the variance of a gradient by the gain {@code q E[(2 F'(a))^2]}, {@code a} of
 * variance q, per layer. It depends on the family of the noise and on the ratio of the two
 * deviations alone. Relative error 1e-10, by quadrature.
 *
 * <pre>{@code
 * double ratio = NoiseGain.criticalRatio(Noise.logistic()); // 3.913...
 * }</pre>
 */
public final class NoiseGain {
  /** A normal variable is farther from 0 with a probability below 1e-300. */
  private static final double FARTHEST = 38;

  private static final double LOWEST_RATIO = 0.1;
  private static final double HIGHEST_RATIO = 10;
  private static final int BISECTIONS = 60;

  private NoiseGain() {}

  /**
   * The factor by which ST multiplies the variance of a gradient, in spins.
   *
   * @param noise of the units
   * @param deviation standard deviation of the pre-activations, positive
   * @return {@code q E[(2 F'(a))^2]}
   */
  public static double of(Noise noise, double deviation) {
    requirePositive(deviation);
    return overNormal(
        noise,
        deviation,
        z -> {
          double factor = 2 * deviation * noise.density(deviation * z);
          return factor * factor;
        });
  }

  /**
   * The standard deviation of pre-activations, in units of the noise's scale, at which gradients
   * neither grow nor shrink.
   *
   * @param noise of the units
   * @return the ratio at which {@link #of} is 1
   */
  public static double criticalRatio(Noise noise) {
    double low = LOWEST_RATIO;
    double high = HIGHEST_RATIO;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (of(noise, middle * noise.scale()) < 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The noise at which gradients neither grow nor shrink, for pre-activations of a given size.
   *
   * @param noise its family is taken, its scale is not
   * @param deviation standard deviation of the pre-activations, positive
   * @return the noise of that family with scale {@code deviation / criticalRatio}
   */
  public static Noise critical(Noise noise, double deviation) {
    requirePositive(deviation);
    String name = noise.name();
    int scale = name.indexOf('(');
    String family = scale < 0 ? name : name.substring(0, scale);
    return Noise.of(family, deviation / criticalRatio(noise));
  }

  /**
   * How often noise turns a unit over.
   *
   * @param noise of the units
   * @param deviation standard deviation of the pre-activations, positive
   * @return {@code P(sign(a - Z) != sign(a))}
   */
  public static double flipProbability(Noise noise, double deviation) {
    requirePositive(deviation);
    return overNormal(noise, deviation, z -> noise.probability(-deviation * Math.abs(z)));
  }

  private static void requirePositive(double deviation) {
    if (!(deviation > 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "deviation must be a positive finite number, but is " + deviation);
    }
  }

  private static double overNormal(Noise noise, double deviation, DoubleUnaryOperator f) {
    // Uniform and triangular noise have a kink where their support ends.
    double kink = Math.min(FARTHEST, noise.scale() / deviation);
    return 2
        * AdaptiveQuadrature.integrate(
            (at, out) -> {
              for (int i = 0; i < at.length; i++) {
                double normal = Math.exp(-at[i] * at[i] / 2) / Math.sqrt(2 * Math.PI);
                out[i] = normal * f.applyAsDouble(at[i]);
              }
            },
            0,
            kink,
            FARTHEST);
  }
}
