package org.bitgrad.network;

import org.bitgrad.problem.Encoding;

/**
 * A loss of states of which some are dropped.
 *
 * @param inner loss of what is left
 * @param mask which states are dropped
 * @param inputs states
 * @param encoding the numbers that the head multiplies, and of which 0 is one that is dropped
 */
record MaskedLoss(NetworkLoss inner, LayerMask mask, int inputs, Encoding encoding)
    implements ForwardingLoss {
  @Override
  public NetworkLoss at(int... points) {
    return new MaskedLoss(inner.at(points), mask.at(points), inputs, encoding);
  }

  @Override
  public NetworkLossPass open(int rows) {
    return new MaskedLossPass(this, rows);
  }
}
