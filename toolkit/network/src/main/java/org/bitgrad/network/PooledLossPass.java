package org.bitgrad.network;

import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.States;

/**
 * Computes a {@link PooledLoss}. Under the largest state of a window a flip changes the loss by
 * what the flip of the window does, or not at all; under means and sums each flip is evaluated.
 */
final class PooledLossPass extends ForwardingLossPass {
  private final StatePooling pooling;
  private final int units;
  private States pooled;

  PooledLossPass(PooledLoss loss, int rows) {
    super(loss, rows);
    pooling = new StatePooling(loss.pooling(), rows);
    units = loss.pooling().image().size();
  }

  @Override
  public void at(States x) {
    give(x, units);
    if (pooled == null || pooled.encoding() != x.encoding()) {
      pooled = States.zeros(x.encoding(), pooling.windows(), rows);
    }
    pooling.pool(x.values(), pooling.factor(), pooled.values());
    inner.at(pooled);
  }

  @Override
  public void stateGradient(double[] out) {
    inner.stateGradient(pooling.first());
    pooling.back(states().values(), pooling.first(), out);
  }

  private double middle() {
    return states().encoding().low() + states().encoding().step() / 2;
  }

  @Override
  public void flips(double[] out) {
    if (!pooling.largest()) {
      super.flips(out);
      return;
    }
    inner.flips(pooling.first());
    pooling.flipsOfLargest(states().values(), middle(), pooling.first(), out);
  }

  @Override
  public void flippedParameterGradient(double[] flipWeights, Gradient out) {
    if (!pooling.largest()) {
      super.flippedParameterGradient(flipWeights, out);
      return;
    }
    double[] rest = rest(flipWeights);
    inner.flippedParameterGradient(pooling.first(), out);
    inner.parameterGradient(rest, out);
  }

  @Override
  public void flippedParameterGradientRows(double[] flipWeights, double[] out) {
    if (!pooling.largest()) {
      super.flippedParameterGradientRows(flipWeights, out);
      return;
    }
    double[] rest = rest(flipWeights);
    inner.flippedParameterGradientRows(pooling.first(), out);
    inner.parameterGradientRows(rest, out);
  }

  /**
   * Leaves the weights of flips of windows in the first buffer of the pooling.
   *
   * @return per row the weights of flips that move nothing
   */
  private double[] rest(double[] flipWeights) {
    double[] rest = new double[rows];
    double[] moved = pooling.first();
    pooling.weightsOfMoved(states().values(), middle(), flipWeights, moved);
    for (int i = 0; i < units * rows; i++) {
      rest[i % rows] += flipWeights[i];
    }
    for (int i = 0; i < moved.length; i++) {
      rest[i % rows] -= moved[i];
    }
    return rest;
  }

  @Override
  public MomentLossPass moments(Encoding encoding) {
    return pooling.largest()
        ? super.moments(encoding)
        : new PooledMoments(inner.moments(encoding), pooling);
  }
}
