package org.bitgrad.numeric;

import java.util.Arrays;

/**
 * Loops over whole arrays of one length, one simple loop each. HotSpot (JDK 17) vectorises these,
 * but not loops that read arrays at different offsets; so callers keep a row array per unit.
 */
public final class RowLoops {
  private RowLoops() {}

  /**
   * {@code y += w x}.
   *
   * @param w factor
   * @param x numbers
   * @param y added to
   */
  public static void addScaled(double w, double[] x, double[] y) {
    for (int r = 0; r < y.length; r++) {
      y[r] = Math.fma(w, x[r], y[r]);
    }
  }

  /**
   * {@code y += x}.
   *
   * @param x numbers
   * @param y added to
   */
  public static void add(double[] x, double[] y) {
    for (int r = 0; r < y.length; r++) {
      y[r] += x[r];
    }
  }

  /**
   * {@code y = w[n] + sum_i w[i] x[i]} over n rows, four at a time, or five if they are the last.
   *
   * @param w a factor per row, then the constant
   * @param x rows, at least one
   * @param y overwritten
   */
  public static void combine(double[] w, double[][] x, double[] y) {
    int n = x.length;
    if (n == 5) {
      setFive(w, x[0], x[1], x[2], x[3], x[4], y);
      return;
    }
    if (n == 1) {
      setOne(w, x[0], y);
      return;
    }
    Arrays.fill(y, w[n]);
    addCombination(n, w, x, y);
  }

  /**
   * {@code y += sum_i w[i] x[i]} over the first n rows, four at a time.
   *
   * @param n how many
   * @param w a factor per row; may be longer
   * @param x rows; may be longer
   * @param y added to
   */
  public static void addCombination(int n, double[] w, double[][] x, double[] y) {
    int i = 0;
    for (; i + 3 < n; i += 4) {
      addFour(w, i, x[i], x[i + 1], x[i + 2], x[i + 3], y);
    }
    for (; i < n; i++) {
      addScaled(w[i], x[i], y);
    }
  }

  private static void setOne(double[] w, double[] x, double[] y) {
    double w0 = w[0];
    double start = w[1];
    for (int r = 0; r < y.length; r++) {
      y[r] = Math.fma(w0, x[r], start);
    }
  }

  private static void setFive(
      double[] w, double[] x0, double[] x1, double[] x2, double[] x3, double[] x4, double[] y) {
    double w0 = w[0];
    double w1 = w[1];
    double w2 = w[2];
    double w3 = w[3];
    double w4 = w[4];
    double start = w[5];
    for (int r = 0; r < y.length; r++) {
      double first = Math.fma(w0, x0[r], Math.fma(w1, x1[r], start));
      y[r] = Math.fma(w4, x4[r], Math.fma(w2, x2[r], Math.fma(w3, x3[r], first)));
    }
  }

  private static void addFour(
      double[] w, int at, double[] x0, double[] x1, double[] x2, double[] x3, double[] y) {
    double w0 = w[at];
    double w1 = w[at + 1];
    double w2 = w[at + 2];
    double w3 = w[at + 3];
    for (int r = 0; r < y.length; r++) {
      double first = Math.fma(w0, x0[r], Math.fma(w1, x1[r], y[r]));
      y[r] = Math.fma(w2, x2[r], Math.fma(w3, x3[r], first));
    }
  }

  /**
   * {@code x = factor x + summand}.
   *
   * @param factor factor
   * @param summand summand
   * @param x overwritten
   */
  public static void affine(double factor, double summand, double[] x) {
    for (int r = 0; r < x.length; r++) {
      x[r] = Math.fma(factor, x[r], summand);
    }
  }

  /**
   * Copies a block into a row array per unit.
   *
   * @param block {@code [units x rows]}, unit by unit
   * @param to one array per unit, overwritten
   */
  public static void split(double[] block, double[][] to) {
    int from = 0;
    for (double[] row : to) {
      System.arraycopy(block, from, row, 0, row.length);
      from += row.length;
    }
  }

  /**
   * Sums a block over its units.
   *
   * @param block {@code [units x rows]}, unit by unit
   * @param units units
   * @param scratch working row
   * @param out one sum per row, overwritten; as long as a row
   */
  public static void sumOverUnits(double[] block, int units, double[] scratch, double[] out) {
    int rows = out.length;
    System.arraycopy(block, 0, out, 0, rows);
    for (int j = 1; j < units; j++) {
      System.arraycopy(block, j * rows, scratch, 0, rows);
      add(scratch, out);
    }
  }
}
