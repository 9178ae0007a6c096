package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Dense;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.VectorMath;

/**
 * The odds of bit 0 of a dense layer with logistic noise, {@code E_j = exp(-a_j / s)}, for bits
 * {@code x} before it, without an exponential per unit and row: a product of one of two numbers per
 * weight.
 *
 * <pre>E_j = start_j prod_i g_ji(x_i),    g_ji(x) = offset_ji + slope_ji x</pre>
 *
 * For every weight one of the two numbers is 1 and the other, {@code h}, at least 1: so {@code h -
 * 1} is exact up to h = 2^53, and so are both values of g. All products on the way are odds of some
 * state of the layer before; where the largest of them is in range, nothing overflows.
 */
final class BitOdds {
  /** From here on an exponential of the sum is cheaper than the product. */
  private static final int WIDEST = 8;

  /** Where {@code h} has no fraction left, {@code h - 1} is not exact. */
  private static final double LARGEST_STEP = 36;

  private static final double LARGEST_EXPONENT = 345;

  private final int in;
  private final int out;
  private final double[] start;
  private final double[] factors;
  private final double[] known;
  private double knownScale;
  private Encoding knownEncoding;
  private boolean inRange;

  BitOdds(Dense shape) {
    in = shape.in();
    out = shape.out();
    start = new double[out];
    factors = new double[2 * in * out];
    known = new double[shape.size()];
  }

  static boolean suits(Dense shape) {
    return shape.in() <= WIDEST;
  }

  /** Computes the factors of all weights, unless they are known; whether this form can serve. */
  boolean weights(double[] theta, Encoding encoding, double scale) {
    if (knownScale != scale || knownEncoding != encoding || !Arrays.equals(theta, known)) {
      System.arraycopy(theta, 0, known, 0, known.length);
      knownScale = scale;
      knownEncoding = encoding;
      inRange = true;
      for (int j = 0; j < out; j++) {
        inRange &= unit(theta, j);
      }
    }
    return inRange;
  }

  private boolean unit(double[] theta, int j) {
    double exponent = -theta[in * out + j] / knownScale;
    double largest = Math.abs(exponent);
    double largestStep = 0;
    for (int i = 0; i < in; i++) {
      double low = -theta[j * in + i] * knownEncoding.low() / knownScale;
      double high = -theta[j * in + i] * knownEncoding.high() / knownScale;
      double step = Math.abs(high - low);
      double h = VectorMath.exp(step);
      int at = 2 * (j * in + i);
      factors[at] = high > low ? h - 1 : 1 - h;
      factors[at + 1] = high > low ? 1 : h;
      exponent += Math.min(low, high);
      largest += Math.max(Math.abs(low), Math.abs(high));
      largestStep = Math.max(largestStep, step);
    }
    start[j] = VectorMath.exp(exponent);
    // Written so that NaN is out of range.
    return largest <= LARGEST_EXPONENT && largestStep <= LARGEST_STEP;
  }

  /**
   * The odds of one unit.
   *
   * @param j unit
   * @param x bits before, one array per unit
   * @param odds overwritten
   */
  void odds(int j, double[][] x, double[] odds) {
    int at = 2 * j * in;
    int i = 0;
    if (in >= 5) {
      setFive(start[j], factors, at, x, odds);
      i = 5;
    } else {
      Arrays.fill(odds, start[j]);
    }
    for (; i + 1 < in; i += 2) {
      timesTwo(factors, at + 2 * i, x[i], x[i + 1], odds);
    }
    if (i < in) {
      timesOne(factors[at + 2 * i], factors[at + 2 * i + 1], x[i], odds);
    }
  }

  private static void setFive(double first, double[] f, int at, double[][] x, double[] odds) {
    double s0 = f[at];
    double o0 = f[at + 1];
    double s1 = f[at + 2];
    double o1 = f[at + 3];
    double s2 = f[at + 4];
    double o2 = f[at + 5];
    double s3 = f[at + 6];
    double o3 = f[at + 7];
    double s4 = f[at + 8];
    double o4 = f[at + 9];
    double[] x0 = x[0];
    double[] x1 = x[1];
    double[] x2 = x[2];
    double[] x3 = x[3];
    double[] x4 = x[4];
    for (int r = 0; r < odds.length; r++) {
      double two = first * Math.fma(s0, x0[r], o0) * Math.fma(s1, x1[r], o1);
      double four = two * Math.fma(s2, x2[r], o2) * Math.fma(s3, x3[r], o3);
      odds[r] = four * Math.fma(s4, x4[r], o4);
    }
  }

  private static void timesTwo(double[] f, int at, double[] x0, double[] x1, double[] odds) {
    double s0 = f[at];
    double o0 = f[at + 1];
    double s1 = f[at + 2];
    double o1 = f[at + 3];
    for (int r = 0; r < odds.length; r++) {
      odds[r] = odds[r] * Math.fma(s0, x0[r], o0) * Math.fma(s1, x1[r], o1);
    }
  }

  private static void timesOne(double slope, double offset, double[] x, double[] odds) {
    for (int r = 0; r < odds.length; r++) {
      odds[r] *= Math.fma(slope, x[r], offset);
    }
  }
}
