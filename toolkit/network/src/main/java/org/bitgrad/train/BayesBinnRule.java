package org.bitgrad.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;

/**
 * BayesBiNN's update of binary weights: relaxed spins at a temperature, and a step along the
 * gradient in their means.
 *
 * <p><b>Formula.</b> With {@code lambda} the half-logits, {@code mu = tanh(lambda)}, {@code delta =
 * log(u / (1 - u)) / 2} and g the derivative of the mean loss of N examples at w,
 *
 * <pre>
 * w = tanh((lambda + delta) / tau)
 * s = (1 - w^2 + eps) / (tau (1 - mu^2 + eps))
 * lambda = (1 - alpha) lambda - alpha N s g
 * </pre>
 *
 * <p><b>Source.</b> X. Meng, R. Bachmann, M. E. Khan, ICML 2020, and its public code (one sample,
 * no momentum, uniform prior): {@link #asPublished} computes in float32 with {@code tau = eps =
 * 1e-10}, as the code does. There w is always -1 or +1 and the guard eps alone carries the
 * gradient, see A. Shekhovtsov, GCPR 2021. {@link #honest} has no guard and computes in float64.
 *
 * <pre>{@code
 * BinaryRule rule = BayesBinnRule.asPublished(1e-4, 60_000, 10, -10);
 * }</pre>
 */
public final class BayesBinnRule extends SavedRule {
  /** Temperature and guard of the published code. */
  public static final double PUBLISHED = 1e-10;

  /** Weights whose working numbers are in the nearest cache. */
  private static final int BLOCK = 1024;

  private double rate;
  private final double examples;
  private final double tau;
  private final boolean single;
  private final double[] lambda;
  private final double[] w;
  private final double[] scales;
  private final double[] first = new double[BLOCK];
  private final double[] second = new double[BLOCK];
  private final double[] third = new double[BLOCK];

  private BayesBinnRule(double rate, double examples, double tau, boolean single, double[] lambda) {
    this.single = single;
    this.rate = rounded(Rules.inUnit("rate", rate));
    this.examples = rounded(Rules.positive("examples", examples));
    this.tau = rounded(Rules.positive("tau", tau));
    this.lambda = Rules.finite("lambda", lambda);
    for (int i = 0; i < this.lambda.length; i++) {
      this.lambda[i] = rounded(this.lambda[i]);
    }
    w = new double[lambda.length];
    scales = new double[lambda.length];
  }

  /**
   * As coded: float32, guard and temperature 1e-10.
   *
   * @param rate alpha, in [0, 1]
   * @param examples N, with the factor by which the code multiplies the size of the training set
   * @param lambda half-logits to start from
   * @return the rule
   */
  public static BayesBinnRule asPublished(double rate, double examples, double... lambda) {
    return new BayesBinnRule(rate, examples, PUBLISHED, true, lambda);
  }

  /**
   * Without guard, in float64; a weight whose mean is -1 or +1 to rounding keeps its gradient as
   * long as the density of its noise is not 0 to rounding.
   *
   * @param rate alpha, in [0, 1]
   * @param examples N
   * @param tau temperature
   * @param lambda half-logits to start from
   * @return the rule
   */
  public static BayesBinnRule honest(double rate, double examples, double tau, double... lambda) {
    return new BayesBinnRule(rate, examples, tau, false, lambda);
  }

  private double rounded(double x) {
    return single ? (float) x : x;
  }

  @Override
  public int size() {
    return lambda.length;
  }

  @Override
  public double[] latent() {
    return lambda;
  }

  @Override
  public void rate(double rate) {
    this.rate = rounded(Rules.inUnit("rate", rate));
  }

  @Override
  public void weights(RandomStream stream, double[] out) {
    Rules.length("out", out, w.length);
    for (int from = 0; from < w.length; from += BLOCK) {
      int size = Math.min(BLOCK, w.length - from);
      twiceDelta(stream, from, size);
      if (single) {
        roundedBlock(from, size);
      } else {
        exactBlock(from, size);
      }
    }
    System.arraycopy(w, 0, out, 0, w.length);
  }

  /** {@code log(u / (1 - u))} in the third working row. */
  private void twiceDelta(RandomStream stream, int from, int size) {
    stream.uniforms(from, first, 0, size);
    for (int i = 0; i < size; i++) {
      second[i] = 1 - first[i];
    }
    VectorMath.minusLog(second, third, size);
    VectorMath.minusLog(first, second, size);
    for (int i = 0; i < size; i++) {
      third[i] -= second[i];
    }
  }

  /** Every operation in float32; {@code tanh(x) = 2 sigmoid(2x) - 1}. */
  private void roundedBlock(int from, int size) {
    float t = (float) tau;
    float guard = (float) PUBLISHED;
    for (int i = 0; i < size; i++) {
      double x = lambda[from + i];
      float delta = (float) (0.5 * third[i]);
      first[i] = 2.0 * (((float) x + delta) / t);
      second[i] = 2.0 * x;
    }
    VectorMath.sigmoid(first, first, 0, size);
    VectorMath.sigmoid(second, second, 0, size);
    for (int i = 0; i < size; i++) {
      float weight = (float) (2 * first[i] - 1);
      float mu = (float) (2 * second[i] - 1);
      w[from + i] = weight;
      scales[from + i] = (1 - weight * weight + guard) / (t * (1 - mu * mu + guard));
    }
  }

  /** {@code 1 - tanh(x)^2 = 4 sigma'(2x)} does not cancel. */
  private void exactBlock(int from, int size) {
    for (int i = 0; i < size; i++) {
      first[i] = 2 * (lambda[from + i] + 0.5 * third[i]) / tau;
      second[i] = 2 * lambda[from + i];
    }
    VectorMath.sigmoid(first, third, 0, size);
    VectorMath.sigmoidDerivative(first, first, 0, size);
    VectorMath.sigmoidDerivative(second, second, 0, size);
    for (int i = 0; i < size; i++) {
      w[from + i] = 2 * third[i] - 1;
      double below = tau * second[i];
      scales[from + i] = below == 0 ? 0 : first[i] / below;
    }
  }

  @Override
  public void step(double[] gradient) {
    Rules.length("gradient", gradient, w.length);
    if (single) {
      roundedStep(gradient);
      return;
    }
    for (int i = 0; i < w.length; i++) {
      lambda[i] = (1 - rate) * lambda[i] - rate * examples * (scales[i] * gradient[i]);
    }
  }

  private void roundedStep(double[] gradient) {
    float kept = 1 - (float) rate;
    float step = (float) rate * (float) examples;
    for (int i = 0; i < w.length; i++) {
      float g = (float) scales[i] * (float) gradient[i];
      lambda[i] = kept * (float) lambda[i] - step * g;
    }
  }

  /**
   * The scale of a weight's gradient at the weights last given.
   *
   * @param i which
   * @return s; 0 if the rule has no guard and the density of the noise at lambda is 0 to rounding
   */
  public double scale(int i) {
    return scales[i];
  }

  @Override
  Map<String, RealArray> live() {
    Map<String, RealArray> live = new LinkedHashMap<>();
    live.put("rate", RealArray.of(rate));
    live.put("lambda", RealArray.of(lambda));
    live.put("weights", RealArray.of(w));
    live.put("scales", RealArray.of(scales));
    return live;
  }
}
