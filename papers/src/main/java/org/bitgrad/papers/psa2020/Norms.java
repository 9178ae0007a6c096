package org.bitgrad.papers.psa2020;

import org.bitgrad.problem.Gradient;

/** Euclidean norms of a layer's part of a gradient. */
final class Norms {
  private Norms() {}

  /** The norm of a difference, relative to that of the second. */
  static double distance(Gradient first, Gradient second, int group) {
    double[] difference = first.group(group).clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= second.group(group)[i];
    }
    return norm(difference) / norm(second.group(group));
  }

  /** The root of the sum of a layer's variances. */
  static double rootOfSum(Gradient variance, int group) {
    double sum = 0;
    for (double v : variance.group(group)) {
      sum += v;
    }
    return Math.sqrt(sum);
  }

  static double norm(double[] numbers) {
    double squares = 0;
    for (double number : numbers) {
      squares += number * number;
    }
    return Math.sqrt(squares);
  }
}
