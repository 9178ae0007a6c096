package org.bitgrad.estimator.control;

import java.util.Arrays;

/**
 * Numbers that an estimator adapts, lowered by Adam (D. Kingma, J. Ba 2015; decay rates 0.9 and
 * 0.999, 1e-8 in the denominator). Numbers, moments and the count of steps are one array, so that
 * the state of an estimator holds all of them.
 */
final class AdamParameters {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double TINY = 1e-8;

  private final double rate;
  private final int size;

  /** Values, then first moments, then second moments, then the number of steps. */
  private final double[] state;

  /**
   * Starts at given values.
   *
   * @param rate step size
   * @param values where to start, copied
   */
  AdamParameters(double rate, double... values) {
    this.rate = rate;
    size = values.length;
    state = Arrays.copyOf(values, 3 * size + 1);
  }

  double value(int i) {
    return state[i];
  }

  int size() {
    return size;
  }

  /** One step against a gradient, which must be finite. */
  void lower(double[] gradient) {
    for (int i = 0; i < size; i++) {
      if (!Double.isFinite(gradient[i])) {
        throw new ArithmeticException(
            "gradient of the squared estimate must be finite, but is "
                + gradient[i]
                + " in adapted number "
                + i);
      }
    }
    double steps = ++state[3 * size];
    // StrictMath: the same bytes on every machine.
    double firstShare = 1 - StrictMath.pow(FIRST, steps);
    double secondShare = 1 - StrictMath.pow(SECOND, steps);
    for (int i = 0; i < size; i++) {
      double g = gradient[i];
      double first = state[size + i] += (1 - FIRST) * (g - state[size + i]);
      double second = state[2 * size + i] += (1 - SECOND) * (g * g - state[2 * size + i]);
      state[i] -= rate * (first / firstShare) / (Math.sqrt(second / secondShare) + TINY);
    }
  }

  double[] state() {
    return state.clone();
  }

  void restore(double[] from) {
    if (from.length != state.length) {
      throw new IllegalArgumentException(
          "state must have "
              + state.length
              + " numbers (values, two moments of each, steps), but has "
              + from.length);
    }
    for (int i = 0; i < from.length; i++) {
      if (!Double.isFinite(from[i]) || (i >= 2 * size && from[i] < 0)) {
        throw new IllegalArgumentException(
            "state must be finite, its second moments and steps at least 0, but number "
                + i
                + " is "
                + from[i]);
      }
    }
    System.arraycopy(from, 0, state, 0, state.length);
  }
}
