package org.bitgrad.numeric;

/**
 * A dense affine map {@code y = W x + b} of blocks with a fixed number of rows, stored unit by unit
 * ({@code [units x rows]}, element {@code j * rows + r}). Parameters are one array: {@code W}
 * row-major {@code [out x in]}, then {@code b}. Holds working rows: one thread.
 *
 * <p>Cost: {@code in * out * rows} fused multiply-adds each; forward and backward through the input
 * are vectorised over rows, the sums over rows run in a fixed order.
 */
public final class DenseBlock implements AffineBlock {
  private final int in;
  private final int out;
  private final int rows;
  private final double[][] inputs;
  private final double[][] outputs;
  private final double[] row;
  private final double[] factors;
  private final OuterSums outer;

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
    factors = new double[Math.max(in, out) + 1];
    outer = new OuterSums(shape, rows);
  }

  /**
   * Computes {@code y = W x + b}.
   *
   * @param theta parameters
   * @param x {@code [in x rows]}
   * @param y {@code [out x rows]}, overwritten
   */
  @Override
  public void forward(double[] theta, double[] x, double[] y) {
    RowLoops.split(x, inputs);
    for (int j = 0; j < out; j++) {
      System.arraycopy(theta, j * in, factors, 0, in);
      factors[in] = theta[out * in + j];
      RowLoops.combine(factors, inputs, row);
      System.arraycopy(row, 0, y, j * rows, rows);
    }
  }

  /**
   * Copies states into a row per input, as bits.
   *
   * @param x {@code [in x rows]}, each {@code low} or {@code low + step}
   * @param low the number for bit 0
   * @param step distance to the number for bit 1
   * @return working rows of this block, 0 or 1
   */
  public double[][] bitRows(double[] x, double low, double step) {
    RowLoops.split(x, inputs);
    if (low != 0 || step != 1) {
      for (double[] bits : inputs) {
        RowLoops.affine(1 / step, -low / step, bits);
      }
    }
    return inputs;
  }

  /**
   * Computes {@code dx = W^T dy}.
   *
   * @param theta parameters
   * @param dy {@code [out x rows]}
   * @param dx {@code [in x rows]}, overwritten
   */
  @Override
  public void backwardInput(double[] theta, double[] dy, double[] dx) {
    RowLoops.split(dy, outputs);
    factors[out] = 0;
    for (int i = 0; i < in; i++) {
      for (int j = 0; j < out; j++) {
        factors[j] = theta[j * in + i];
      }
      RowLoops.combine(factors, outputs, row);
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
  @Override
  public void backward(double[] x, double[] dy, double[] dTheta) {
    outer.add(x, dy, dTheta);
  }

  /**
   * As {@link #backward}, but kept apart by rows.
   *
   * @param x {@code [in x rows]}
   * @param dy {@code [out x rows]}
   * @param dTheta {@code [parameters x rows]}, parameter by parameter, added to
   */
  @Override
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
