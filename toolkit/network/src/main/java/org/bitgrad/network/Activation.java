package org.bitgrad.network;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Noise;
import org.bitgrad.random.Shown;

/**
 * What a real-valued unit makes of its pre-activation; deterministic, the control for Bernoulli
 * units. Tanh is twice a logistic unit's centred probability at scale 1/2, and hard tanh that of a
 * uniform unit: the mean states of Bernoulli units in spins.
 */
public enum Activation {
  /** {@code max(0, a)}; slope 0 at 0. */
  RELU("relu"),

  /** {@code tanh(a) = 2 sigmoid(2 a) - 1}. */
  TANH("tanh"),

  /** {@code max(-1, min(1, a))}. */
  HARD_TANH("hardtanh");

  /** Numbers at which the law of a pre-activation is looked at: errors of its moments are 1e-4. */
  private static final int QUANTILES = 4096;

  private static final Noise OF_TANH = Noise.logistic(0.5);
  private static final Noise OF_HARD_TANH = Noise.uniform(1);

  private final String text;

  Activation(String text) {
    this.text = text;
  }

  /** {@return its name in texts and settings: {@code relu}, {@code tanh}, {@code hardtanh}} */
  public String text() {
    return text;
  }

  /**
   * The activation of a name.
   *
   * @param text of {@link #text}
   * @return the activation
   * @throws IllegalArgumentException if there is none
   */
  public static Activation parse(String text) {
    List<String> names = Arrays.stream(values()).map(Activation::text).toList();
    return KnownNames.find(text, names)
        .map(name -> values()[names.indexOf(name)])
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "activation must be relu, tanh or hardtanh, but is '"
                        + Shown.text(text)
                        + "'"
                        + KnownNames.hint(text, names)));
  }

  /**
   * The values of units.
   *
   * @param a pre-activations
   * @param out as many values, overwritten; not {@code a}
   */
  public void values(double[] a, double[] out) {
    Noise noise = noise();
    if (noise == null) {
      for (int i = 0; i < a.length; i++) {
        out[i] = Math.max(0, a[i]);
      }
      return;
    }
    noise.probabilities(a, out, 0, a.length);
    for (int i = 0; i < a.length; i++) {
      out[i] = 2 * out[i] - 1;
    }
  }

  /**
   * The slopes of units.
   *
   * @param a pre-activations
   * @param out as many derivatives of values, overwritten; not {@code a}
   */
  public void slopes(double[] a, double[] out) {
    Noise noise = noise();
    if (noise == null) {
      for (int i = 0; i < a.length; i++) {
        out[i] = a[i] > 0 ? 1 : 0;
      }
      return;
    }
    noise.densities(a, out, 0, a.length);
    for (int i = 0; i < a.length; i++) {
      out[i] *= 2;
    }
  }

  /**
   * The noise whose Bernoulli units, as spins, have these values as their means.
   *
   * @return logistic noise of scale 1/2, or uniform noise; null for {@link #RELU}
   */
  public Noise noise() {
    return switch (this) {
      case RELU -> null;
      case TANH -> OF_TANH;
      case HARD_TANH -> OF_HARD_TANH;
    };
  }

  /** Mean and variance of the largest of some independent units at standard normal arguments. */
  double[] momentsOfLargest(int units) {
    Noise normal = Noise.gaussian(1);
    double[] a = new double[QUANTILES];
    for (int i = 0; i < a.length; i++) {
      a[i] = normal.quantile(Math.pow((i + 0.5) / QUANTILES, 1.0 / units));
    }
    double[] y = new double[QUANTILES];
    values(a, y);
    double mean = 0;
    double square = 0;
    for (double each : y) {
      mean += each / QUANTILES;
      square += each * each / QUANTILES;
    }
    return new double[] {mean, square - mean * mean};
  }

  @Override
  public String toString() {
    return text;
  }
}
