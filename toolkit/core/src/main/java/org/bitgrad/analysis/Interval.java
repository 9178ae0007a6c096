package org.bitgrad.analysis;

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
