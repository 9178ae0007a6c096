package org.bitgrad.cli;

import org.bitgrad.problem.States;

/**
 * The function {@code f(b) = softplus(w.b + a) + r cos(v.b) + s b_i b_j} of a case file, for bits
 * and for numbers in between.
 */
final class BitFormula {
  private final double[] w;
  private final double[] v;
  private final double a;
  private final double r;
  private final double s;
  private final int i;
  private final int j;

  /** Takes w, v, then (a, r, s), then (i, j). */
  BitFormula(double[] w, double[] v, double[] ars, int[] pair) {
    this.w = w;
    this.v = v;
    a = ars[0];
    r = ars[1];
    s = ars[2];
    i = pair[0];
    j = pair[1];
  }

  void values(States bits, double[] out) {
    for (int row = 0; row < bits.rows(); row++) {
      double z = dot(w, bits, row) + a;
      double softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      out[row] =
          softplus + r * Math.cos(dot(v, bits, row)) + s * bits.get(row, i) * bits.get(row, j);
    }
  }

  void gradient(States bits, double[] out) {
    int rows = bits.rows();
    for (int row = 0; row < rows; row++) {
      double slope = 1 / (1 + Math.exp(-(dot(w, bits, row) + a)));
      double turn = -r * Math.sin(dot(v, bits, row));
      for (int unit = 0; unit < w.length; unit++) {
        out[unit * rows + row] = slope * w[unit] + turn * v[unit];
      }
      out[i * rows + row] += s * bits.get(row, j);
      out[j * rows + row] += s * bits.get(row, i);
    }
  }

  private static double dot(double[] weights, States bits, int row) {
    double sum = 0;
    for (int unit = 0; unit < weights.length; unit++) {
      sum += weights[unit] * bits.get(row, unit);
    }
    return sum;
  }
}
