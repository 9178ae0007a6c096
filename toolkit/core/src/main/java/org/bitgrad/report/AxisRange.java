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
    boolean zeros = low == 0 && high == 0;
    double smallest = axis.logarithmic() || zeros ? 1 : Math.max(1e-9, 0.02 * Math.abs(high));
    double width = Math.max(high - low, smallest);
    double middle = (low + high) / 2;
    double reach = width * (0.5 + MARGIN);
    return new AxisRange(unscale(axis, middle - reach), unscale(axis, middle + reach));
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

  private static double unscale(Axis axis, double value) {
    return axis.logarithmic() ? Math.pow(10, value) : value;
  }
}
