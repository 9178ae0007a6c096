package org.bitgrad.model;

/**
 * A loss of states of which some are dropped.
 *
 * @param inner loss of what is left
 * @param mask which states are dropped
 * @param inputs states
 * @param encoding the numbers that the head multiplies, and of which 0 is one that is dropped
 */
record MaskedLoss(Loss inner, LayerMask mask, int inputs, Encoding encoding)
    implements ForwardingLoss {
  @Override
  public Loss at(int... points) {
    return new MaskedLoss(inner.at(points), mask.at(points), inputs, encoding);
  }

  @Override
  public LossPass open(int rows) {
    return new MaskedLossPass(this, rows);
  }
}
