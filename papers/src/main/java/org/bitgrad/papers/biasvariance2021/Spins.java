package org.bitgrad.papers.biasvariance2021;

import java.util.Arrays;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/** Functions of several units with states -1 and +1. */
final class Spins {
  /** The first unit of mixtures: mean 0.4. */
  static final double FIRST = 0.7;

  /** The second unit of mixtures: mean 0.6. */
  static final double SECOND = 0.8;

  private Spins() {}

  private static double spin(States bits, int row, int unit) {
    return 2 * bits.get(row, unit) - 1;
  }

  /** The product of the units. */
  static Problem product(double... logits) {
    int units = logits.length;
    return BernoulliProblem.of(
        BitLoss.of(
            "product",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = without(bits, r, -1, units);
              }
            },
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                for (int i = 0; i < units; i++) {
                  out[i * bits.rows() + r] = 2 * without(bits, r, i, units);
                }
              }
            }),
        Noise.logistic(),
        Encoding.SPINS,
        logits);
  }

  /** The product of all units but one. */
  private static double without(States bits, int row, int left, int units) {
    double product = 1;
    for (int i = 0; i < units; i++) {
      product *= i == left ? 1 : spin(bits, row, i);
    }
    return product;
  }

  /** {@code a x1 x2 + b (x1^2 + x2^2)}. */
  static Problem mixture(double a, double b) {
    double[] logits = {logit(FIRST), logit(SECOND)};
    return BernoulliProblem.of(
        BitLoss.of(
            "mixture",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                double x = spin(bits, r, 0);
                double y = spin(bits, r, 1);
                out[r] = a * x * y + b * (x * x + y * y);
              }
            },
            (bits, out) -> {
              int rows = bits.rows();
              for (int r = 0; r < rows; r++) {
                double x = spin(bits, r, 0);
                double y = spin(bits, r, 1);
                out[r] = 2 * (a * y + 2 * b * x);
                out[rows + r] = 2 * (a * x + 2 * b * y);
              }
            }),
        Noise.logistic(),
        Encoding.SPINS,
        logits);
  }

  static double logit(double p) {
    return Math.log(p) - Math.log1p(-p);
  }

  static double[] logits(double p, int units) {
    double[] logits = new double[units];
    Arrays.fill(logits, logit(p));
    return logits;
  }
}
