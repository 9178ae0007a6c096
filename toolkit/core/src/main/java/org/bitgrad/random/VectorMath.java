package org.bitgrad.random;

/**
 * Elementary functions of double arrays in forms that HotSpot vectorises: straight-line arithmetic
 * with fused multiply-add, no table, no cast, no bit pattern, no branch.
 *
 * <p>Each bulk function gives the numbers of the scalar function of the same name. IEEE arithmetic
 * and fused multiply-add are exact to the last bit, so a value depends on its argument alone: not
 * on offset, length, neighbours, vector width, or whether the loop was compiled at all. Input and
 * output may be the same array. NaN gives NaN.
 *
 * <p><b>Method.</b> {@code exp}: x = 2n ln 2 + r with an integer n found by adding and subtracting
 * 1.5 2^52; e^r by a polynomial of degree 13 on [-ln 2, ln 2]; 2^n by raising a rough {@code e^(n
 * ln 2 / 1024)} to the power 1024 and rounding to the nearest power of two, which is exact.
 *
 * <p><b>Errors</b>, relative to the exact value and in units of 2^-53 (half a last place): at most
 * 3 for {@code exp}, 4.5 for {@code sigmoid}, 6 for {@code sigmoidDerivative} and {@code softplus},
 * wherever the result is a normal double; the largest found against 60-digit arithmetic in 120 000
 * trials each were 2.7, 3.8, 5.3 and 4.5. Subnormal results are within two steps of their grid. The
 * functions are not promised to be monotone from one double to the next.
 *
 * <p><b>Cost</b> with AVX-512: about 1.0, 1.1, 1.1 and 1.4 ns an element in bulk (3.5 ns for a
 * sigmoid by {@code Math.exp}); one element alone costs about 12 ns. Without hardware fused
 * multiply-add it is slow beyond use.
 */
public final class VectorMath {

  private static final double ROUND = 0x1.8p52;
  private static final double ONE_TO_TWO_BITS = 0x1p51;
  private static final double HALF_LOG2_E = 0x1.71547652b82fep-1;

  /** 2 ln 2 in two parts; the upper one has 41 bits, so that its product with n is exact. */
  private static final double TWO_LN2_HIGH = 0x1.62e42fefa3000p+0;

  private static final double TWO_LN2_LOW = 0x1.3de6af278ece6p-41;
  private static final double LN2_OVER_1024 = 0x1.62e42fefa39efp-11;

  /** Arguments beyond these give 0 and infinity, and stay in the range of the method. */
  private static final double EXP_LOWEST = -750;

  private static final double EXP_HIGHEST = 720;

  /** From here on e / (1 + e) is 1 in double precision. */
  private static final double SIGMOID_HIGHEST = 40;

  /** Elements that two passes over two arrays find in the nearest cache. */
  private static final int BLOCK = 1024;

  /** Below this a plain loop is as fast, and keeps HotSpot's view of the block loops long. */
  private static final int SHORT = 32;

  private VectorMath() {}

  /**
   * e to the power x.
   *
   * @param x any number
   * @return e^x, 0 below the smallest double, infinity above the largest
   */
  public static double exp(double x) {
    return expInRange(Math.max(EXP_LOWEST, Math.min(EXP_HIGHEST, x)));
  }

  /**
   * The logistic sigmoid 1 / (1 + e^-x), accurate in both tails: for 1 - sigmoid(x) take
   * sigmoid(-x).
   *
   * @param x any number
   * @return a number in [0, 1]
   */
  public static double sigmoid(double x) {
    return oddsToProbability(odds(x));
  }

  /**
   * The derivative of the sigmoid, sigmoid(x) sigmoid(-x), accurate in both tails.
   *
   * @param x any number
   * @return a number in [0, 1/4]
   */
  public static double sigmoidDerivative(double x) {
    return oddsToSlope(expOfMinusAbs(x));
  }

  /**
   * log(1 + e^x), accurate in both tails.
   *
   * @param x any number
   * @return a number in [0, infinity)
   */
  public static double softplus(double x) {
    return Math.max(x, 0) + log1pUnit(expOfMinusAbs(x));
  }

  /**
   * {@code out[i] = exp(a[i])} for i from offset to offset + length - 1.
   *
   * @param a arguments
   * @param out results; may be {@code a}
   * @param offset first index
   * @param length number of elements
   * @throws IllegalArgumentException if an array is null
   * @throws IndexOutOfBoundsException if the range does not lie in both arrays
   */
  public static void exp(double[] a, double[] out, int offset, int length) {
    Ranges.check(a, out, offset, length);
    for (int i = offset; i < offset + length; i++) {
      out[i] = exp(a[i]);
    }
  }

  /**
   * {@code out[i] = sigmoid(a[i])} for i from offset to offset + length - 1.
   *
   * @param a arguments (logits)
   * @param out results (probabilities); may be {@code a}
   * @param offset first index
   * @param length number of elements
   * @throws IllegalArgumentException if an array is null
   * @throws IndexOutOfBoundsException if the range does not lie in both arrays
   */
  public static void sigmoid(double[] a, double[] out, int offset, int length) {
    Ranges.check(a, out, offset, length);
    if (length < SHORT) {
      for (int i = offset; i < offset + length; i++) {
        out[i] = sigmoid(a[i]);
      }
      return;
    }
    for (int from = offset; from < offset + length; from += BLOCK) {
      int to = Math.min(offset + length, from + BLOCK);
      exponentials(a, out, from, to);
      oddsToProbabilities(out, from, to);
    }
  }

  /**
   * {@code out[i] = sigmoidDerivative(a[i])} for i from offset to offset + length - 1.
   *
   * @param a arguments (logits)
   * @param out results; may be {@code a}
   * @param offset first index
   * @param length number of elements
   * @throws IllegalArgumentException if an array is null
   * @throws IndexOutOfBoundsException if the range does not lie in both arrays
   */
  public static void sigmoidDerivative(double[] a, double[] out, int offset, int length) {
    Ranges.check(a, out, offset, length);
    if (length < SHORT) {
      for (int i = offset; i < offset + length; i++) {
        out[i] = sigmoidDerivative(a[i]);
      }
      return;
    }
    for (int from = offset; from < offset + length; from += BLOCK) {
      int to = Math.min(offset + length, from + BLOCK);
      exponentialsOfMinusAbs(a, out, from, to);
      oddsToSlopes(out, from, to);
    }
  }

  /**
   * {@code out[i] = softplus(a[i])} for i from offset to offset + length - 1.
   *
   * @param a arguments
   * @param out results; may be {@code a}, which is several times slower
   * @param offset first index
   * @param length number of elements
   * @throws IllegalArgumentException if an array is null
   * @throws IndexOutOfBoundsException if the range does not lie in both arrays
   */
  public static void softplus(double[] a, double[] out, int offset, int length) {
    Ranges.check(a, out, offset, length);
    // The passes below need the arguments once more after the first results are stored.
    if (length < SHORT || a == out) {
      for (int i = offset; i < offset + length; i++) {
        out[i] = softplus(a[i]);
      }
      return;
    }
    for (int from = offset; from < offset + length; from += BLOCK) {
      int to = Math.min(offset + length, from + BLOCK);
      exponentialsOfMinusAbs(a, out, from, to);
      addSoftplusParts(a, out, from, to);
    }
  }

  /**
   * {@code out[i] = max(z[i], 0) + log(1 + e[i])}, which is softplus(z) for {@code e = exp(-|z|)}:
   * for callers who have the exponential already. Error as for softplus, plus that of {@code e}.
   *
   * @param z arguments
   * @param e numbers in [0, 1]
   * @param out results; not {@code z}, may be {@code e}
   * @param length number of elements, from index 0
   * @throws IllegalArgumentException if an array is null
   * @throws IndexOutOfBoundsException if an array is shorter
   */
  public static void softplusOf(double[] z, double[] e, double[] out, int length) {
    Ranges.check(z, out, 0, length);
    Ranges.check(e, out, 0, length);
    for (int i = 0; i < length; i++) {
      out[i] = Math.max(z[i], 0) + log1pUnit(e[i]);
    }
  }

  /**
   * {@code out[i] = -log(u[i])}, accurate near 1 too; has no scalar form. Error at most 4 units of
   * 2^-53, relative.
   *
   * @param u normal numbers in (0, 1), for example uniform ones; overwritten
   * @param out results; not {@code u}
   * @param length number of elements, from index 0
   * @throws IllegalArgumentException if an array is null
   * @throws IndexOutOfBoundsException if an array is shorter
   */
  public static void minusLog(double[] u, double[] out, int length) {
    Ranges.check(u, out, 0, length);
    VectorLog.minusLog(u, out, length);
  }

  // The passes of the bulk functions: HotSpot leaves a loop scalar when its body grows much beyond
  // that of the exponential, so what follows it is a loop of its own over a block that is in cache.

  private static void exponentials(double[] a, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = odds(a[i]);
    }
  }

  private static void exponentialsOfMinusAbs(double[] a, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = expOfMinusAbs(a[i]);
    }
  }

  private static void oddsToProbabilities(double[] odds, int from, int to) {
    for (int i = from; i < to; i++) {
      odds[i] = oddsToProbability(odds[i]);
    }
  }

  private static void oddsToSlopes(double[] odds, int from, int to) {
    for (int i = from; i < to; i++) {
      odds[i] = oddsToSlope(odds[i]);
    }
  }

  private static void addSoftplusParts(double[] a, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(a[i], 0) + log1pUnit(out[i]);
    }
  }

  private static double odds(double x) {
    return expInRange(Math.max(EXP_LOWEST, Math.min(SIGMOID_HIGHEST, x)));
  }

  private static double expOfMinusAbs(double x) {
    return expInRange(Math.max(EXP_LOWEST, -Math.abs(x)));
  }

  private static double oddsToProbability(double odds) {
    return odds / (1 + odds);
  }

  private static double oddsToSlope(double odds) {
    return odds / ((1 + odds) * (1 + odds));
  }

  private static double expInRange(double x) {
    double n = Math.fma(x, HALF_LOG2_E, ROUND) - ROUND;
    double r = Math.fma(n, -TWO_LN2_LOW, Math.fma(n, -TWO_LN2_HIGH, x));
    double power = powerOfTwo(n);
    return expReduced(r) * power * power;
  }

  /** e^r for |r| at most ln 2: interpolation of (e^r - 1 - r) / r^2 at 12 Chebyshev points. */
  private static double expReduced(double r) {
    double p = Math.fma(r, 0x1.6392f0a6c3b00p-33, 0x1.2135777fc3390p-29);
    p = Math.fma(r, p, 0x1.ae61b4c6e35efp-26);
    p = Math.fma(r, p, 0x1.27e2837c17d6fp-22);
    p = Math.fma(r, p, 0x1.71de3ba54586cp-19);
    p = Math.fma(r, p, 0x1.a01a04163a0a7p-16);
    p = Math.fma(r, p, 0x1.a01a019f82b14p-13);
    p = Math.fma(r, p, 0x1.6c16c16afad8ep-10);
    p = Math.fma(r, p, 0x1.11111111112a0p-7);
    p = Math.fma(r, p, 0x1.5555555555b2ep-5);
    p = Math.fma(r, p, 0x1.5555555555555p-3);
    p = Math.fma(r, p, 0x1.fffffffffffffp-2);
    return Math.fma(r, Math.fma(r, p, 1), 1);
  }

  /**
   * 2^n, exactly, for whole n of at most 541 in absolute value. The power of the rough exponential
   * is within 6 % of 2^n; adding and subtracting 2^51 times itself leaves two bits of it, which are
   * those of 2^n for every relative error between -1/8 and 1/4.
   */
  private static double powerOfTwo(double n) {
    double t = n * LN2_OVER_1024;
    double q = Math.fma(t, 1.0 / 24, 1.0 / 6);
    q = Math.fma(t, q, 0.5);
    q = Math.fma(t, q, 1);
    q = Math.fma(t, q, 1);
    q *= q;
    q *= q;
    q *= q;
    q *= q;
    q *= q;
    q *= q;
    q *= q;
    q *= q;
    q *= q;
    q *= q;
    double large = q * ONE_TO_TWO_BITS;
    return (q + large) - large;
  }

  /** log(1 + z) for z in [0, 1] as 2 atanh(w), w = z / (2 + z), by a polynomial in w^2. */
  private static double log1pUnit(double z) {
    double w = z / (2 + z);
    double y = w * w;
    double p = Math.fma(y, 0x1.401d3e65cdc48p-4, 0x1.32e0d25c9c761p-5);
    p = Math.fma(y, p, 0x1.bc37f0140c19ep-5);
    p = Math.fma(y, p, 0x1.e0a2d581ab68fp-5);
    p = Math.fma(y, p, 0x1.111abdc8abe16p-4);
    p = Math.fma(y, p, 0x1.3b13515f6f9efp-4);
    p = Math.fma(y, p, 0x1.745d19937b1fcp-4);
    p = Math.fma(y, p, 0x1.c71c71bedea97p-4);
    p = Math.fma(y, p, 0x1.2492492499d46p-3);
    p = Math.fma(y, p, 0x1.9999999999944p-3);
    p = Math.fma(y, p, 0x1.5555555555555p-2);
    double twice = w + w;
    return Math.fma(twice * y, p, twice);
  }
}
