package org.bitgrad.numeric;

import java.util.Locale;

/**
 * Checks of arguments at the border of the library. Each returns what it was given, and each
 * message names the argument, its value and what is allowed.
 */
public final class Arguments {
  private Arguments() {}

  /**
   * Requires an argument to be there.
   *
   * @param <T> its type
   * @param name of the argument
   * @param value of it
   * @return the value
   * @throws IllegalArgumentException if it is null
   */
  public static <T> T given(String name, T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must be given, but is null");
    }
    return value;
  }

  /**
   * Requires a whole number to lie within bounds.
   *
   * @param name of the argument
   * @param value of it
   * @param from least allowed
   * @param to most allowed; {@code Integer.MAX_VALUE} stands for no bound
   * @return the value
   * @throws IllegalArgumentException if it does not
   */
  public static int within(String name, int value, int from, int to) {
    if (value < from || value > to) {
      String range = to == Integer.MAX_VALUE ? "at least " + from : from + " to " + to;
      throw new IllegalArgumentException(name + " must be " + range + ", but is " + value);
    }
    return value;
  }

  /**
   * Requires a length.
   *
   * @param name of the array
   * @param length of it
   * @param expected length
   * @throws IllegalArgumentException if they differ
   */
  public static void length(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " must have " + expected + " numbers, but has " + length);
    }
  }

  /**
   * Requires all numbers to be finite.
   *
   * @param name of the array
   * @param values of it
   * @throws IllegalArgumentException if one is not, or the array is null
   */
  public static void finite(String name, double[] values) {
    given(name, values);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s[%d] must be finite, but is %s", name, i, values[i]));
      }
    }
  }

  /**
   * Requires all numbers not to be NaN.
   *
   * @param name of the array
   * @param values of it
   * @throws IllegalArgumentException if one is, or the array is null
   */
  public static void numbers(String name, double[] values) {
    given(name, values);
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException(name + "[" + i + "] must be a number, but is NaN");
      }
    }
  }

  /**
   * Requires indices of points.
   *
   * @param points at least one
   * @param available number of points
   * @return a copy
   * @throws IllegalArgumentException if there is none, or one is not there
   */
  public static int[] points(int[] points, int available) {
    given("points", points);
    if (points.length == 0) {
      throw new IllegalArgumentException("points must name at least one point, but is empty");
    }
    for (int i = 0; i < points.length; i++) {
      within("points[" + i + "]", points[i], 0, available - 1);
    }
    return points.clone();
  }

  /**
   * Requires a number of rows that holds every point equally often.
   *
   * @param rows of a block
   * @param points of a batch
   * @return the rows
   * @throws IllegalArgumentException if they are not a positive multiple
   */
  public static int rows(int rows, int points) {
    if (rows < 1 || rows % Math.max(1, points) != 0) {
      throw new IllegalArgumentException(
          "rows must be a positive multiple of the " + points + " points, but is " + rows);
    }
    return rows;
  }
}
