package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.RowLoops;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Encoding;

/** {@link ChainPass#flipBack} by the noise's distribution function: any noise, any weights. */
final class GeneralFlips {
  private final AffineLayer layer;
  private final double mirror;
  private final int rows;
  private final double[] p;
  private final double[] row;
  private final double[] change;
  private final double[] sum;
  private final int[] outputs;
  private final int[] weights;

  GeneralFlips(AffineLayer layer, Encoding encoding, int rows) {
    this.layer = layer;
    this.rows = rows;
    mirror = encoding.low() + encoding.high();
    p = new double[layer.shape().out() * rows];
    row = new double[rows];
    change = new double[rows];
    sum = new double[rows];
    outputs = new int[layer.shape().fan()];
    weights = new int[layer.shape().fan()];
  }

  /** A flip moves the input that it reaches by {@code factor} times the way between states. */
  void sum(double[] theta, double factor, double[] x, double[] a, double[] t, double[] dPrevious) {
    layer.noise().probabilities(a, p, 0, p.length);
    for (int i = 0; i < layer.shape().in(); i++) {
      for (int r = 0; r < rows; r++) {
        change[r] = factor * (mirror - 2 * x[i * rows + r]);
      }
      Arrays.fill(sum, 0);
      int reached = layer.shape().connections(i, outputs, weights);
      for (int k = 0; k < reached; k++) {
        add(outputs[k] * rows, theta[weights[k]], a, t);
      }
      System.arraycopy(sum, 0, dPrevious, i * rows, rows);
    }
  }

  /** Adds what the flip does to the unit whose numbers begin at {@code from}. */
  private void add(int from, double weight, double[] a, double[] t) {
    System.arraycopy(a, from, row, 0, rows);
    RowLoops.addScaled(weight, change, row);
    layer.noise().probabilities(row, row, 0, rows);
    for (int r = 0; r < rows; r++) {
      sum[r] = Math.fma(t[from + r], p[from + r] - row[r], sum[r]);
    }
  }
}
