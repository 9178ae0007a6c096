package org.bitgrad.report;

import java.util.Objects;
import org.bitgrad.analysis.Interval;

/**
 * A statistic with the interval that it is known to. What the interval covers is said in words,
 * because "0.6 of the networks" may be known exactly for the networks at hand, and hardly at all
 * for others.
 *
 * @param value the statistic
 * @param low lower end of the interval; equal to {@code value} if the statistic is exact
 * @param high upper end of the interval
 * @param n how many independent numbers it rests on, at least 1
 * @param covers which uncertainty lies in the interval, in one line, and which does not
 */
public record Measurement(double value, double low, double high, long n, String covers) {
  private static final int DIGITS = 3;

  /**
   * Checks the interval.
   *
   * @param value the statistic
   * @param low lower end of the interval; equal to {@code value} if the statistic is exact
   * @param high upper end of the interval
   * @param n how many independent numbers it rests on, at least 1
   * @param covers which uncertainty lies in the interval, in one line, and which does not
   * @throws IllegalArgumentException if a number is not finite, the value lies outside its interval
   *     or n is below 1
   */
  public Measurement {
    Objects.requireNonNull(covers, "covers");
    if (!Double.isFinite(value) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "a measurement must be finite, but is " + value + " in [" + low + ", " + high + "]");
    }
    if (low > value || value > high) {
      throw new IllegalArgumentException(
          "value must lie in its interval [" + low + ", " + high + "], but is " + value);
    }
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, but is " + n);
    }
  }

  /**
   * A number without sampling error.
   *
   * @param value the number
   * @param n how many numbers it summarises
   * @return the measurement, its interval the point itself
   */
  public static Measurement exact(double value, long n) {
    return new Measurement(value, value, value, n, "no uncertainty: an exact number");
  }

  /**
   * An estimate with a symmetric interval.
   *
   * @param value the estimate
   * @param halfWidth half the width of its interval, at least 0
   * @param n sample size
   * @param covers which uncertainty lies in the interval, in one line, and which does not
   * @return the measurement
   */
  public static Measurement around(double value, double halfWidth, long n, String covers) {
    return new Measurement(value, value - halfWidth, value + halfWidth, n, covers);
  }

  /**
   * The share of comparisons (orderings) that hold. The interval leaves open those that the data do
   * not decide: {@code [held / all, (held + undecided) / all]}; the value counts half of them.
   *
   * @param held comparisons that hold
   * @param failed comparisons that hold the other way round
   * @param undecided comparisons whose interval covers both
   * @param cases what was compared, for example {@code sizes}
   * @return the measurement; n is the number of comparisons
   */
  public static Measurement share(int held, int failed, int undecided, String cases) {
    if (held < 0 || failed < 0 || undecided < 0) {
      throw new IllegalArgumentException(
          "counts must be at least 0, but are " + held + ", " + failed + ", " + undecided);
    }
    double all = (double) held + failed + undecided;
    return new Measurement(
        (held + 0.5 * undecided) / all,
        held / all,
        (held + undecided) / all,
        (long) all,
        "these " + (long) all + " " + cases + " only: orderings that the data leave open");
  }

  /**
   * The same share, where the cases are an independent sample: what the interval covers then names
   * also the interval of the share in the population, which is much wider and not part of {@code
   * low} and {@code high}.
   *
   * @param held comparisons that hold
   * @param failed comparisons that hold the other way round
   * @param undecided comparisons whose interval covers both
   * @param cases what was compared, for example {@code networks}
   * @return the measurement; n is the number of comparisons
   */
  public static Measurement shareOfSample(int held, int failed, int undecided, String cases) {
    Measurement share = share(held, failed, undecided, cases);
    int all = (int) share.n();
    String population =
        "; the population of such "
            + cases
            + ": "
            + Numbers.brief(Interval.ofProbability(held, all).low(), DIGITS)
            + " to "
            + Numbers.brief(Interval.ofProbability(held + undecided, all).high(), DIGITS)
            + " (at least 95 %)";
    return new Measurement(
        share.value(), share.low(), share.high(), share.n(), share.covers() + population);
  }
}
