package org.bitgrad.model;

import java.util.Optional;

/** Computes a {@link MaskedLoss}; flips are evaluated one by one. */
final class MaskedLossPass implements LossPass {
  private final MaskedLoss loss;
  private final int rows;
  private final LossPass inner;
  private final RowMask mask;
  private final States read;
  private final States masked;
  private States given;

  MaskedLossPass(MaskedLoss loss, int rows) {
    this.loss = loss;
    this.rows = rows;
    inner = loss.inner().open(rows);
    mask = new RowMask(loss.mask(), loss.inputs(), rows);
    read = States.zeros(loss.encoding(), loss.inputs(), rows);
    masked = States.zeros(loss.encoding(), loss.inputs(), rows);
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
  public void at(States states) {
    Refuse.shape("states", states, loss.inputs(), rows);
    given = states;
    double[] x = states.values();
    if (states.encoding() != read.encoding()) {
      states.copyTo(read);
      x = read.values();
    }
    System.arraycopy(mask.apply(x), 0, masked.values(), 0, masked.values().length);
    inner.at(masked);
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
    inner.stateGradient(out);
    mask.back(out);
    double factor = read.encoding().step() / given.encoding().step();
    for (int i = 0; factor != 1 && i < loss.inputs() * rows; i++) {
      out[i] *= factor;
    }
  }

  @Override
  public void parameterGradient(double[] weights, Gradient out) {
    inner.parameterGradient(weights, out);
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    inner.parameterGradientRows(weights, out);
  }

  @Override
  public MomentLossPass moments(Encoding encoding) {
    throw new UnsupportedOperationException(
        "an estimator that needs means and variances does not go through dropout of states; use"
            + " mean-field");
  }
}
