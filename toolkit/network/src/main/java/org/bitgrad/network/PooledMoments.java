package org.bitgrad.network;

import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;

/** A {@link MomentLossPass} of means or sums of windows of independent states. */
final class PooledMoments implements MomentLossPass {
  private final MomentLossPass inner;
  private final StatePooling pooling;
  private final MeanVariance pooled;
  private final MeanVariance dPooled;

  PooledMoments(MomentLossPass inner, StatePooling pooling) {
    this.inner = inner;
    this.pooling = pooling;
    pooled = MeanVariance.zeros(pooling.windows() * inner.rows());
    dPooled = MeanVariance.zeros(pooling.windows() * inner.rows());
  }

  private MeanVariance pool(MeanVariance x) {
    double factor = pooling.factor();
    pooling.pool(x.mean(), factor, pooled.mean());
    pooling.pool(x.variance(), factor * factor, pooled.variance());
    return pooled;
  }

  @Override
  public int rows() {
    return inner.rows();
  }

  @Override
  public int normals() {
    return inner.normals();
  }

  @Override
  public void expect(MeanVariance states) {
    inner.expect(pool(states));
  }

  @Override
  public void sample(MeanVariance states, double[] normals) {
    inner.sample(pool(states), normals);
  }

  @Override
  public double[] values() {
    return inner.values();
  }

  @Override
  public void stateGradient(MeanVariance out) {
    inner.stateGradient(dPooled);
    double factor = pooling.factor();
    pooling.spread(dPooled.mean(), factor, out.mean());
    pooling.spread(dPooled.variance(), factor * factor, out.variance());
  }

  @Override
  public void parameterGradient(double[] weights, Gradient out) {
    inner.parameterGradient(weights, out);
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    inner.parameterGradientRows(weights, out);
  }
}
