package org.bitgrad.analysis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One row of a study's table: an estimator, a group of parameters, a number of samples M.
 *
 * <p>With the exact gradient {@code g} of the group, {@code g_M} the mean of M consecutive
 * estimates (real groups of trials, {@code floor(trials / M)} of them) and {@code cov} the
 * covariance of one estimate:
 *
 * <ul>
 *   <li>{@code rmse = sqrt(mean over groups of |g_M - g|^2 / |g|^2)};
 *   <li>{@code rel_bias = sqrt(max(0, |mean - g|^2 - trace(cov) / trials) / |g|^2)} over all
 *       trials, with a 95 % confidence interval, empty below 20 trials;
 *   <li>{@code rel_std = sqrt(trace(cov)) / |g|}, empty for a single trial;
 *   <li>{@code cos}: mean over groups of the cosine between {@code g_M} and {@code g}, 0 where one
 *       of them is the zero vector; its 15 % and 85 % quantiles interpolate linearly between order
 *       statistics and are empty below 20 groups.
 * </ul>
 *
 * Without an exact gradient all of these are empty; with {@code |g| = 0} the relative ones are.
 *
 * @param estimator name of the estimator
 * @param group name of the parameter group
 * @param samples M, estimates that are averaged
 * @param groups groups of M consecutive trials
 * @param rmse relative root mean squared error of the mean of M estimates
 * @param relBias relative bias of one estimate
 * @param relBiasLow lower end of its 95 % interval
 * @param relBiasHigh upper end of its 95 % interval
 * @param relStd relative standard deviation of one estimate
 * @param cos mean cosine
 * @param cosQ15 15 % quantile of the cosine
 * @param cosQ85 85 % quantile of the cosine
 * @param evaluations forward evaluations of the loss per data point, of M estimates
 * @param gradientEvaluations evaluations of its derivative per data point, of M estimates
 */
public record StudyRow(
    String estimator,
    String group,
    int samples,
    int groups,
    OptionalDouble rmse,
    OptionalDouble relBias,
    OptionalDouble relBiasLow,
    OptionalDouble relBiasHigh,
    OptionalDouble relStd,
    OptionalDouble cos,
    OptionalDouble cosQ15,
    OptionalDouble cosQ85,
    long evaluations,
    long gradientEvaluations) {

  /**
   * Checks that nothing is missing.
   *
   * @param estimator name of the estimator
   * @param group name of the parameter group
   * @param samples M, estimates that are averaged
   * @param groups groups of M consecutive trials
   * @param rmse relative root mean squared error of the mean of M estimates
   * @param relBias relative bias of one estimate
   * @param relBiasLow lower end of its 95 % interval
   * @param relBiasHigh upper end of its 95 % interval
   * @param relStd relative standard deviation of one estimate
   * @param cos mean cosine
   * @param cosQ15 15 % quantile of the cosine
   * @param cosQ85 85 % quantile of the cosine
   * @param evaluations forward evaluations of the loss per data point, of M estimates
   * @param gradientEvaluations evaluations of its derivative per data point, of M estimates
   */
  public StudyRow {
    Objects.requireNonNull(estimator, "estimator");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(rmse, "rmse");
    Objects.requireNonNull(relBias, "relBias");
    Objects.requireNonNull(relBiasLow, "relBiasLow");
    Objects.requireNonNull(relBiasHigh, "relBiasHigh");
    Objects.requireNonNull(relStd, "relStd");
    Objects.requireNonNull(cos, "cos");
    Objects.requireNonNull(cosQ15, "cosQ15");
    Objects.requireNonNull(cosQ85, "cosQ85");
  }
}
