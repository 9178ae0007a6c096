package org.bitgrad.papers.psa2020;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.bitgrad.report.Measurement;

/** Means over networks with 95 % intervals by Student's t. */
final class Means {
  private static final double UPPER = 0.975;

  private Means() {}

  /** The mean of numbers of independent networks, at least 2. */
  static Measurement mean(double... values) {
    int n = values.length;
    double mean = Arrays.stream(values).sum() / n;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double t = TDistribution.of(n - 1.0).inverseCumulativeProbability(UPPER);
    return Measurement.around(mean, t * Math.sqrt(squares / (n - 1) / n), n);
  }

  /** The geometric mean of positive numbers; the interval is that of the mean logarithm. */
  static Measurement geometric(double... values) {
    Measurement log = mean(Arrays.stream(values).map(Math::log).toArray());
    return new Measurement(
        Math.exp(log.value()), Math.exp(log.low()), Math.exp(log.high()), values.length);
  }

  /** The largest of exact numbers. */
  static Measurement largest(double... values) {
    return Measurement.exact(Arrays.stream(values).max().orElseThrow(), values.length);
  }

  /** The smallest of exact numbers. */
  static Measurement smallest(double... values) {
    return Measurement.exact(Arrays.stream(values).min().orElseThrow(), values.length);
  }
}
