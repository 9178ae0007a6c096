package org.bitgrad.estimator.contract;

/** Comparisons that say which number of which group differs. */
final class Assert {
  /** Rounding of sums over at most a few million terms of moderate size. */
  static final double RELATIVE = 1e-10;

  private static final double ABSOLUTE = 1e-12;

  private Assert() {}

  static void that(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }

  /** The largest difference must be small against the largest expected number of the group. */
  static void close(String what, double[] expected, double[] actual) {
    close(what, expected, actual, Tolerance.ROUNDING);
  }

  /**
   * How far apart numbers may be.
   *
   * @param relative to the largest expected number of the group
   * @param absolute added to that
   */
  record Tolerance(double relative, double absolute) {
    static final Tolerance ROUNDING = new Tolerance(RELATIVE, ABSOLUTE);
  }

  static void close(String what, double[] expected, double[] actual, Tolerance tolerance) {
    that(expected.length == actual.length, what + " must have " + expected.length + " numbers");
    double scale = 0;
    for (double e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    for (int i = 0; i < expected.length; i++) {
      double allowed = tolerance.relative() * scale + tolerance.absolute();
      if (!(Math.abs(expected[i] - actual[i]) <= allowed)) {
        throw new AssertionError(
            what + "[" + i + "] must be " + expected[i] + ", but is " + actual[i]);
      }
    }
  }

  static void close(String what, double expected, double actual) {
    close(what, new double[] {expected}, new double[] {actual});
  }

  static void close(String what, double[][] expected, double[][] actual) {
    close(what, expected, actual, Tolerance.ROUNDING);
  }

  static void close(String what, double[][] expected, double[][] actual, Tolerance tolerance) {
    that(expected.length == actual.length, what + " must have " + expected.length + " groups");
    for (int g = 0; g < expected.length; g++) {
      close(what + ", group " + g, expected[g], actual[g], tolerance);
    }
  }
}
