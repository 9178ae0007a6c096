package org.bitgrad.report;

import java.util.Objects;

/**
 * An axis of a plot.
 *
 * @param title what is on it, with its unit
 * @param logarithmic whether it is logarithmic; values at or below 0 are then left out
 */
public record Axis(String title, boolean logarithmic) {
  /**
   * Checks the title.
   *
   * @param title what is on it, with its unit
   * @param logarithmic whether it is logarithmic; values at or below 0 are then left out
   */
  public Axis {
    Objects.requireNonNull(title, "title");
  }

  /**
   * A linear axis.
   *
   * @param title what is on it, with its unit
   * @return the axis
   */
  public static Axis linear(String title) {
    return new Axis(title, false);
  }

  /**
   * A logarithmic axis.
   *
   * @param title what is on it, with its unit
   * @return the axis
   */
  public static Axis log(String title) {
    return new Axis(title, true);
  }
}
