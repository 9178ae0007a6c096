package org.bitgrad.network;

import java.util.Optional;
import org.bitgrad.problem.Written;

/**
 * A loss of the user's own that is refused when it does not write its results.
 *
 * @param inner the loss itself
 */
record CheckedOutputLoss(OutputLoss inner) implements OutputLoss {
  /** Losses that say that they write everything are not looked at. */
  static OutputLoss of(OutputLoss loss) {
    return loss.complete() ? loss : new CheckedOutputLoss(loss);
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

  @Override
  public Optional<String> refusal(int outputs, double... target) {
    return inner.refusal(outputs, target);
  }

  @Override
  public int label(double target) {
    return inner.label(target);
  }

  @Override
  public double guess(int outputs) {
    return inner.guess(outputs);
  }

  @Override
  public void predict(Outputs at, double[] to) {
    inner.predict(at, to);
  }
}
