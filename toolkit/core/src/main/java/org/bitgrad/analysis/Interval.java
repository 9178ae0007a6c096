package org.bitgrad.analysis;

import java.util.Arrays;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end, not below {@code low}
 */
public record Interval(double low, double high) {
  /**
   * Checks the order of the ends.
   *
   * @param low lower end
   * @param high upper end, not below {@code low}
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low must be at most high (" + high + "), but is " + low);
    }
  }

  /**
   * Where the probability of an event lies, given how often it happened in independent trials: the
   * interval of Clopper and Pearson (1934). It covers with at least 95 %; with few trials it covers
   * more often, because counts are whole numbers.
   *
   * @param happened how often, 0 to {@code trials}
   * @param trials number of trials, at least 1
   * @return the interval
   * @throws IllegalArgumentException if a count is out of its range
   */
  public static Interval ofProbability(int happened, int trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("trials must be at least 1, but is " + trials);
    }
    if (happened < 0 || happened > trials) {
      throw new IllegalArgumentException(
          "happened must be 0 to " + trials + ", but is " + happened);
    }
    return new Interval(
        happened == 0 ? 0 : Quantiles.beta(happened, trials - happened + 1.0, Quantiles.TAIL),
        happened == trials
            ? 1
            : Quantiles.beta(happened + 1.0, trials - happened, 1 - Quantiles.TAIL));
  }

  /**
   * Where the mean of a normal distribution lies, by Student's t.
   *
   * @param values independent draws, at least one
   * @return 95 % interval around their mean; without width for a single value, of which nothing is
   *     known
   * @throws IllegalArgumentException if there is no value
   */
  public static Interval ofMean(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values must have at least 1 number, but has none");
    }
    double mean = Arrays.stream(values).sum() / values.length;
    if (values.length == 1) {
      return new Interval(mean, mean);
    }
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double half =
        Quantiles.t(values.length - 1) * Math.sqrt(squares / (values.length - 1) / values.length);
    return new Interval(mean - half, mean + half);
  }

  /** {@return half the distance of the ends} */
  public double halfWidth() {
    return (high - low) / 2;
  }

  /**
   * Whether a number lies in the interval, ends included.
   *
   * @param value the number
   * @return whether it does
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
