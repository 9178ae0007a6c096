package org.bitgrad.exact;

import org.bitgrad.problem.Gradient;

/** The exact mean and variance of one estimate on the whole batch, see {@link ExactMoments}. */
public final class Moments {
  private final Gradient mean;
  private final Gradient variance;
  private final double value;

  Moments(Gradient mean, Gradient variance, double value) {
    this.mean = mean;
    this.variance = variance;
    this.value = value;
  }

  /** {@return the expectation of the estimate of each parameter's derivative} */
  public Gradient mean() {
    return mean;
  }

  /** {@return the variance of the estimate of each parameter's derivative} */
  public Gradient variance() {
    return variance;
  }

  /** {@return the expectation of the estimator's own estimate of the expected loss} */
  public double value() {
    return value;
  }
}
