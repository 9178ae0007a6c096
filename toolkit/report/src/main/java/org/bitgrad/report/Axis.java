package org.bitgrad.report;

import java.util.List;
import java.util.Objects;

/**
 * An axis of a plot.
 *
 * @param title what is on it, with its unit
 * @param logarithmic whether it is logarithmic; values at or below 0 are then left out
 * @param names what stands at 1, 2, ...; empty for an axis of numbers
 */
public record Axis(String title, boolean logarithmic, List<String> names) {
  /**
   * Checks the title.
   *
   * @param title what is on it, with its unit
   * @param logarithmic whether it is logarithmic; values at or below 0 are then left out
   * @param names what stands at 1, 2, ...; empty for an axis of numbers
   */
  public Axis {
    Objects.requireNonNull(title, "title");
    names = List.copyOf(names);
  }

  /**
   * A linear axis.
   *
   * @param title what is on it, with its unit
   * @return the axis
   */
  public static Axis linear(String title) {
    return new Axis(title, false, List.of());
  }

  /**
   * A logarithmic axis.
   *
   * @param title what is on it, with its unit
   * @return the axis
   */
  public static Axis log(String title) {
    return new Axis(title, true, List.of());
  }

  /**
   * A horizontal axis with a name at each of the places 1, 2, ...; a plot over it needs no legend.
   *
   * @param names from left to right
   * @return the axis
   */
  public static Axis of(List<String> names) {
    return new Axis("", false, names);
  }
}
