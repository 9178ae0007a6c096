package org.bitgrad.numeric;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.bitgrad.random.Noise;
import org.bitgrad.random.Shown;

/**
 * A noise in float32: distribution function and density of ranges of arrays, vectorised. The
 * distribution function comes centred, {@code h = F(a) - 1/2}, because that is symmetric: its error
 * is the same, about 1.5e-7, in both tails.
 *
 * <pre>{@code
 * FloatNoise noise = FloatNoise.of(Noise.logistic(0.5));
 * noise.centred(a, h, 0, a.length);
 * noise.densities(a, h, f, 0, a.length);
 * }</pre>
 */
public abstract sealed class FloatNoise {
  private final float inverse;

  private static final Map<String, DoubleFunction<FloatNoise>> FAMILIES =
      Map.of(
          "logistic", Logistic::new,
          "uniform", Uniform::new,
          "triangular", Triangular::new,
          "gaussian", Gaussian::new);

  private FloatNoise(double scale) {
    inverse = (float) (1 / scale);
  }

  /**
   * The noise in float32.
   *
   * @param noise logistic, uniform, triangular or Gaussian, of a scale in [1e-15, 1e15]
   * @return its functions
   * @throws IllegalArgumentException if it is another one
   */
  public static FloatNoise of(Noise noise) {
    refusal(noise)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    return FAMILIES.get(family(noise)).apply(noise.scale());
  }

  /**
   * Why a noise has no form in float32.
   *
   * @param noise any
   * @return a sentence; empty where {@link #of} has one
   */
  public static Optional<String> refusal(Noise noise) {
    if (noise == null) {
      return Optional.of("noise must be given, but is null");
    }
    double scale = noise.scale();
    if (!(scale >= 1e-15 && scale <= 1e15)) {
      return Optional.of("scale of a noise in float32 must be in [1e-15, 1e15], but is " + scale);
    }
    return FAMILIES.containsKey(family(noise))
        ? Optional.empty()
        : Optional.of(
            "noise in float32 must be logistic, uniform, triangular or gaussian, but is "
                + Shown.text(noise.name()));
  }

  private static String family(Noise noise) {
    int end = noise.name().indexOf('(');
    return end < 0 ? noise.name() : noise.name().substring(0, end);
  }

  /** {@return the inverse of the scale} */
  public final float inverseScale() {
    return inverse;
  }

  /** {@return whether {@code F(a) = 1 / (1 + e^(-a/s))}} */
  public boolean logistic() {
    return false;
  }

  /**
   * {@code h = F(a) - 1/2}.
   *
   * @param a pre-activations
   * @param h results in [-1/2, 1/2]
   * @param from first index
   * @param to end of the range
   */
  public abstract void centred(float[] a, float[] h, int from, int to);

  /**
   * {@code f = F'(a)}.
   *
   * @param a pre-activations
   * @param h what {@link #centred} gave for them
   * @param f results of at least 0; may be {@code h}, not {@code a}
   * @param from first index
   * @param to end of the range
   */
  public abstract void densities(float[] a, float[] h, float[] f, int from, int to);

  private static final class Logistic extends FloatNoise {
    Logistic(double scale) {
      super(scale);
    }

    @Override
    public boolean logistic() {
      return true;
    }

    @Override
    public void centred(float[] a, float[] h, int from, int to) {
      FloatFunctions.centredSigmoid(inverseScale(), a, h, from, to);
    }

    @Override
    public void densities(float[] a, float[] h, float[] f, int from, int to) {
      float factor = inverseScale();
      for (int i = from; i < to; i++) {
        f[i] = factor * (0.5f - h[i]) * (0.5f + h[i]);
      }
    }
  }

  private static final class Uniform extends FloatNoise {
    Uniform(double scale) {
      super(scale);
    }

    @Override
    public void centred(float[] a, float[] h, int from, int to) {
      float half = 0.5f * inverseScale();
      for (int i = from; i < to; i++) {
        h[i] = Math.max(-0.5f, Math.min(0.5f, half * a[i]));
      }
    }

    @Override
    public void densities(float[] a, float[] h, float[] f, int from, int to) {
      float half = 0.5f * inverseScale();
      for (int i = from; i < to; i++) {
        float inside = (0.5f - Math.abs(h[i])) * FloatStates.HUGE;
        f[i] = half * Math.min(1, inside * FloatStates.HUGE);
      }
    }
  }

  private static final class Triangular extends FloatNoise {
    Triangular(double scale) {
      super(scale);
    }

    @Override
    public void centred(float[] a, float[] h, int from, int to) {
      float factor = inverseScale();
      for (int i = from; i < to; i++) {
        float t = Math.max(-1, Math.min(1, factor * a[i]));
        h[i] = t * Math.fma(-0.5f, Math.abs(t), 1);
      }
    }

    @Override
    public void densities(float[] a, float[] h, float[] f, int from, int to) {
      float factor = inverseScale();
      for (int i = from; i < to; i++) {
        f[i] = factor * Math.max(0, 1 - Math.abs(factor * a[i]));
      }
    }
  }

  private static final class Gaussian extends FloatNoise {
    private static final float PEAK = (float) (1 / Math.sqrt(2 * Math.PI));

    Gaussian(double scale) {
      super(scale);
    }

    @Override
    public void centred(float[] a, float[] h, int from, int to) {
      FloatFunctions.centredNormal(inverseScale(), a, h, from, to);
    }

    @Override
    public void densities(float[] a, float[] h, float[] f, int from, int to) {
      FloatFunctions.bell(inverseScale(), a, f, from, to);
      float peak = PEAK * inverseScale();
      for (int i = from; i < to; i++) {
        f[i] *= peak;
      }
    }
  }
}
