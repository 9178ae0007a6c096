package org.bitgrad.analysis;

import java.util.Objects;

/**
 * How much the squared relative error of one estimator exceeds that of another, at M samples: the
 * mean over groups of {@code (|g_M - g|^2 of the first - |g_M - g|^2 of the second) / |g|^2}, the
 * i-th group of the one paired with the i-th of the other.
 *
 * @param first name of the estimator whose error counts positive
 * @param second name of the estimator whose error is taken off
 * @param group name of the parameter group
 * @param samples M
 * @param difference mean difference; negative where the first is the more accurate
 * @param interval 95 % confidence interval of the difference
 */
public record Difference(
    String first, String second, String group, int samples, double difference, Interval interval) {

  /**
   * Checks that nothing is missing.
   *
   * @param first name of the estimator whose error counts positive
   * @param second name of the estimator whose error is taken off
   * @param group name of the parameter group
   * @param samples M
   * @param difference mean difference; negative where the first is the more accurate
   * @param interval 95 % confidence interval of the difference
   */
  public Difference {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(interval, "interval");
  }
}
