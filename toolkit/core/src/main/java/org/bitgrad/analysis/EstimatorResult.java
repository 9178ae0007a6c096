package org.bitgrad.analysis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bitgrad.problem.Gradient;

/**
 * What a study found out about one estimator on the whole batch.
 *
 * @param name name of the estimator
 * @param trials independent estimates, the number that stands behind sampled moments
 * @param exactMoments whether mean and variance are exact, by enumeration, or sampled
 * @param mean mean of one estimate
 * @param variance variance of one estimate, coordinate by coordinate; if sampled, with {@code
 *     trials - 1} in the denominator, hence empty for a single trial
 * @param frozenState what a stateful estimator had adapted to before the trials, empty for others
 * @param evaluations forward evaluations of the loss per data point, of all trials together
 * @param gradientEvaluations evaluations of its derivative per data point, of all trials together
 * @param seconds time of the trials, summed over threads; the one number here that differs between
 *     equal runs
 */
public record EstimatorResult(
    String name,
    int trials,
    boolean exactMoments,
    Gradient mean,
    Optional<Gradient> variance,
    List<Double> frozenState,
    long evaluations,
    long gradientEvaluations,
    double seconds) {

  /**
   * Checks that nothing is missing.
   *
   * @param name name of the estimator
   * @param trials independent estimates, the number that stands behind sampled moments
   * @param exactMoments whether mean and variance are exact, by enumeration, or sampled
   * @param mean mean of one estimate
   * @param variance variance of one estimate, coordinate by coordinate; if sampled, with {@code
   *     trials - 1} in the denominator, hence empty for a single trial
   * @param frozenState what a stateful estimator had adapted to before the trials, empty for others
   * @param evaluations forward evaluations of the loss per data point, of all trials together
   * @param gradientEvaluations evaluations of its derivative per data point, of all trials together
   * @param seconds time of the trials, summed over threads; the one number here that differs
   *     between equal runs
   */
  public EstimatorResult {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(mean, "mean");
    Objects.requireNonNull(variance, "variance");
    frozenState = List.copyOf(frozenState);
  }

  /** {@return estimates made, the trials; adaptation is not counted} */
  public long estimates() {
    return trials;
  }
}
