package org.bitgrad.model;

/** A loss of states of which some are dropped. */
final class MaskedLoss implements Loss {
  private final Loss inner;
  private final LayerMask mask;
  private final int inputs;
  private final Encoding encoding;

  /**
   * A head behind dropout.
   *
   * @param inner loss of what is left
   * @param mask which states are dropped
   * @param inputs states
   * @param encoding the numbers that the head multiplies, and of which 0 is one that is dropped
   */
  MaskedLoss(Loss inner, LayerMask mask, int inputs, Encoding encoding) {
    this.inner = inner;
    this.mask = mask;
    this.inputs = inputs;
    this.encoding = encoding;
  }

  Loss inner() {
    return inner;
  }

  LayerMask mask() {
    return mask;
  }

  int inputs() {
    return inputs;
  }

  Encoding encoding() {
    return encoding;
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
    return new MaskedLoss(inner.at(points), mask.at(points), inputs, encoding);
  }

  @Override
  public LossPass open(int rows) {
    return new MaskedLossPass(this, rows);
  }
}
