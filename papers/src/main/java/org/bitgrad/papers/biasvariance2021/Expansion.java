package org.bitgrad.papers.biasvariance2021;

import java.util.function.DoubleUnaryOperator;

/**
 * The expansions for small temperatures of a unit {@code x = 1[z <= a]} with logistic noise: bias
 * and second moment of Gumbel-softmax and of ST-Gumbel.
 *
 * @param f the function of the unit
 * @param p probability of 1
 */
record Expansion(Scalar f, double p) {
  /** The trapezoid rule on the logit is exact to rounding with this step. */
  private static final double STEP = 0.125;

  private static final double FARTHEST = 40;

  /** The logistic density at the pre-activation. */
  double density() {
    return p * (1 - p);
  }

  /** Its derivative. */
  double slope() {
    return density() * (1 - 2 * p);
  }

  /** Its second derivative. */
  double curvature() {
    return density() * (1 - 6 * p + 6 * p * p);
  }

  /** The integral of f'(y) logit(y)^power over (0, 1). */
  double logitMoment(int power) {
    return overLogit(t -> derivative(t) * Math.pow(t, power) * weight(t));
  }

  /** The integral of f'(y)^2 y (1 - y) over (0, 1). */
  double spread() {
    return overLogit(t -> derivative(t) * derivative(t) * weight(t) * weight(t));
  }

  /** Bias of Gumbel-softmax over tau, as tau goes to 0. */
  double firstOrder() {
    return -slope() * logitMoment(1);
  }

  /** tau times the second moment of Gumbel-softmax, as tau goes to 0. */
  double varianceTimesTau() {
    return density() * spread();
  }

  /** The mean of ST-Gumbel as tau goes to 0. */
  double hardLimit() {
    return density() * 0.5 * (at(0) + at(1));
  }

  /** tau times the second moment of ST-Gumbel, as tau goes to 0. */
  double hardVarianceTimesTau() {
    return density() * (at(0) * at(0) + at(1) * at(1)) / 12;
  }

  double at(double x) {
    return f.derivative().applyAsDouble(x);
  }

  private double derivative(double t) {
    return at(1 / (1 + Math.exp(-t)));
  }

  /** y (1 - y) = dy/dt at the logit t. */
  private static double weight(double t) {
    double small = Math.exp(-Math.abs(t));
    return small / ((1 + small) * (1 + small));
  }

  private static double overLogit(DoubleUnaryOperator integrand) {
    double sum = 0;
    for (double t = -FARTHEST; t <= FARTHEST; t += STEP) {
      sum += integrand.applyAsDouble(t);
    }
    return sum * STEP;
  }
}
