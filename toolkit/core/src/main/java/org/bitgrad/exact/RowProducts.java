package org.bitgrad.exact;

/**
 * Matrix products on arrays of rows, as sums of multiples of rows: every inner loop runs along rows
 * with one index, four rows at a time, which is what HotSpot turns into vector code.
 */
final class RowProducts {
  private RowProducts() {}

  /** Adds {@code a b} to {@code c}. */
  static void add(double[][] a, double[][] b, double[][] c, int rows) {
    int k = 0;
    for (; k + 4 <= b.length; k += 4) {
      for (int i = 0; i < rows; i++) {
        double[] f = a[i];
        add(c[i], f[k], b[k], f[k + 1], b[k + 1], f[k + 2], b[k + 2], f[k + 3], b[k + 3]);
      }
    }
    for (; k < b.length; k++) {
      for (int i = 0; i < rows; i++) {
        add(c[i], a[i][k], b[k]);
      }
    }
  }

  /** Adds {@code a^T b} to {@code c}, where only the first rows of a and b count. */
  static void addTransposed(double[][] a, double[][] b, double[][] c, int rows) {
    int k = 0;
    for (; k + 4 <= rows; k += 4) {
      for (int i = 0; i < c.length; i++) {
        add(
            c[i],
            a[k][i],
            b[k],
            a[k + 1][i],
            b[k + 1],
            a[k + 2][i],
            b[k + 2],
            a[k + 3][i],
            b[k + 3]);
      }
    }
    for (; k < rows; k++) {
      for (int i = 0; i < c.length; i++) {
        add(c[i], a[k][i], b[k]);
      }
    }
  }

  static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  private static void add(double[] out, double f, double[] row) {
    for (int i = 0; i < out.length; i++) {
      out[i] += f * row[i];
    }
  }

  private static void add(
      double[] out,
      double f0,
      double[] row0,
      double f1,
      double[] row1,
      double f2,
      double[] row2,
      double f3,
      double[] row3) {
    for (int i = 0; i < out.length; i++) {
      out[i] += (f0 * row0[i] + f1 * row1[i]) + (f2 * row2[i] + f3 * row3[i]);
    }
  }
}
