package org.bitgrad.papers.arms2021;

import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Problem;

/** The toy problem of one bit: {@code E[(b - p0)^2]} with {@code p0 = 0.49}. */
final class Toy {
  static final double P0 = 0.49;

  private Toy() {}

  static BitLoss loss() {
    return BitLoss.table(P0 * P0, (1 - P0) * (1 - P0));
  }

  static Problem at(double p) {
    return BernoulliProblem.ofProbabilities(loss(), p);
  }

  /** The exact derivative in the logit. */
  static double gradient(double p) {
    return (1 - 2 * P0) * p * (1 - p);
  }
}
