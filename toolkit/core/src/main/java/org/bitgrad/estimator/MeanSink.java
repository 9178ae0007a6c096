package org.bitgrad.estimator;

import org.bitgrad.numeric.Sums;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/**
 * Collects an estimate as the mean over the problem's points. Start each estimate with {@link
 * #clear}.
 */
public final class MeanSink implements GradientSink {
  private final int points;
  private final Gradient sum;
  private final Gradient chainSum;
  private final Gradient lossSum;
  private double value;

  /**
   * Opens buffers.
   *
   * @param problem whose gradient is estimated
   */
  public MeanSink(Problem problem) {
    points = problem.points();
    sum = problem.newGradient();
    chainSum = problem.chainPart(sum);
    lossSum = problem.lossPart(sum);
  }

  /** Forgets the estimate. */
  public void clear() {
    sum.clear();
    value = 0;
  }

  /**
   * Divides by the number of points; once, after the estimate.
   *
   * @throws ArithmeticException if a number of the gradient is not finite
   */
  public void finish() {
    sum.scale(1.0 / points);
    value /= points;
    Finite.estimate(sum);
  }

  /** {@return the gradient, mean over points after {@link #finish}; the buffer itself} */
  public Gradient gradient() {
    return sum;
  }

  /** {@return the estimate of the expected loss} */
  public double value() {
    return value;
  }

  @Override
  public void layer(ChainPass pass, int layer, States previous, double[] da) {
    pass.pullBack(layer, previous, da, chainSum);
  }

  @Override
  public void loss(LossPass pass, double[] weights) {
    pass.parameterGradient(weights, lossSum);
  }

  @Override
  public void moments(MomentPass pass, int layer, MeanVariance previous, MeanVariance d) {
    pass.pullBack(layer, previous, d, chainSum);
  }

  @Override
  public void momentLoss(MomentLossPass pass, double[] weights) {
    pass.parameterGradient(weights, lossSum);
  }

  @Override
  public void lossFlips(LossPass pass, double[] flipWeights) {
    pass.flippedParameterGradient(flipWeights, lossSum);
  }

  @Override
  public void value(double[] values, int rows) {
    value += Sums.sum(values, 0, rows);
  }
}
