package org.bitgrad.papers.biasvariance2021;

import java.util.Arrays;
import org.bitgrad.numeric.RowLoops;

/**
 * Batch normalisation without scale and shift of rows {@code [rows x units]}: {@code (a - mean) /
 * sqrt(variance + 1e-4)} by the statistics of the block, or by means of those of several blocks
 * (the variance divided by n - 1).
 */
final class BatchNorm {
  private static final double GUARD = 1e-4;

  private final double[] mean;
  private final double[] inverse;
  private final double[] averageMean;
  private final double[] averageVariance;
  private final double[] slope;

  BatchNorm(int units) {
    mean = new double[units];
    inverse = new double[units];
    slope = new double[units];
    averageMean = new double[units];
    averageVariance = new double[units];
    Arrays.fill(averageVariance, 1);
  }

  /**
   * Normalises by the block, in place.
   *
   * @param a the block
   * @param newest share of this block in the means over blocks; 0 leaves them
   */
  void train(double[][] a, double newest) {
    int rows = a.length;
    Arrays.fill(mean, 0);
    for (double[] row : a) {
      RowLoops.add(row, mean);
    }
    RowLoops.affine(1.0 / rows, 0, mean);
    Arrays.fill(inverse, 0);
    for (double[] row : a) {
      addSquares(row, mean, inverse);
    }
    for (int j = 0; j < mean.length; j++) {
      double variance = inverse[j] / rows;
      averageMean[j] += newest * (mean[j] - averageMean[j]);
      averageVariance[j] += newest * (inverse[j] / (rows - 1) - averageVariance[j]);
      inverse[j] = 1 / Math.sqrt(variance + GUARD);
    }
    normalise(a);
  }

  /** Normalises by the means over blocks, in place. */
  void predict(double[][] a) {
    for (int j = 0; j < mean.length; j++) {
      mean[j] = averageMean[j];
      inverse[j] = 1 / Math.sqrt(averageVariance[j] + GUARD);
    }
    normalise(a);
  }

  private void normalise(double[][] a) {
    for (double[] row : a) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (row[j] - mean[j]) * inverse[j];
      }
    }
  }

  private static void addSquares(double[] row, double[] mean, double[] to) {
    for (int j = 0; j < to.length; j++) {
      double away = row[j] - mean[j];
      to[j] = Math.fma(away, away, to[j]);
    }
  }

  /**
   * Turns derivatives in the normalised numbers into those in the numbers before, in place.
   *
   * @param normalised what {@link #train} made
   * @param d derivatives
   */
  void backward(double[][] normalised, double[][] d) {
    int rows = d.length;
    Arrays.fill(mean, 0);
    Arrays.fill(slope, 0);
    for (int r = 0; r < rows; r++) {
      RowLoops.add(d[r], mean);
      addProducts(d[r], normalised[r], slope);
    }
    RowLoops.affine(1.0 / rows, 0, mean);
    RowLoops.affine(1.0 / rows, 0, slope);
    for (int r = 0; r < rows; r++) {
      centre(normalised[r], d[r]);
    }
  }

  private static void addProducts(double[] x, double[] y, double[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] = Math.fma(x[j], y[j], to[j]);
    }
  }

  private void centre(double[] n, double[] d) {
    for (int j = 0; j < d.length; j++) {
      d[j] = inverse[j] * (d[j] - mean[j] - n[j] * slope[j]);
    }
  }
}
