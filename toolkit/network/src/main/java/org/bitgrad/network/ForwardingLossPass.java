package org.bitgrad.network;

import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.States;

/** Computes a {@link ForwardingLoss}: values and parameters are those of the other loss. */
abstract class ForwardingLossPass implements NetworkLossPass {
  final NetworkLossPass inner;
  final int rows;
  private final ForwardingLoss loss;
  private States given;

  ForwardingLossPass(ForwardingLoss loss, int rows) {
    this.loss = loss;
    this.rows = rows;
    inner = loss.inner().open(rows);
  }

  @Override
  public final Loss loss() {
    return loss;
  }

  @Override
  public final int rows() {
    return rows;
  }

  /** Notes the states of which the loss is asked. */
  final void give(States states, int units) {
    States.requireShape("states", states, units, rows);
    given = states;
  }

  /** {@return the numbers of the states in another encoding; their own array if it is theirs} */
  static double[] numbers(States states, States scratch) {
    if (states.encoding() == scratch.encoding()) {
      return states.values();
    }
    states.copyTo(scratch);
    return scratch.values();
  }

  /** Turns derivatives in numbers of an encoding into those in the states given. */
  final void inStates(Encoding encoding, double[] derivatives, int size) {
    double factor = encoding.step() / given.encoding().step();
    for (int i = 0; factor != 1 && i < size; i++) {
      derivatives[i] *= factor;
    }
  }

  @Override
  public final States states() {
    return given;
  }

  @Override
  public final double[] values() {
    return inner.values();
  }

  @Override
  public final Outputs outputs() {
    return inner.outputs();
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
