package org.bitgrad.model;

import java.util.Optional;

/**
 * Computes a {@link PooledLoss}. Under the largest state of a window a flip changes the loss by
 * what the flip of the window does, or not at all; under means and sums each flip is evaluated.
 */
final class PooledLossPass implements LossPass {
  private final PooledLoss loss;
  private final int rows;
  private final StatePooling pooling;
  private final LossPass inner;
  private final int units;
  private States given;
  private States pooled;

  PooledLossPass(PooledLoss loss, int rows) {
    this.loss = loss;
    this.rows = rows;
    pooling = new StatePooling(loss.pooling(), rows);
    inner = loss.inner().open(rows);
    units = loss.pooling().image().size();
  }

  @Override
  public Loss loss() {
    return loss;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void at(States x) {
    Refuse.shape("states", x, units, rows);
    if (pooled == null || pooled.encoding() != x.encoding()) {
      pooled = States.zeros(x.encoding(), pooling.windows(), rows);
    }
    given = x;
    pooling.pool(x.values(), pooling.factor(), pooled.values());
    inner.at(pooled);
  }

  @Override
  public States states() {
    return given;
  }

  @Override
  public double[] values() {
    return inner.values();
  }

  @Override
  public Optional<Outputs> outputs() {
    return inner.outputs();
  }

  @Override
  public void stateGradient(double[] out) {
    inner.stateGradient(pooling.first());
    pooling.back(given.values(), pooling.first(), out);
  }

  @Override
  public void parameterGradient(double[] weights, Gradient out) {
    inner.parameterGradient(weights, out);
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    inner.parameterGradientRows(weights, out);
  }

  private double middle() {
    return given.encoding().low() + given.encoding().step() / 2;
  }

  @Override
  public void flips(double[] out) {
    if (!pooling.largest()) {
      RowByRow.flips(this, out);
      return;
    }
    inner.flips(pooling.first());
    pooling.flipsOfLargest(given.values(), middle(), pooling.first(), out);
  }

  @Override
  public void flippedParameterGradient(double[] flipWeights, Gradient out) {
    if (!pooling.largest()) {
      RowByRow.flippedParameterGradient(this, flipWeights, out);
      return;
    }
    double[] rest = rest(flipWeights);
    inner.flippedParameterGradient(pooling.first(), out);
    inner.parameterGradient(rest, out);
  }

  @Override
  public void flippedParameterGradientRows(double[] flipWeights, double[] out) {
    if (!pooling.largest()) {
      RowByRow.flippedParameterGradientRows(this, flipWeights, out);
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
    pooling.weightsOfMoved(given.values(), middle(), flipWeights, moved);
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
        ? new LossAtMeans(this, encoding)
        : new PooledMoments(inner.moments(encoding), pooling);
  }
}
