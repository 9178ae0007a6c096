package org.bitgrad.problem;

import java.util.Arrays;

/** Any loss at the means of its states, whatever their variances. */
final class LossAtMeans implements MomentLossPass {
  private final LossPass loss;
  private final Encoding encoding;
  private States means;

  LossAtMeans(LossPass loss, Encoding encoding) {
    this.loss = loss;
    this.encoding = encoding;
  }

  @Override
  public int rows() {
    return loss.rows();
  }

  @Override
  public int normals() {
    return 0;
  }

  @Override
  public void expect(MeanVariance states) {
    double[] mean = states.mean();
    if (means == null || means.values().length != mean.length) {
      means = States.zeros(encoding, mean.length / rows(), rows());
    }
    System.arraycopy(mean, 0, means.values(), 0, mean.length);
    loss.at(means);
  }

  @Override
  public void sample(MeanVariance states, double[] normals) {
    expect(states);
  }

  @Override
  public double[] values() {
    return loss.values();
  }

  @Override
  public void stateGradient(MeanVariance out) {
    loss.stateGradient(out.mean());
    Arrays.fill(out.variance(), 0);
  }

  @Override
  public void parameterGradient(double[] weights, Gradient out) {
    loss.parameterGradient(weights, out);
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    loss.parameterGradientRows(weights, out);
  }
}
