package org.bitgrad.network;

import org.bitgrad.problem.Written;

/**
 * A loss of the user's own that is refused when it does not write its results.
 *
 * @param inner the loss itself
 */
record CheckedOutputLoss(OutputLoss inner) implements OutputLoss {
  /** The library's own losses write everything, and are not looked at. */
  static OutputLoss of(OutputLoss loss) {
    boolean own =
        loss == LOGISTIC || loss == SOFTMAX || loss == SQUARED || loss instanceof GaussianLoss;
    return own ? loss : new CheckedOutputLoss(loss);
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
  public void check(int outputs, Batch batch) {
    inner.check(outputs, batch);
  }

  @Override
  public void values(Outputs at, double[] out) {
    Written.clear(out, at.rows());
    inner.values(at, out);
    Written.values(name(), out, at.rows());
  }

  @Override
  public void gradient(Outputs at, double[] out) {
    Written.clear(out, at.outputs() * at.rows());
    inner.gradient(at, out);
    Written.gradient(name(), out, "output", at.outputs(), at.rows());
  }
}
