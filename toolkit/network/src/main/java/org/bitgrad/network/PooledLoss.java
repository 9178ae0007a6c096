package org.bitgrad.network;

import org.bitgrad.numeric.Pooling;

/**
 * A loss of states that are pooled before it.
 *
 * @param inner loss of windows
 * @param pooling which windows
 */
record PooledLoss(NetworkLoss inner, Pooling pooling) implements ForwardingLoss {
  @Override
  public NetworkLoss at(int... points) {
    return new PooledLoss(inner.at(points), pooling);
  }

  @Override
  public NetworkLossPass open(int rows) {
    return new PooledLossPass(this, rows);
  }
}
