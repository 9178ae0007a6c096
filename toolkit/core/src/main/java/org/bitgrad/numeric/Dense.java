package org.bitgrad.numeric;

import java.util.Arrays;

/**
 * A dense affine map {@code y = W x + b} of blocks that are stored unit by unit ({@code [units x
 * rows]}, element {@code j * rows + r}). Parameters are one array: {@code W} row-major {@code [out
 * x in]}, then {@code b}.
 *
 * @param in inputs
 * @param out outputs
 */
public record Dense(int in, int out) {

  /** {@return number of parameters} */
  public int size() {
    return out * (in + 1);
  }

  /**
   * Computes {@code y = W x + b}.
   *
   * @param theta parameters
   * @param x {@code [in x rows]}
   * @param rows rows
   * @param y {@code [out x rows]}, overwritten
   */
  public void forward(double[] theta, double[] x, int rows, double[] y) {
    for (int j = 0; j < out; j++) {
      Arrays.fill(y, j * rows, (j + 1) * rows, theta[out * in + j]);
      for (int i = 0; i < in; i++) {
        addScaled(theta[j * in + i], x, i * rows, rows, y, j * rows);
      }
    }
  }

  /**
   * Adds {@code dy x^T} and the sums of {@code dy} to the derivatives of {@code W} and {@code b}.
   *
   * @param x {@code [in x rows]}
   * @param dy {@code [out x rows]}
   * @param rows rows
   * @param dTheta derivatives of the parameters, added to
   */
  public void backward(double[] x, double[] dy, int rows, double[] dTheta) {
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < in; i++) {
        dTheta[j * in + i] += Sums.dot(dy, j * rows, x, i * rows, rows);
      }
      dTheta[out * in + j] += Sums.sum(dy, j * rows, rows);
    }
  }

  /**
   * As {@link #backward}, but kept apart by rows.
   *
   * @param x {@code [in x rows]}
   * @param dy {@code [out x rows]}
   * @param rows rows
   * @param dTheta {@code [parameters x rows]}, parameter by parameter, added to
   */
  public void backwardRows(double[] x, double[] dy, int rows, double[] dTheta) {
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

  /**
   * Computes {@code dx = W^T dy}.
   *
   * @param theta parameters
   * @param dy {@code [out x rows]}
   * @param rows rows
   * @param dx {@code [in x rows]}, overwritten
   */
  public void backwardInput(double[] theta, double[] dy, int rows, double[] dx) {
    Arrays.fill(dx, 0, in * rows, 0);
    for (int i = 0; i < in; i++) {
      for (int j = 0; j < out; j++) {
        addScaled(theta[j * in + i], dy, j * rows, rows, dx, i * rows);
      }
    }
  }

  private static void addScaled(
      double factor, double[] x, int fromX, int length, double[] y, int fromY) {
    for (int r = 0; r < length; r++) {
      y[fromY + r] = Math.fma(factor, x[fromX + r], y[fromY + r]);
    }
  }
}
