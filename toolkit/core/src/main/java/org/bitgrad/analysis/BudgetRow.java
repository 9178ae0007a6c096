package org.bitgrad.analysis;

import java.util.Objects;
import java.util.Optional;

/**
 * What a budget buys with one estimator: the mean of {@code budget / cost} estimates, in one group
 * of parameters.
 *
 * <p>The number of estimates is not rounded to a whole one: the variance of the mean is {@code cost
 * / budget} times that of one estimate. Rounding down would make a comparison depend on whether the
 * budget happens to be divisible by a cost (with a budget of 7, an estimate of cost 4 would lose
 * three evaluations, one of cost 7 none); over the steps of a training, or many data points, the
 * rest of one step is spent in the next. A budget below the cost of one estimate buys none: there
 * is no row.
 *
 * @param estimator name of the estimator
 * @param group name of the parameter group
 * @param unit in which budget and cost are counted
 * @param budget what may be spent, per data point
 * @param cost of one estimate
 * @param variance trace of the covariance of the mean, in squared units of the gradient
 * @param squaredBias squared norm of the bias; empty without an exact gradient, unless declared 0
 * @param error mean squared error, the sum of both; empty where the bias is
 */
public record BudgetRow(
    String estimator,
    String group,
    Unit unit,
    double budget,
    double cost,
    Measured variance,
    Optional<Measured> squaredBias,
    Optional<Measured> error) {
  /** In what a budget is counted. */
  public enum Unit {
    /** Evaluations of the loss; one of its derivative counts as several. */
    EVALUATIONS,
    /** Seconds of one thread, measured: they differ from run to run. */
    SECONDS
  }

  /**
   * Checks that nothing is missing.
   *
   * @param estimator name of the estimator
   * @param group name of the parameter group
   * @param unit in which budget and cost are counted
   * @param budget what may be spent, per data point
   * @param cost of one estimate
   * @param variance trace of the covariance of the mean, in squared units of the gradient
   * @param squaredBias squared norm of the bias; empty without an exact gradient, unless declared 0
   * @param error mean squared error, the sum of both; empty where the bias is
   */
  public BudgetRow {
    Objects.requireNonNull(estimator, "estimator");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(variance, "variance");
    Objects.requireNonNull(squaredBias, "squaredBias");
    Objects.requireNonNull(error, "error");
  }

  /** {@return how many estimates are averaged, not rounded} */
  public double estimates() {
    return budget / cost;
  }

  /** {@return whether every number here is exact, or declared} */
  public boolean exact() {
    return !variance.sampled() && !error.map(Measured::sampled).orElse(false);
  }
}
