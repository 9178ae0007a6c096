package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.RowLoops;
import org.bitgrad.problem.ChainPass;

/**
 * {@link ChainPass#flipBack} of a dense layer with logistic noise, without an exponential per flip.
 *
 * <p>With odds {@code E_j = exp(-a_j / s)}, a flip of bit {@code x_i} multiplies them by {@code
 * f_ji = exp(-w_ji (x_i' - x_i) / s)}, one of two numbers per weight. They are chosen by
 * arithmetic, {@code bit high + (low - bit low)}, which is exact for a bit; so
 *
 * <pre>dPrevious_i = sum_j t_j p_j - sum_j t_j / (1 + E_j f_ji),    t_j = s_j delta_j.</pre>
 *
 * Two terms share a division. {@code E <= e^345} and {@code f <= e^40}, so a product of two
 * denominators overflows only where both terms are below e^-300; it then gives 0.
 */
final class LogisticFlips implements RatioFlips {
  private final int in;
  private final int out;
  private final double[][] bits;
  private final double[][] odds;
  private final double[][] signed;
  private final double[] constant;
  private final double[] row;
  private final FlipFactors factors;

  LogisticFlips(Dense shape, int rows) {
    in = shape.in();
    out = shape.out();
    bits = new double[in][rows];
    odds = new double[out][rows];
    signed = new double[out][rows];
    constant = new double[rows];
    row = new double[rows];
    factors = new FlipFactors(in * out);
  }

  @Override
  public boolean weights(double[] theta, double step) {
    return factors.weights(theta, step);
  }

  @Override
  public void sum(double[] x, double[] odds0, double[] p, double[] t, double[] dPrevious) {
    RowLoops.split(x, bits);
    RowLoops.split(odds0, odds);
    RowLoops.split(t, signed);
    int rows = row.length;
    Arrays.fill(constant, 0);
    for (int j = 0; j < out; j++) {
      System.arraycopy(p, j * rows, row, 0, rows);
      addProduct(row, signed[j], constant);
    }
    for (int i = 0; i < in; i++) {
      System.arraycopy(constant, 0, row, 0, rows);
      int j = 0;
      for (; j + 1 < out; j += 2) {
        subtractTwo(i, j);
      }
      if (j < out) {
        subtractOne(i, j);
      }
      System.arraycopy(row, 0, dPrevious, i * rows, rows);
    }
  }

  private static void addProduct(double[] x, double[] y, double[] to) {
    for (int r = 0; r < to.length; r++) {
      to[r] = Math.fma(x[r], y[r], to[r]);
    }
  }

  private void subtractTwo(int i, int j) {
    int weight = j * in + i;
    double low0 = factors.low[weight];
    double high0 = factors.high[weight];
    double low1 = factors.low[weight + in];
    double high1 = factors.high[weight + in];
    double[] x = bits[i];
    double[] odds0 = odds[j];
    double[] odds1 = odds[j + 1];
    double[] t0 = signed[j];
    double[] t1 = signed[j + 1];
    double[] to = row;
    for (int r = 0; r < to.length; r++) {
      double d0 = Math.fma(odds0[r], Math.fma(x[r], high0, Math.fma(-x[r], low0, low0)), 1);
      double d1 = Math.fma(odds1[r], Math.fma(x[r], high1, Math.fma(-x[r], low1, low1)), 1);
      to[r] -= Math.fma(t0[r], d1, t1[r] * d0) / (d0 * d1);
    }
  }

  private void subtractOne(int i, int j) {
    double low0 = factors.low[j * in + i];
    double high0 = factors.high[j * in + i];
    double[] x = bits[i];
    double[] odds0 = odds[j];
    double[] t0 = signed[j];
    double[] to = row;
    for (int r = 0; r < to.length; r++) {
      to[r] -= t0[r] / Math.fma(odds0[r], Math.fma(x[r], high0, Math.fma(-x[r], low0, low0)), 1);
    }
  }
}
