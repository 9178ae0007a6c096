package org.bitgrad.network;

/** {@code sum_o (eta_o - t_o)^2 / (2 s^2) + log(s sqrt(2 pi))}. */
final class GaussianLoss implements OutputLoss {
  private final double deviation;
  private final double factor;
  private final SquaredLoss squared = new SquaredLoss();

  GaussianLoss(double deviation) {
    this.deviation = deviation;
    factor = 1 / (deviation * deviation);
  }

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public boolean differentiable() {
    return true;
  }

  @Override
  public void check(int outputs, Batch batch) {
    squared.check(outputs, batch);
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public void values(Outputs at, double[] out) {
    squared.values(at, out);
    double constant = at.outputs() * (Math.log(deviation) + Math.log(2 * Math.PI) / 2);
    for (int r = 0; r < at.rows(); r++) {
      out[r] = factor * out[r] + constant;
    }
  }

  @Override
  public void gradient(Outputs at, double[] out) {
    squared.gradient(at, out);
    for (int i = 0; i < at.outputs() * at.rows(); i++) {
      out[i] *= factor;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GaussianLoss g && g.deviation == deviation;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(deviation);
  }

  @Override
  public String toString() {
    return name();
  }
}
