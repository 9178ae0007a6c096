package org.bitgrad.papers.arms2021;

import java.util.Arrays;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.problem.Problem;

/** Exact variances of estimates of functions of bits. */
final class Variances {
  private Variances() {}

  /** By coordinate. */
  static double[] of(Problem problem, String estimator) {
    return ExactMoments.of(Estimators.parse(estimator), problem).variance().flat();
  }

  /** Summed over coordinates. */
  static double total(Problem problem, String estimator) {
    return Arrays.stream(of(problem, estimator)).sum();
  }
}
