package org.bitgrad.report;

import java.util.stream.DoubleStream;

/**
 * What part of an axis is shown: all values with a margin. On a logarithmic axis values at or below
 * 0 do not count.
 *
 * @param min left or lower end
 * @param max right or upper end, above {@code min}
 */
record AxisRange(double min, double max) {
  private static final double MARGIN = 0.04;
  private static final double SMALLEST_PART = 0.02;

  static AxisRange of(Axis axis, DoubleStream values) {
    if (!axis.names().isEmpty()) {
      return new AxisRange(0.4, axis.names().size() + 0.6);
    }
    double[] shown = values.filter(v -> shows(axis, v)).map(v -> scale(axis, v)).toArray();
    if (shown.length == 0) {
      return axis.logarithmic() ? new AxisRange(0.1, 1) : new AxisRange(0, 1);
    }
    double low = DoubleStream.of(shown).min().orElseThrow();
    double high = DoubleStream.of(shown).max().orElseThrow();
    double width = Math.max(high / 2 - low / 2, smallest(axis, Math.max(-low, high)) / 2);
    double middle = low / 2 + high / 2;
    double reach = width * (1 + 2 * MARGIN);
    return new AxisRange(unscale(axis, middle - reach), unscale(axis, middle + reach));
  }

  /**
   * How much is shown where all values are one: a part of its size, however small that is, so that
   * a curve of tiny numbers is never drawn flat.
   */
  private static double smallest(Axis axis, double size) {
    return axis.logarithmic() || size == 0
        ? 1
        : Math.max(SMALLEST_PART * size, 64 * Double.MIN_VALUE);
  }

  /** With more room above, for names beside the points. */
  AxisRange above(Axis axis, double share) {
    double top = scale(axis, max);
    return new AxisRange(min, unscale(axis, top + share * (top - scale(axis, min))));
  }

  /** Whether a value can stand on an axis. */
  static boolean shows(Axis axis, double value) {
    return Double.isFinite(value) && (!axis.logarithmic() || value > 0);
  }

  /** The nearest value that is shown. */
  double clip(double value) {
    return Math.min(max, Math.max(min, value));
  }

  private static double scale(Axis axis, double value) {
    return axis.logarithmic() ? Math.log10(value) : value;
  }

  /** A finite number, positive on a logarithmic axis. */
  private static double unscale(Axis axis, double value) {
    return axis.logarithmic()
        ? Math.max(Double.MIN_VALUE, Math.min(Double.MAX_VALUE, Math.pow(10, value)))
        : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
