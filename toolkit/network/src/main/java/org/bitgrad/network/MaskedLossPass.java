package org.bitgrad.network;

import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.States;

/** Computes a {@link MaskedLoss}; flips are evaluated one by one. */
final class MaskedLossPass extends ForwardingLossPass {
  private final int inputs;
  private final RowMask mask;
  private final States read;
  private final States masked;

  MaskedLossPass(MaskedLoss loss, int rows) {
    super(loss, rows);
    inputs = loss.inputs();
    mask = new RowMask(loss.mask(), inputs, rows);
    read = States.zeros(loss.encoding(), inputs, rows);
    masked = States.zeros(loss.encoding(), inputs, rows);
  }

  @Override
  public void at(States states) {
    give(states, inputs);
    double[] left = mask.apply(numbers(states, read));
    System.arraycopy(left, 0, masked.values(), 0, masked.values().length);
    inner.at(masked);
  }

  @Override
  public void stateGradient(double[] out) {
    inner.stateGradient(out);
    mask.back(out);
    inStates(read.encoding(), out, inputs * rows);
  }

  @Override
  public MomentLossPass moments(Encoding encoding) {
    throw new UnsupportedOperationException(
        "an estimator that needs means and variances does not go through dropout of states; use"
            + " mean-field");
  }
}
