package org.bitgrad.report;

import java.util.Objects;

/** One set of points of a plot. */
final class Curve {
  private final String name;
  private final Kind kind;
  private final double[] x;
  private final double[] y;
  private final double[] low;
  private final double[] high;

  /** How a curve is drawn. */
  enum Kind {
    /** Points joined by a line. */
    LINE,
    /** Points that are not joined. */
    POINTS,
    /** Points that are not joined, in grey. */
    MUTED,
    /** A filled area between two edges; {@code y} is not used. */
    BAND,
    /** Points with vertical intervals. */
    WHISKERS,
    /** Points of a publication. */
    PUBLISHED
  }

  private Curve(String name, Kind kind, double[]... numbers) {
    this.name = Objects.requireNonNull(name, "name");
    this.kind = kind;
    x = numbers[0].clone();
    y = numbers[1].clone();
    low = numbers[2].clone();
    high = numbers[3].clone();
    checkLength("y", y, x.length);
    boolean interval = kind == Kind.BAND || kind == Kind.WHISKERS;
    checkLength("low", low, interval ? x.length : 0);
    checkLength("high", high, interval ? x.length : 0);
  }

  static Curve of(String name, Kind kind, double[] x, double[] y) {
    double[] none = {};
    return new Curve(name, kind, x, y, none, none);
  }

  /** Points with an interval each: x, y, lower ends, upper ends. */
  static Curve interval(String name, Kind kind, double[]... numbers) {
    return new Curve(name, kind, numbers);
  }

  private void checkLength(String field, double[] numbers, int expected) {
    if (numbers.length != expected) {
      throw new IllegalArgumentException(
          field
              + " of '"
              + name
              + "' must have "
              + expected
              + " numbers, but has "
              + numbers.length);
    }
  }

  /** What the legend says; colour and marker belong to it. */
  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  double[] x() {
    return x;
  }

  /** The values; of whiskers the middle. */
  double[] y() {
    return y;
  }

  /** Lower ends, empty for kinds without interval. */
  double[] low() {
    return low;
  }

  /** Upper ends, empty for kinds without interval. */
  double[] high() {
    return high;
  }
}
