package org.bitgrad.exact;

import org.bitgrad.problem.Gradient;

/** What {@link ExactOracle} computes. */
public final class ExactResult {
  private final double expectedLoss;
  private final double[] perPoint;
  private final Gradient gradient;

  ExactResult(double expectedLoss, double[] perPoint, Gradient gradient) {
    this.expectedLoss = expectedLoss;
    this.perPoint = perPoint;
    this.gradient = gradient;
  }

  /** {@return the mean over data points of the expected loss, in units of the loss} */
  public double expectedLoss() {
    return expectedLoss;
  }

  /** {@return the expected loss of each data point, a copy} */
  public double[] perPoint() {
    return perPoint.clone();
  }

  /** {@return the derivative of {@link #expectedLoss} in every parameter of the problem} */
  public Gradient gradient() {
    return gradient;
  }
}
