package org.bitgrad.numeric;

import java.util.Arrays;

/**
 * A dense affine map {@code y = W x + b} of blocks with a fixed number of rows, stored unit by unit
 * ({@code [units x rows]}, element {@code j * rows + r}). Parameters are one array: {@code W}
 * row-major {@code [out x in]}, then {@code b}. Holds working rows: one thread.
 *
 * <p>Cost: {@code in * out * rows} fused multiply-adds each; forward and backward through the input
 * are vectorised over rows, the sums over rows run in a fixed order.
 */
public final class DenseBlock {
  private final int in;
  private final int out;
  private final int rows;
  private final double[][] inputs;
  private final double[][] outputs;
  private final double[] row;
  private final double[] inputsAndOnes;

  /**
   * Opens working rows.
   *
   * @param shape inputs and outputs
   * @param rows rows of each block
   */
  public DenseBlock(Dense shape, int rows) {
    in = shape.in();
    out = shape.out();
    this.rows = rows;
    inputs = new double[in][rows];
    outputs = new double[out][rows];
    row = new double[rows];
    inputsAndOnes = new double[Math.multiplyExact(in + 1, rows)];
    Arrays.fill(inputsAndOnes, in * rows, (in + 1) * rows, 1);
  }

  /**
   * Computes {@code y = W x + b}.
   *
   * @param theta parameters
   * @param x {@code [in x rows]}
   * @param y {@code [out x rows]}, overwritten
   */
  public void forward(double[] theta, double[] x, double[] y) {
    RowLoops.split(x, inputs);
    for (int j = 0; j < out; j++) {
      Arrays.fill(row, theta[out * in + j]);
      RowLoops.addCombination(theta, j * in, 1, inputs, row);
      System.arraycopy(row, 0, y, j * rows, rows);
    }
  }

  /**
   * Computes {@code dx = W^T dy}.
   *
   * @param theta parameters
   * @param dy {@code [out x rows]}
   * @param dx {@code [in x rows]}, overwritten
   */
  public void backwardInput(double[] theta, double[] dy, double[] dx) {
    RowLoops.split(dy, outputs);
    for (int i = 0; i < in; i++) {
      Arrays.fill(row, 0);
      RowLoops.addCombination(theta, i, in, outputs, row);
      System.arraycopy(row, 0, dx, i * rows, rows);
    }
  }

  /**
   * Adds {@code dy x^T} and the sums of {@code dy} to the derivatives of {@code W} and {@code b}.
   *
   * @param x {@code [in x rows]}
   * @param dy {@code [out x rows]}
   * @param dTheta derivatives of the parameters, added to
   */
  public void backward(double[] x, double[] dy, double[] dTheta) {
    System.arraycopy(x, 0, inputsAndOnes, 0, in * rows);
    int j = 0;
    for (; j + 3 < out; j += 4) {
      int i = 0;
      for (; i < in; i += 2) {
        addFourByTwo(i, dy, j, dTheta);
      }
      for (; i <= in; i++) {
        for (int k = j; k < j + 4; k++) {
          dTheta[parameter(k, i)] += dot(i, dy, k);
        }
      }
    }
    for (; j < out; j++) {
      int i = 0;
      for (; i + 2 <= in; i += 3) {
        addOneByThree(i, dy, j, dTheta);
      }
      for (; i <= in; i++) {
        dTheta[parameter(j, i)] += dot(i, dy, j);
      }
    }
  }

  /** The bias stands for an input that is always 1. */
  private int parameter(int j, int i) {
    return i < in ? j * in + i : out * in + j;
  }

  private double dot(int i, double[] dy, int j) {
    return Sums.dot(dy, j * rows, inputsAndOnes, i * rows, rows);
  }

  /** Four outputs times two inputs: eight sums that do not wait for one another. */
  private void addFourByTwo(int i, double[] dy, int j, double[] dTheta) {
    double[] x = inputsAndOnes;
    int p = i * rows;
    int q = p + rows;
    int d = j * rows;
    int e = d + rows;
    int f = e + rows;
    int g = f + rows;
    double d0 = 0;
    double d1 = 0;
    double e0 = 0;
    double e1 = 0;
    double f0 = 0;
    double f1 = 0;
    double g0 = 0;
    double g1 = 0;
    for (int r = 0; r < rows; r++) {
      double u = x[p + r];
      double v = x[q + r];
      d0 = Math.fma(dy[d + r], u, d0);
      d1 = Math.fma(dy[d + r], v, d1);
      e0 = Math.fma(dy[e + r], u, e0);
      e1 = Math.fma(dy[e + r], v, e1);
      f0 = Math.fma(dy[f + r], u, f0);
      f1 = Math.fma(dy[f + r], v, f1);
      g0 = Math.fma(dy[g + r], u, g0);
      g1 = Math.fma(dy[g + r], v, g1);
    }
    dTheta[parameter(j, i)] += d0;
    dTheta[parameter(j, i + 1)] += d1;
    dTheta[parameter(j + 1, i)] += e0;
    dTheta[parameter(j + 1, i + 1)] += e1;
    dTheta[parameter(j + 2, i)] += f0;
    dTheta[parameter(j + 2, i + 1)] += f1;
    dTheta[parameter(j + 3, i)] += g0;
    dTheta[parameter(j + 3, i + 1)] += g1;
  }

  /** One output times three inputs, even and odd rows apart. */
  private void addOneByThree(int i, double[] dy, int j, double[] dTheta) {
    double[] x = inputsAndOnes;
    int d = j * rows;
    int p = i * rows;
    int q = p + rows;
    int s = q + rows;
    double d0 = 0;
    double d1 = 0;
    double d2 = 0;
    double e0 = 0;
    double e1 = 0;
    double e2 = 0;
    int r = 0;
    for (; r + 1 < rows; r += 2) {
      double a = dy[d + r];
      double b = dy[d + r + 1];
      d0 = Math.fma(a, x[p + r], d0);
      d1 = Math.fma(a, x[q + r], d1);
      d2 = Math.fma(a, x[s + r], d2);
      e0 = Math.fma(b, x[p + r + 1], e0);
      e1 = Math.fma(b, x[q + r + 1], e1);
      e2 = Math.fma(b, x[s + r + 1], e2);
    }
    if (r < rows) {
      d0 = Math.fma(dy[d + r], x[p + r], d0);
      d1 = Math.fma(dy[d + r], x[q + r], d1);
      d2 = Math.fma(dy[d + r], x[s + r], d2);
    }
    dTheta[parameter(j, i)] += d0 + e0;
    dTheta[parameter(j, i + 1)] += d1 + e1;
    dTheta[parameter(j, i + 2)] += d2 + e2;
  }

  /**
   * As {@link #backward}, but kept apart by rows.
   *
   * @param x {@code [in x rows]}
   * @param dy {@code [out x rows]}
   * @param dTheta {@code [parameters x rows]}, parameter by parameter, added to
   */
  public void backwardRows(double[] x, double[] dy, double[] dTheta) {
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < in; i++) {
        int to = (j * in + i) * rows;
        for (int r = 0; r < rows; r++) {
          dTheta[to + r] += dy[j * rows + r] * x[i * rows + r];
        }
      }
      int to = (out * in + j) * rows;
      for (int r = 0; r < rows; r++) {
        dTheta[to + r] += dy[j * rows + r];
      }
    }
  }
}
