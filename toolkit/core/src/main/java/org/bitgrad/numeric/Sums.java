package org.bitgrad.numeric;

/**
 * Sums over consecutive numbers, in several partial sums (one alone waits for itself) and in a
 * fixed order, so that equal input gives equal bytes.
 */
public final class Sums {
  private Sums() {}

  /**
   * The sum of a range.
   *
   * @param x numbers
   * @param from first index
   * @param length how many
   * @return their sum
   */
  public static double sum(double[] x, int from, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int end = from + length;
    int i = from;
    for (; i + 3 < end; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < end; i++) {
      s0 += x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * The inner product of two ranges of equal length.
   *
   * @param x numbers
   * @param fromX first index in {@code x}
   * @param y numbers
   * @param fromY first index in {@code y}
   * @param length how many
   * @return the sum of products
   */
  public static double dot(double[] x, int fromX, double[] y, int fromY, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 = Math.fma(x[fromX + i], y[fromY + i], s0);
      s1 = Math.fma(x[fromX + i + 1], y[fromY + i + 1], s1);
      s2 = Math.fma(x[fromX + i + 2], y[fromY + i + 2], s2);
      s3 = Math.fma(x[fromX + i + 3], y[fromY + i + 3], s3);
    }
    for (; i < length; i++) {
      s0 = Math.fma(x[fromX + i], y[fromY + i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
