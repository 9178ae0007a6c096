package org.bitgrad.analysis;

import java.util.Objects;

/**
 * A number with its 95 % interval, and where it comes from.
 *
 * @param value the number
 * @param interval 95 % interval; without width unless sampled
 * @param origin whether it is exact, declared or sampled
 */
public record Measured(double value, Interval interval, Origin origin) {
  /** Where a number comes from. */
  public enum Origin {
    /** By enumeration: right to rounding. */
    EXACT,
    /** Not measured: 0, because the estimator's traits say that it is unbiased there. */
    DECLARED,
    /** From random estimates. */
    SAMPLED
  }

  /**
   * Checks that nothing is missing.
   *
   * @param value the number
   * @param interval 95 % interval; without width unless sampled
   * @param origin whether it is exact, declared or sampled
   */
  public Measured {
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(origin, "origin");
  }

  static Measured exact(double value) {
    return new Measured(value, new Interval(value, value), Origin.EXACT);
  }

  /** The bias of an estimator that declares to have none. */
  static Measured none() {
    return new Measured(0, new Interval(0, 0), Origin.DECLARED);
  }

  /** {@return whether it comes from random estimates, so that its interval counts} */
  public boolean sampled() {
    return origin == Origin.SAMPLED;
  }

  /** Multiplies by a factor of at least 0. */
  Measured times(double factor) {
    return new Measured(
        value * factor, new Interval(interval.low() * factor, interval.high() * factor), origin);
  }

  /** The square root; what is below 0 counts as 0. */
  Measured root() {
    return new Measured(
        Math.sqrt(Math.max(0, value)),
        new Interval(
            Math.sqrt(Math.max(0, interval.low())), Math.sqrt(Math.max(0, interval.high()))),
        origin);
  }
}
