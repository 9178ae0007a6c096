package org.bitgrad.network;

import java.util.Optional;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.random.VectorMath;

/** {@code log(1 + exp(-t eta))}. */
final class LogisticLoss implements OutputLoss {
  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public boolean differentiable() {
    return true;
  }

  @Override
  public void check(int outputs, Batch batch) {
    if (outputs != 1) {
      throw new IllegalArgumentException("outputs of a logistic loss must be 1, but is " + outputs);
    }
    double[][] targets = batch.targets();
    for (int n = 0; n < targets.length; n++) {
      Arguments.length("targets[" + n + "]", targets[n].length, 1);
      if (Math.abs(targets[n][0]) != 1) {
        throw new IllegalArgumentException(
            "targets[" + n + "] of a logistic loss must be -1 or 1, but is " + targets[n][0]);
      }
    }
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public Optional<String> refusal(int outputs, double... target) {
    return Math.abs(target[0]) == 1 ? Optional.empty() : Optional.of("-1, 1");
  }

  @Override
  public int label(double target) {
    return target > 0 ? 1 : 0;
  }

  @Override
  public double guess(int outputs) {
    return StrictMath.log(2);
  }

  @Override
  public void predict(Outputs at, double[] to) {
    double[] p = at.scratch();
    VectorMath.sigmoid(at.eta(), p, 0, at.rows());
    for (int r = 0; r < at.rows(); r++) {
      to[r] += p[r];
    }
  }

  @Override
  public void values(Outputs at, double[] out) {
    double[] z = at.scratch();
    margins(at, z);
    VectorMath.softplus(z, out, 0, at.rows());
  }

  @Override
  public void gradient(Outputs at, double[] out) {
    double[] z = at.scratch();
    margins(at, z);
    VectorMath.sigmoid(z, out, 0, at.rows());
    double[] t = at.targets();
    for (int r = 0; r < at.rows(); r++) {
      out[r] *= -t[r];
    }
  }

  private static void margins(Outputs at, double[] z) {
    double[] eta = at.eta();
    double[] t = at.targets();
    for (int r = 0; r < z.length; r++) {
      z[r] = -t[r] * eta[r];
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
