package org.bitgrad.model;

import org.bitgrad.numeric.Pooling;

/** A loss of states that are pooled before it. */
final class PooledLoss implements Loss {
  private final Loss inner;
  private final Pooling pooling;

  PooledLoss(Loss inner, Pooling pooling) {
    this.inner = inner;
    this.pooling = pooling;
  }

  Loss inner() {
    return inner;
  }

  Pooling pooling() {
    return pooling;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public boolean differentiable() {
    return inner.differentiable();
  }

  @Override
  public ParameterLayout parameters() {
    return inner.parameters();
  }

  @Override
  public int points() {
    return inner.points();
  }

  @Override
  public Loss at(int... points) {
    return new PooledLoss(inner.at(points), pooling);
  }

  @Override
  public LossPass open(int rows) {
    return new PooledLossPass(this, rows);
  }
}
