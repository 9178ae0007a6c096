package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.random.VectorMath;

/** What a flip of a bit multiplies the odds of logistic units by: two numbers per weight. */
final class FlipFactors {
  /** Beyond this clamped odds times a factor would be wrong; such layers take the general form. */
  private static final double LARGEST_EXPONENT = 40;

  /** For a bit that is 0 and becomes 1, {@code exp(-step w)}. */
  final double[] low;

  /** For a bit that is 1 and becomes 0, {@code exp(step w)}. */
  final double[] high;

  private final double[] known;
  private double knownStep;

  FlipFactors(int weights) {
    low = new double[weights];
    high = new double[weights];
    known = new double[weights];
  }

  /**
   * Computes the factors of all weights, unless they are those last seen.
   *
   * @param step exponent per weight of a flip from 0 to 1
   * @return whether they are in range
   */
  boolean weights(double[] theta, double step) {
    int n = known.length;
    if (knownStep == step && Arrays.equals(theta, 0, n, known, 0, n)) {
      return true;
    }
    knownStep = 0;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      high[i] = step * theta[i];
      largest = Math.max(largest, Math.abs(high[i]));
    }
    if (!(largest <= LARGEST_EXPONENT)) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      low[i] = -high[i];
    }
    VectorMath.exp(low, low, 0, low.length);
    VectorMath.exp(high, high, 0, high.length);
    System.arraycopy(theta, 0, known, 0, n);
    knownStep = step;
    return true;
  }
}
