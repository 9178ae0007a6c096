package org.bitgrad.analysis;

import java.util.Optional;
import java.util.OptionalDouble;

/** Error and cosine of the means of M estimates in one group of parameters. */
final class SampleSummary {
  private static final int FEWEST_GROUPS = 20;

  private final double squaredNorm;
  private final BatchSums errors;
  private final BatchSums cosines;
  private final OptionalDouble[] quantiles;

  SampleSummary(SampleSeries series, Target target) {
    squaredNorm = target.squaredNorm();
    errors = series.errors();
    cosines = series.cosines();
    quantiles = series.quantiles().of(0.15, 0.85);
  }

  OptionalDouble rmse() {
    return squaredNorm == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(errors.mean() / squaredNorm));
  }

  /** 95 % interval of the root mean squared error; empty below 20 groups. */
  Optional<Interval> rmseInterval() {
    if (squaredNorm == 0 || errors.items() < FEWEST_GROUPS) {
      return Optional.empty();
    }
    Interval squared =
        Quantiles.positiveMean(errors.mean(), errors.varianceOfMean(), errors.batches() - 1);
    return Optional.of(
        new Interval(
            Math.sqrt(squared.low() / squaredNorm), Math.sqrt(squared.high() / squaredNorm)));
  }

  OptionalDouble cosine() {
    return OptionalDouble.of(cosines.mean());
  }

  /** 95 % interval of the mean cosine; empty below 20 groups. */
  Optional<Interval> cosineInterval() {
    return cosines.items() < FEWEST_GROUPS ? Optional.empty() : Optional.of(mean(cosines, 1));
  }

  OptionalDouble cosineQ15() {
    return quantiles[0];
  }

  OptionalDouble cosineQ85() {
    return quantiles[1];
  }

  /** Mean and 95 % interval of the difference of squared relative errors; empty below 20 groups. */
  Optional<Interval> differenceInterval(SampleSummary other) {
    return squaredNorm == 0 || errors.items() < FEWEST_GROUPS
        ? Optional.empty()
        : Optional.of(mean(errors.minus(other.errors), squaredNorm));
  }

  double meanDifference(SampleSummary other) {
    return errors.minus(other.errors).mean() / squaredNorm;
  }

  private static Interval mean(BatchSums sums, double unit) {
    double half = Quantiles.t(sums.batches() - 1) * Math.sqrt(sums.varianceOfMean());
    return new Interval((sums.mean() - half) / unit, (sums.mean() + half) / unit);
  }
}
