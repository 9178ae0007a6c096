package org.bitgrad.analysis;

import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;

/** Small problems to study. */
final class Problems {
  private Problems() {}

  static Problem bits() {
    return BernoulliProblem.of(
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = Math.pow(bits.sum(r) - 1.3, 2);
          }
        },
        (bits, out) -> {
          for (int at = 0; at < out.length; at++) {
            out[at] = 2 * (bits.sum(at % bits.rows()) - 1.3);
          }
        },
        -1.0,
        0.3,
        2.0);
  }

  static Problem network() {
    return network(3);
  }

  /** Two layers of so many units. */
  static Problem network(int units) {
    double[][] x = {{0.3, -1.2}, {1.1, 0.4}, {-0.7, 0.9}};
    double[] y = {1, -1, 1};
    return StochasticBinaryNetwork.input(2)
        .bernoulli(units)
        .bernoulli(units)
        .head(1, OutputLoss.LOGISTIC)
        .initialise(7)
        .on(Batch.of(x, y));
  }
}
