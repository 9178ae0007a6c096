package org.bitgrad.analysis;

import java.util.Optional;
import java.util.OptionalDouble;

/** Error and cosine of the means of M estimates in one group of parameters. */
final class SampleSummary {
  private static final int FEWEST_GROUPS = 20;

  private final Target target;
  private final BatchSums errors;
  private final BatchSums cosines;
  private final OptionalDouble[] quantiles;

  SampleSummary(SampleSeries series, Target target) {
    this.target = target;
    errors = series.errors();
    cosines = series.cosines();
    quantiles = series.quantiles().of(0.15, 0.85);
  }

  OptionalDouble rmse() {
    return target.isZero()
        ? OptionalDouble.empty()
        : OptionalDouble.of(target.relativeRoot(errors.mean()));
  }

  /** 95 % interval of the root mean squared error; empty below 20 groups. */
  Optional<Interval> rmseInterval() {
    if (target.isZero() || errors.items() < FEWEST_GROUPS) {
      return Optional.empty();
    }
    Interval squared =
        Quantiles.positiveMean(errors.mean(), errors.varianceOfMean(), errors.batches() - 1);
    return Optional.of(
        new Interval(target.relativeRoot(squared.low()), target.relativeRoot(squared.high())));
  }

  OptionalDouble cosine() {
    return OptionalDouble.of(cosines.mean());
  }

  /** 95 % interval of the mean cosine; empty below 20 groups. */
  Optional<Interval> cosineInterval() {
    return cosines.items() < FEWEST_GROUPS ? Optional.empty() : Optional.of(mean(cosines));
  }

  OptionalDouble cosineQ15() {
    return quantiles[0];
  }

  OptionalDouble cosineQ85() {
    return quantiles[1];
  }

  /** Mean and 95 % interval of the difference of squared relative errors; empty below 20 groups. */
  Optional<Interval> differenceInterval(SampleSummary other) {
    return target.isZero() || errors.items() < FEWEST_GROUPS
        ? Optional.empty()
        : Optional.of(difference(errors.minus(other.errors)));
  }

  double meanDifference(SampleSummary other) {
    return target.relative(errors.minus(other.errors).mean());
  }

  private Interval difference(BatchSums sums) {
    Interval squared = mean(sums);
    return new Interval(target.relative(squared.low()), target.relative(squared.high()));
  }

  private static Interval mean(BatchSums sums) {
    double half = Quantiles.t(sums.batches() - 1) * Math.sqrt(sums.varianceOfMean());
    return new Interval(sums.mean() - half, sums.mean() + half);
  }
}
