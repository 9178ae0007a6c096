package org.bitgrad.random;

/**
 * The negative logarithm of uniform numbers in a form that HotSpot vectorises for the most part.
 *
 * <p><b>Method.</b> {@code u = c m} with the power of two c nearest to u (m in [3/4, 3/2]), found
 * by adding and subtracting {@code 2^52 u}, which leaves the leading bit. Then {@code -log u = -log
 * c - 2 atanh((u - c) / (u + c))}, the second part by its series. The exponent of c is read from
 * its bits in a loop of its own, which stays scalar on JDK 17; everything else is vectorised.
 *
 * <p><b>Error</b>: relative, at most 4 units of 2^-53; the largest found was 2.2. So the logarithm
 * of numbers near 1 is accurate too.
 */
final class VectorLog {
  private static final double TWO_TO_26 = 0x1p26;
  private static final double TWO_TO_52 = 0x1p52;
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double BIAS = 1023;

  private VectorLog() {}

  /**
   * {@code out[i] = -log(u[i])}.
   *
   * @param u normal numbers in (0, 1); overwritten
   * @param out results; not {@code u}
   * @param size elements
   */
  static void minusLog(double[] u, double[] out, int size) {
    split(u, out, size);
    for (int i = 0; i < size; i++) {
      out[i] = Double.doubleToRawLongBits(out[i]);
    }
    join(u, out, size);
  }

  /** Leaves c in {@code out} and (u - c) / (u + c) in {@code u}. */
  private static void split(double[] u, double[] out, int size) {
    for (int i = 0; i < size; i++) {
      // To 26 bits first: all ones would round to something that is no power of two.
      double middle = u[i] * TWO_TO_26;
      double few = (u[i] + middle) - middle;
      double large = few * TWO_TO_52;
      double c = (few + large) - large;
      out[i] = c;
      u[i] = (u[i] - c) / (u[i] + c);
    }
  }

  /** The bits of a power of two, read as a whole number, are 2^52 times its biased exponent. */
  private static void join(double[] w, double[] out, int size) {
    for (int i = 0; i < size; i++) {
      double y = w[i] * w[i];
      double p = Math.fma(y, 1.0 / 21, 1.0 / 19);
      p = Math.fma(y, p, 1.0 / 17);
      p = Math.fma(y, p, 1.0 / 15);
      p = Math.fma(y, p, 1.0 / 13);
      p = Math.fma(y, p, 1.0 / 11);
      p = Math.fma(y, p, 1.0 / 9);
      p = Math.fma(y, p, 1.0 / 7);
      p = Math.fma(y, p, 1.0 / 5);
      p = Math.fma(y, p, 1.0 / 3);
      double minusTwice = -2 * w[i];
      double series = Math.fma(minusTwice * y, p, minusTwice);
      double halvings = Math.fma(out[i], -1 / TWO_TO_52, BIAS);
      out[i] = Math.fma(halvings, LN2, series);
    }
  }
}
