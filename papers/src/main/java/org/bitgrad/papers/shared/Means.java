package org.bitgrad.papers.shared;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.bitgrad.report.Measurement;

/** Means over networks with 95 % intervals by Student's t. */
public final class Means {
  private static final double UPPER = 0.975;
  private static final String COVERS = "the population of such cases, 95 % (Student's t)";

  private Means() {}

  /**
   * The mean of independent numbers, for example of networks.
   *
   * @param values at least 2
   * @return mean and interval
   */
  public static Measurement mean(double... values) {
    int n = values.length;
    double mean = Arrays.stream(values).sum() / n;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double t = TDistribution.of(n - 1.0).inverseCumulativeProbability(UPPER);
    return Measurement.around(mean, t * Math.sqrt(squares / (n - 1) / n), n, COVERS);
  }

  /**
   * The geometric mean of positive numbers; the interval is that of the mean logarithm.
   *
   * @param values at least 2, positive
   * @return geometric mean and interval
   */
  public static Measurement geometric(double... values) {
    Measurement log = mean(Arrays.stream(values).map(Math::log).toArray());
    return new Measurement(
        Math.exp(log.value()), Math.exp(log.low()), Math.exp(log.high()), values.length, COVERS);
  }

  /**
   * The largest of exact numbers.
   *
   * @param values at least one
   * @return the largest
   */
  public static Measurement largest(double... values) {
    return extreme(Arrays.stream(values).max().orElseThrow(), values.length);
  }

  /**
   * The smallest of exact numbers.
   *
   * @param values at least one
   * @return the smallest
   */
  public static Measurement smallest(double... values) {
    return extreme(Arrays.stream(values).min().orElseThrow(), values.length);
  }

  private static Measurement extreme(double value, int n) {
    return Measurement.around(
        value, 0, n, "these " + n + " cases only: an exact number of each, the extreme of them");
  }
}
