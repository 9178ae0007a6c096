package org.bitgrad.model;

import org.bitgrad.numeric.Pooling;

/**
 * A loss of states that are pooled before it.
 *
 * @param inner loss of windows
 * @param pooling which windows
 */
record PooledLoss(Loss inner, Pooling pooling) implements ForwardingLoss {
  @Override
  public Loss at(int... points) {
    return new PooledLoss(inner.at(points), pooling);
  }

  @Override
  public LossPass open(int rows) {
    return new PooledLossPass(this, rows);
  }
}
