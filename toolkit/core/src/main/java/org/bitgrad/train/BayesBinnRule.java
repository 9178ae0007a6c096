package org.bitgrad.train;

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
public final class BayesBinnRule implements BinaryRule {
  /** Temperature and guard of the published code. */
  public static final double PUBLISHED = 1e-10;

  private double rate;
  private final double examples;
  private final double tau;
  private final double guard;
  private final boolean single;
  private final double[] lambda;
  private final double[] w;
  private final double[] scales;
  private final double[] relaxed;
  private final double[] scratch;

  private BayesBinnRule(
      double rate, double examples, double tau, boolean guarded, double[] lambda) {
    single = guarded;
    this.rate = rounded(Rules.inUnit("rate", rate));
    this.examples = rounded(Rules.positive("examples", examples));
    this.tau = rounded(Rules.positive("tau", tau));
    guard = guarded ? rounded(PUBLISHED) : 0;
    this.lambda = Rules.finite("lambda", lambda);
    for (int i = 0; i < this.lambda.length; i++) {
      this.lambda[i] = rounded(this.lambda[i]);
    }
    w = new double[lambda.length];
    scales = new double[lambda.length];
    relaxed = new double[lambda.length];
    scratch = new double[lambda.length];
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

  /** Every operation is rounded to float32 if the rule is single. */
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
    relax(stream);
    sigmoidOfTwice(relaxed, w);
    for (int i = 0; i < w.length; i++) {
      w[i] = rounded(2 * w[i] - 1);
    }
    if (single) {
      guardedScales();
    } else {
      exactScales();
    }
    System.arraycopy(w, 0, out, 0, w.length);
  }

  /** {@code (lambda + delta) / tau}. */
  private void relax(RandomStream stream) {
    stream.uniforms(0, w, 0, w.length);
    for (int i = 0; i < w.length; i++) {
      scratch[i] = 1 - w[i];
    }
    VectorMath.minusLog(w, relaxed, w.length);
    VectorMath.minusLog(scratch, scales, w.length);
    for (int i = 0; i < w.length; i++) {
      double delta = rounded(0.5 * (scales[i] - relaxed[i]));
      relaxed[i] = rounded(rounded(lambda[i] + delta) / tau);
    }
  }

  private void sigmoidOfTwice(double[] x, double[] out) {
    twice(x);
    VectorMath.sigmoid(scratch, out, 0, out.length);
  }

  private void twice(double[] x) {
    for (int i = 0; i < x.length; i++) {
      scratch[i] = 2 * x[i];
    }
  }

  private void guardedScales() {
    sigmoidOfTwice(lambda, scales);
    for (int i = 0; i < scales.length; i++) {
      double mu = rounded(2 * scales[i] - 1);
      double above = rounded(rounded(1 - rounded(w[i] * w[i])) + guard);
      double below = rounded(tau * rounded(rounded(1 - rounded(mu * mu)) + guard));
      scales[i] = rounded(above / below);
    }
  }

  /** By {@code 1 - tanh(x)^2 = 4 sigma'(2x)}, which does not cancel. */
  private void exactScales() {
    twice(relaxed);
    VectorMath.sigmoidDerivative(scratch, relaxed, 0, relaxed.length);
    twice(lambda);
    VectorMath.sigmoidDerivative(scratch, scales, 0, scales.length);
    for (int i = 0; i < scales.length; i++) {
      scales[i] = scales[i] == 0 ? 0 : relaxed[i] / (tau * scales[i]);
    }
  }

  @Override
  public void step(double[] gradient) {
    Rules.length("gradient", gradient, w.length);
    for (int i = 0; i < w.length; i++) {
      double kept = rounded(rounded(1 - rate) * lambda[i]);
      double g = rounded(scales[i] * rounded(gradient[i]));
      lambda[i] = rounded(kept - rounded(rounded(rate * examples) * g));
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
}
