package org.bitgrad.network;

import java.util.Arrays;

/** {@code sum_o (eta_o - t_o)^2 / 2}. */
final class SquaredLoss implements OutputLoss {
  @Override
  public String name() {
    return "squared";
  }

  @Override
  public boolean differentiable() {
    return true;
  }

  @Override
  public void check(int outputs, Batch batch) {
    if (batch.targetSize() != outputs) {
      throw new IllegalArgumentException(
          "targets of a squared loss must have one number for each of the "
              + outputs
              + " outputs, but have "
              + batch.targetSize());
    }
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public void values(Outputs at, double[] out) {
    int rows = at.rows();
    double[] eta = at.eta();
    double[] t = at.targets();
    Arrays.fill(out, 0, rows, 0);
    for (int from = 0; from < at.outputs() * rows; from += rows) {
      for (int r = 0; r < rows; r++) {
        double d = eta[from + r] - t[from + r];
        out[r] = Math.fma(0.5 * d, d, out[r]);
      }
    }
  }

  @Override
  public void gradient(Outputs at, double[] out) {
    double[] eta = at.eta();
    double[] t = at.targets();
    for (int i = 0; i < at.outputs() * at.rows(); i++) {
      out[i] = eta[i] - t[i];
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
