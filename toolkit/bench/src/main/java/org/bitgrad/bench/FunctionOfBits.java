package org.bitgrad.bench;

import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/** A function of bits, {@code (w.b + a)^2 / D}, as cheap as one that reads all its bits can be. */
final class FunctionOfBits {
  /** Samples of the bound on which estimators for bounds are timed. */
  static final int BOUND = 4;

  private static final double OFFSET = 0.7;

  private final double[] weights;

  private FunctionOfBits(double[] weights) {
    this.weights = weights;
  }

  /** A problem of some bits with moderate logits. */
  static Problem problem(int bits) {
    RandomStream stream = RandomStream.of(7, "bench", "function of bits");
    double[] weights = new double[bits];
    double[] logits = new double[bits];
    for (int j = 0; j < bits; j++) {
      weights[j] = 2 * stream.uniform(2L * j) - 1;
      logits[j] = 4 * stream.uniform(2L * j + 1) - 2;
    }
    FunctionOfBits f = new FunctionOfBits(weights);
    BitLoss loss = BitLoss.of("square", f::values, f::gradient);
    return BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, logits);
  }

  private double sum(States bits, int row) {
    double[] x = bits.values();
    int rows = bits.rows();
    double sum = OFFSET;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * x[j * rows + row];
    }
    return sum;
  }

  private void values(States bits, double[] out) {
    for (int r = 0; r < bits.rows(); r++) {
      double sum = sum(bits, r);
      out[r] = sum * sum / weights.length;
    }
  }

  private void gradient(States bits, double[] out) {
    int rows = bits.rows();
    for (int r = 0; r < rows; r++) {
      double slope = 2 * sum(bits, r) / weights.length;
      for (int j = 0; j < weights.length; j++) {
        out[j * rows + r] = slope * weights[j];
      }
    }
  }
}
