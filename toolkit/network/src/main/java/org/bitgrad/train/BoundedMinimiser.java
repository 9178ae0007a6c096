package org.bitgrad.train;

/**
 * Brent's minimum of a function of one number in an interval, asked for one point at a time:
 * parabolas through the three best points, golden sections where those do not help.
 *
 * <p>Source: R. P. Brent, "Algorithms for minimization without derivatives", 1973, chapter 5. One
 * deviation: a value that is not finite is worse than every finite one, and of two such the one at
 * the smaller point is better, so that the search leaves a range where training diverges.
 */
final class BoundedMinimiser {
  private static final double GOLDEN = (3 - Math.sqrt(5)) / 2;
  private static final double ROOT_EPSILON = Math.sqrt(Math.ulp(1.0));

  private final double tolerance;
  private double low;
  private double high;

  /** Best, second and third, as points with values. */
  private final double[] x = new double[3];

  private final double[] f = new double[3];
  private int told;
  private double asked;
  private double last;
  private double beforeLast;

  BoundedMinimiser(double low, double high, double tolerance) {
    this.low = low;
    this.high = high;
    this.tolerance = tolerance;
  }

  private double smallest() {
    return ROOT_EPSILON * Math.abs(x[0]) + tolerance / 3;
  }

  /** Whether the interval is as small as the tolerance. */
  boolean done() {
    double middle = (low + high) / 2;
    return told > 0 && Math.abs(x[0] - middle) <= 2 * smallest() - (high - low) / 2;
  }

  /** The point whose value is to be told next. */
  double next() {
    if (told == 0) {
      asked = low + GOLDEN * (high - low);
      return asked;
    }
    if (!parabola()) {
      boolean down = x[0] >= (low + high) / 2 || !Double.isFinite(f[0]);
      beforeLast = down ? low - x[0] : high - x[0];
      last = GOLDEN * beforeLast;
    }
    asked = x[0] + Math.copySign(Math.max(Math.abs(last), smallest()), last);
    return asked;
  }

  /** Steps to the lowest point of the parabola through the three points, if that is trusted. */
  private boolean parabola() {
    boolean finite = Double.isFinite(f[0]) && Double.isFinite(f[1]) && Double.isFinite(f[2]);
    if (!finite || Math.abs(beforeLast) <= smallest()) {
      return false;
    }
    double r = (x[0] - x[1]) * (f[0] - f[2]);
    double q = (x[0] - x[2]) * (f[0] - f[1]);
    double p = (x[0] - x[2]) * q - (x[0] - x[1]) * r;
    q = 2 * (q - r);
    p = q > 0 ? -p : p;
    q = Math.abs(q);
    double limit = Math.abs(q * beforeLast / 2);
    beforeLast = last;
    if (!(Math.abs(p) < limit && p > q * (low - x[0]) && p < q * (high - x[0]))) {
      return false;
    }
    last = p / q;
    double to = x[0] + last;
    if (to - low < 2 * smallest() || high - to < 2 * smallest()) {
      last = Math.copySign(smallest(), (low + high) / 2 - x[0]);
    }
    return true;
  }

  /** The value at the point of {@link #next}. */
  void tell(double value) {
    if (told++ == 0) {
      for (int i = 0; i < 3; i++) {
        put(i, asked, value);
      }
      return;
    }
    if (noWorse(asked, value, 0)) {
      shrink(x[0], asked >= x[0]);
      put(2, x[1], f[1]);
      put(1, x[0], f[0]);
      put(0, asked, value);
      return;
    }
    shrink(asked, asked < x[0]);
    if (noWorse(asked, value, 1) || x[1] == x[0]) {
      put(2, x[1], f[1]);
      put(1, asked, value);
    } else if (noWorse(asked, value, 2) || x[2] == x[0] || x[2] == x[1]) {
      put(2, asked, value);
    }
  }

  private void shrink(double end, boolean isLow) {
    low = isLow ? end : low;
    high = isLow ? high : end;
  }

  private void put(int i, double point, double value) {
    x[i] = point;
    f[i] = value;
  }

  private boolean noWorse(double point, double value, int than) {
    if (!Double.isFinite(f[than])) {
      return Double.isFinite(value) || point <= x[than];
    }
    return Double.isFinite(value) && value <= f[than];
  }
}
