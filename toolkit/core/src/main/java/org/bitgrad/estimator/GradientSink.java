package org.bitgrad.estimator;

import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.States;

/**
 * Receives the parts of an estimate, per layer and row. The estimate of a point's gradient is the
 * <em>sum</em> of everything received in the rows of that point (an estimator with {@code n}
 * samples per point divides by {@code n} itself); the estimate on the problem is the mean over
 * points.
 */
public interface GradientSink {
  /**
   * Derivatives with respect to a layer's pre-activations.
   *
   * @param pass computes on the rows at hand
   * @param layer which
   * @param previous states of the layer before; null for layer 0
   * @param da {@code [units x rows]}
   */
  void layer(ChainPass pass, int layer, States previous, double[] da);

  /**
   * The derivative of the loss in its own parameters, at the states last given to the pass.
   *
   * @param pass the loss at some states
   * @param weights one factor per row
   */
  void loss(LossPass pass, double[] weights);

  /**
   * Derivatives with respect to means and variances of a layer's pre-activations.
   *
   * @param pass computes on the rows at hand
   * @param layer which
   * @param previous means and variances of the states of the layer before; null for layer 0
   * @param d {@code [units x rows]}; may be longer
   */
  void moments(MomentPass pass, int layer, MeanVariance previous, MeanVariance d);

  /**
   * The derivative of the loss of means and variances in its own parameters.
   *
   * @param pass the loss at some means and variances
   * @param weights one factor per row
   */
  void momentLoss(MomentLossPass pass, double[] weights);

  /**
   * The derivative of the loss in its own parameters, at the states with single units flipped.
   *
   * @param pass the loss at some hard states
   * @param flipWeights {@code [units x rows]} factors
   */
  void lossFlips(LossPass pass, double[] flipWeights);

  /**
   * The estimator's estimate of the expected loss; sums over the rows of a point.
   *
   * @param values one per row
   * @param rows rows
   */
  default void value(double[] values, int rows) {}
}
