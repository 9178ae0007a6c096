package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Bias and spread of one estimate in one group of parameters, against the exact gradient. */
final class GroupSummary {
  private static final int FEWEST_TRIALS = 20;

  private final OptionalDouble relBias;
  private final Optional<Interval> relBiasInterval;
  private final OptionalDouble relStd;
  private final Optional<Interval> relStdInterval;
  private final List<SampleSummary> samples;

  private GroupSummary(GroupStatistics group, List<SampleSummary> samples) {
    this.samples = samples;
    Target target = group.target();
    long trials = group.total().count();
    double norm = target.norm();
    if (target.isZero() || trials < 2) {
      relBias = OptionalDouble.empty();
      relBiasInterval = Optional.empty();
      relStd = OptionalDouble.empty();
      relStdInterval = Optional.empty();
      return;
    }
    BiasEstimate bias = new BiasEstimate(group);
    relBias = OptionalDouble.of(bias.norm() / norm);
    relStd = OptionalDouble.of(Math.sqrt(group.total().totalSquares() / (trials - 1)) / norm);
    boolean enough = trials >= FEWEST_TRIALS;
    relBiasInterval = enough ? Optional.of(scaled(bias.interval(), norm)) : Optional.empty();
    Interval squared = enough ? new VarianceEstimate(group).interval() : null;
    relStdInterval =
        enough
            ? Optional.of(
                scaled(new Interval(Math.sqrt(squared.low()), Math.sqrt(squared.high())), norm))
            : Optional.empty();
  }

  static GroupSummary of(GroupStatistics group, int numbersOfSamples) {
    List<SampleSummary> samples = new ArrayList<>();
    for (int i = 0; i < numbersOfSamples; i++) {
      samples.add(new SampleSummary(group.series(i), group.target()));
    }
    return new GroupSummary(group, samples);
  }

  private static Interval scaled(Interval interval, double unit) {
    return new Interval(interval.low() / unit, interval.high() / unit);
  }

  OptionalDouble relBias() {
    return relBias;
  }

  Optional<Interval> relBiasInterval() {
    return relBiasInterval;
  }

  OptionalDouble relStd() {
    return relStd;
  }

  Optional<Interval> relStdInterval() {
    return relStdInterval;
  }

  SampleSummary samples(int i) {
    return samples.get(i);
  }
}
