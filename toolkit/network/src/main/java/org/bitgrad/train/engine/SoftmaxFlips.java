package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.random.VectorMath;

/** Softmax of a row with each flip by itself, in float64: for flips of any size. */
final class SoftmaxFlips {
  private final HeadTables tables;
  private final double[][] probabilities;
  private final double[] largest;
  private final double[] ofLabel;
  private final double[] sum;

  SoftmaxFlips(HeadTables tables) {
    this.tables = tables;
    probabilities = new double[tables.out][tables.flips];
    largest = new double[tables.flips];
    ofLabel = new double[tables.flips];
    sum = new double[tables.flips];
  }

  /**
   * Evaluates all flips.
   *
   * @param eta outputs of the row
   * @param bits 1 where the flip is one down
   * @param label of the row
   */
  void at(double[] eta, float[] bits, int label) {
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int c = 0; c < eta.length; c++) {
      for (int i = 0; i < largest.length; i++) {
        probabilities[c][i] = eta[c] + tables.change(c, i, bits);
      }
      largest(probabilities[c], largest);
    }
    System.arraycopy(probabilities[label], 0, ofLabel, 0, ofLabel.length);
    Arrays.fill(sum, 0);
    for (double[] row : probabilities) {
      subtract(largest, row);
      VectorMath.exp(row, row, 0, row.length);
      add(row, sum);
    }
    for (double[] row : probabilities) {
      divide(sum, row);
    }
  }

  private static void largest(double[] x, double[] most) {
    for (int i = 0; i < x.length; i++) {
      most[i] = Math.max(most[i], x[i]);
    }
  }

  private static void subtract(double[] x, double[] from) {
    for (int i = 0; i < x.length; i++) {
      from[i] -= x[i];
    }
  }

  private static void add(double[] x, double[] to) {
    for (int i = 0; i < x.length; i++) {
      to[i] += x[i];
    }
  }

  private static void divide(double[] by, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] /= by[i];
    }
  }

  /** Writes the loss less that of each flip; small losses have all their digits. */
  void changes(double loss, int label, float[] out) {
    for (int i = 0; i < out.length; i++) {
      double others = 0;
      for (int c = 0; c < probabilities.length; c++) {
        others += c == label ? 0 : probabilities[c][i];
      }
      double large = StrictMath.log(sum[i]) + (largest[i] - ofLabel[i]);
      out[i] = (float) (loss - (others < 0.5 ? -StrictMath.log1p(-others) : large));
    }
  }

  /**
   * Mixes a class into the weights' derivatives; the label's see minus those of all other classes.
   *
   * @param c class
   * @param label of the row
   * @param row what is mixed
   * @param scale of the row in the mean
   * @return the mixed probability of the class
   */
  double mix(int c, int label, HeadRow row, float scale) {
    double mixed = 0;
    for (int i = 0; i < row.flips; i++) {
      double p = row.rho[i] * probabilities[c][i];
      mixed += p;
      float own = (float) (scale * tables.step * (1 - 2 * row.bits[i]) * p);
      if (c != label) {
        row.ownWeights[c][i] += own;
        row.ownWeights[label][i] -= own;
      }
    }
    return mixed;
  }
}
