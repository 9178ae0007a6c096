package org.bitgrad.estimator.path;

import java.util.Arrays;

/**
 * Sums over rows of numbers that stand in tables. Rows are the inner loop everywhere: loops over
 * the few units of a small layer cost more to enter than to run.
 */
final class TableSums {
  private TableSums() {}

  /** {@code out[r] = table[at[r]]}. */
  static void gather(double[] table, int[] at, double[] out) {
    for (int r = 0; r < out.length; r++) {
      out[r] = table[at[r]];
    }
  }

  /** {@code sum[to[r] ^ change] += table[at[r]]}. */
  static void flip(double[] table, int[] at, int[] to, int change, double[] sum) {
    for (int r = 0; r < at.length; r++) {
      sum[to[r] ^ change] += table[at[r]];
    }
  }

  /** {@code sum[start + to[r]] += table[at[r]]}. */
  static void add(double[] table, int[] at, int[] to, int start, double[] sum) {
    for (int r = 0; r < at.length; r++) {
      sum[start + to[r]] += table[at[r]];
    }
  }

  /** {@code sum[start + at[r]] += table[at[r]] factor[r]}. */
  static void add(double[] table, double[] factor, int[] at, int start, double[] sum) {
    for (int r = 0; r < at.length; r++) {
      sum[start + at[r]] += table[at[r]] * factor[r];
    }
  }

  /** {@code out[r] = sum_j table[at[r] + j] x[j][r]}. */
  static void products(double[] table, int[] at, double[][] x, double[] out) {
    int j = 0;
    Arrays.fill(out, 0);
    for (; j + 4 <= x.length; j += 4) {
      four(table, at, j, x, out);
    }
    for (; j < x.length; j++) {
      one(table, at, j, x[j], out);
    }
  }

  private static void four(double[] table, int[] at, int j, double[][] x, double[] out) {
    double[] x0 = x[j];
    double[] x1 = x[j + 1];
    double[] x2 = x[j + 2];
    double[] x3 = x[j + 3];
    for (int r = 0; r < out.length; r++) {
      int a = at[r] + j;
      double left = table[a] * x0[r] + table[a + 1] * x1[r];
      out[r] += left + (table[a + 2] * x2[r] + table[a + 3] * x3[r]);
    }
  }

  private static void one(double[] table, int[] at, int j, double[] x, double[] out) {
    for (int r = 0; r < out.length; r++) {
      out[r] += table[at[r] + j] * x[r];
    }
  }
}
