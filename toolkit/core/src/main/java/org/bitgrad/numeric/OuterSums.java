package org.bitgrad.numeric;

import java.util.Arrays;

/**
 * {@code sum_r dy_j x_i} for all outputs j and inputs i of a {@link Dense} map, and {@code sum_r
 * dy_j} for its biases, in a fixed order.
 *
 * <p>Such sums cannot be vectorised over rows: their order is fixed. They are formed in tiles: as
 * many sums side by side as hide the latency of an addition, each number loaded once for several of
 * them.
 */
final class OuterSums {
  private final int in;
  private final int out;
  private final int rows;

  /** The input that a bias multiplies. */
  private final double[] ones;

  OuterSums(Dense shape, int rows) {
    in = shape.in();
    out = shape.out();
    this.rows = rows;
    ones = new double[rows];
    Arrays.fill(ones, 1);
  }

  /** Adds to {@code dTheta}; input {@code in} stands for the bias. */
  void add(double[] x, double[] dy, double[] dTheta) {
    int j = 0;
    for (; j + 4 < out; j += 5) {
      int i = 0;
      for (; i + 2 <= in; i += 3) {
        addFiveByThree(i, x, dy, j, dTheta);
      }
      for (; i <= in; i++) {
        addSingle(i, x, dy, j, j + 5, dTheta);
      }
    }
    for (; j < out; j++) {
      int i = 0;
      for (; i + 5 <= in; i += 6) {
        addOneBySix(i, x, dy, j, dTheta);
      }
      for (; i <= in; i++) {
        addSingle(i, x, dy, j, j + 1, dTheta);
      }
    }
  }

  private int parameter(int j, int i) {
    return i < in ? j * in + i : out * in + j;
  }

  private void addSingle(int i, double[] x, double[] dy, int j, int end, double[] dTheta) {
    for (int k = j; k < end; k++) {
      dTheta[parameter(k, i)] +=
          i < in ? Sums.dot(dy, k * rows, x, i * rows, rows) : Sums.sum(dy, k * rows, rows);
    }
  }

  private void addAt(int j, int i, double[] dTheta, double... sums) {
    for (int k = 0; k < sums.length; k++) {
      dTheta[parameter(j + k, i)] += sums[k];
    }
  }

  private void addFiveByThree(int i, double[] x, double[] dy, int j, double[] dTheta) {
    double[] last = i + 2 < in ? x : ones;
    int p = i * rows;
    int q = p + rows;
    int s = i + 2 < in ? q + rows : 0;
    int d = j * rows;
    int e = d + rows;
    int f = e + rows;
    int g = f + rows;
    int h = g + rows;
    double d0 = 0, d1 = 0, d2 = 0;
    double e0 = 0, e1 = 0, e2 = 0;
    double f0 = 0, f1 = 0, f2 = 0;
    double g0 = 0, g1 = 0, g2 = 0;
    double h0 = 0, h1 = 0, h2 = 0;
    for (int r = 0; r < rows; r++) {
      double u = x[p + r];
      double v = x[q + r];
      double w = last[s + r];
      d0 = Math.fma(dy[d + r], u, d0);
      d1 = Math.fma(dy[d + r], v, d1);
      d2 = Math.fma(dy[d + r], w, d2);
      e0 = Math.fma(dy[e + r], u, e0);
      e1 = Math.fma(dy[e + r], v, e1);
      e2 = Math.fma(dy[e + r], w, e2);
      f0 = Math.fma(dy[f + r], u, f0);
      f1 = Math.fma(dy[f + r], v, f1);
      f2 = Math.fma(dy[f + r], w, f2);
      g0 = Math.fma(dy[g + r], u, g0);
      g1 = Math.fma(dy[g + r], v, g1);
      g2 = Math.fma(dy[g + r], w, g2);
      h0 = Math.fma(dy[h + r], u, h0);
      h1 = Math.fma(dy[h + r], v, h1);
      h2 = Math.fma(dy[h + r], w, h2);
    }
    addAt(j, i, dTheta, d0, e0, f0, g0, h0);
    addAt(j, i + 1, dTheta, d1, e1, f1, g1, h1);
    addAt(j, i + 2, dTheta, d2, e2, f2, g2, h2);
  }

  private void addOneBySix(int i, double[] x, double[] dy, int j, double[] dTheta) {
    double[] last = i + 5 < in ? x : ones;
    int d = j * rows;
    int p = i * rows;
    int q = p + rows;
    int s = q + rows;
    int t = s + rows;
    int u = t + rows;
    int v = i + 5 < in ? u + rows : 0;
    double d0 = 0;
    double d1 = 0;
    double d2 = 0;
    double d3 = 0;
    double d4 = 0;
    double d5 = 0;
    for (int r = 0; r < rows; r++) {
      double a = dy[d + r];
      d0 = Math.fma(a, x[p + r], d0);
      d1 = Math.fma(a, x[q + r], d1);
      d2 = Math.fma(a, x[s + r], d2);
      d3 = Math.fma(a, x[t + r], d3);
      d4 = Math.fma(a, x[u + r], d4);
      d5 = Math.fma(a, last[v + r], d5);
    }
    dTheta[parameter(j, i)] += d0;
    dTheta[parameter(j, i + 1)] += d1;
    dTheta[parameter(j, i + 2)] += d2;
    dTheta[parameter(j, i + 3)] += d3;
    dTheta[parameter(j, i + 4)] += d4;
    dTheta[parameter(j, i + 5)] += d5;
  }
}
