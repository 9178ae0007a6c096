package org.bitgrad.estimator;

import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Noise;

/**
 * Factors that estimators on a {@link SampledPath} multiply losses with. All arrays are {@code
 * [units x rows]}, unit by unit.
 */
public final class PathTerms {
  private final SampledPath path;
  private double[] probability = new double[0];
  private double[] density = new double[0];

  /**
   * Opens buffers.
   *
   * @param path what is read; sampled before each call
   */
  public PathTerms(SampledPath path) {
    this.path = path;
  }

  /**
   * The sampled states as signs.
   *
   * @param layer which
   * @param out -1 for bit 0, +1 for bit 1, overwritten
   */
  public void spins(int layer, double[] out) {
    double[] x = path.states(layer).values();
    Encoding encoding = path.states(layer).encoding();
    double middle = encoding.low() + encoding.step() / 2;
    double factor = 2 / encoding.step();
    for (int i = 0; i < x.length; i++) {
      out[i] = factor * (x[i] - middle);
    }
  }

  /**
   * The derivative of each unit's probability of its sampled state, {@code s F'(a)}.
   *
   * @param layer which
   * @param out overwritten
   */
  public void signedDensities(int layer, double[] out) {
    int size = path.states(layer).values().length;
    grow(size);
    path.pass().densities(layer, path.preactivations(layer), density);
    double[] x = path.states(layer).values();
    Encoding encoding = path.states(layer).encoding();
    double middle = encoding.low() + encoding.step() / 2;
    double factor = 2 / encoding.step();
    double[] f = density;
    for (int i = 0; i < size; i++) {
      out[i] = factor * (x[i] - middle) * f[i];
    }
  }

  /**
   * The derivative of each unit's probability of its sampled state, {@code s F'(a)}, times a
   * number.
   *
   * @param layer which
   * @param weights {@code [units x rows]}; may be longer
   * @param out overwritten; not {@code weights}
   */
  public void signedDensities(int layer, double[] weights, double[] out) {
    double[] x = path.states(layer).values();
    grow(x.length);
    Encoding encoding = path.states(layer).encoding();
    double middle = encoding.low() + encoding.step() / 2;
    signed(x, middle, 2 / encoding.step(), weights, density);
    path.densities(layer, 1, density, out);
  }

  private static void signed(double[] x, double middle, double factor, double[] w, double[] out) {
    for (int i = 0; i < x.length; i++) {
      out[i] = factor * (x[i] - middle) * w[i];
    }
  }

  /**
   * The score: the derivative of the log-probability of each sampled state in the pre-activation,
   * {@code s F'(a) / F(s a)} = {@code (bit - p) F'(a) / (p (1 - p))}, and 0 where that probability
   * is 0. For standard logistic noise it is {@code bit - p}.
   *
   * @param layer which
   * @param out overwritten
   */
  public void scores(int layer, double[] out) {
    int size = path.states(layer).values().length;
    sampledProbabilities(layer, probability(size));
    signedDensities(layer, out);
    for (int i = 0; i < size; i++) {
      out[i] = probability[i] == 0 ? 0 : out[i] / probability[i];
    }
  }

  /**
   * The probability with which each state was drawn, {@code F(s a)}.
   *
   * @param layer which
   * @param out overwritten
   */
  public void sampledProbabilities(int layer, double[] out) {
    double[] a = path.preactivations(layer);
    Noise noise = path.noise(layer);
    spins(layer, out);
    for (int i = 0; i < a.length; i++) {
      out[i] *= a[i];
    }
    noise.probabilities(out, out, 0, a.length);
  }

  private double[] probability(int size) {
    grow(size);
    return probability;
  }

  private void grow(int size) {
    if (density.length < size) {
      density = new double[size];
      probability = new double[size];
    }
  }
}
