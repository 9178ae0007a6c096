package org.bitgrad.model;

import java.util.Locale;

/** Checks at the border; each message names the argument, its value and what is allowed. */
final class Refuse {
  private Refuse() {}

  static <T> T missing(String name, T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must be given, but is null");
    }
    return value;
  }

  static int outside(String name, int value, int from, int to) {
    if (value < from || value > to) {
      String range = to == Integer.MAX_VALUE ? "at least " + from : from + " to " + to;
      throw new IllegalArgumentException(name + " must be " + range + ", but is " + value);
    }
    return value;
  }

  static void length(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " must have " + expected + " numbers, but has " + length);
    }
  }

  static void notFinite(String name, double[] values) {
    missing(name, values);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s[%d] must be finite, but is %s", name, i, values[i]));
      }
    }
  }

  static void notNumbers(String name, double[] values) {
    missing(name, values);
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException(name + "[" + i + "] must be a number, but is NaN");
      }
    }
  }

  static int[] points(int[] points, int available) {
    missing("points", points);
    if (points.length == 0) {
      throw new IllegalArgumentException("points must name at least one point, but is empty");
    }
    for (int i = 0; i < points.length; i++) {
      outside("points[" + i + "]", points[i], 0, available - 1);
    }
    return points.clone();
  }

  static int rows(int rows, int points) {
    if (rows < 1 || rows % Math.max(1, points) != 0) {
      throw new IllegalArgumentException(
          "rows must be a positive multiple of the " + points + " points, but is " + rows);
    }
    return rows;
  }

  static void shape(String name, States states, int units, int rows) {
    missing(name, states);
    if (states.units() != units || states.rows() != rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have shape [%d x %d], but is [%d x %d]",
              name,
              units,
              rows,
              states.units(),
              states.rows()));
    }
  }
}
