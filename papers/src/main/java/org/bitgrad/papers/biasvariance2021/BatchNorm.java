package org.bitgrad.papers.biasvariance2021;

import java.util.Arrays;
import org.bitgrad.numeric.RowLoops;

/**
 * Batch normalisation without scale and shift of rows {@code [rows x units]}: {@code (a - mean) /
 * sqrt(variance + 1e-4)} by the statistics of the block, whose running means (share 0.15 for the
 * newest, with the variance divided by n - 1) stand in for them outside of training.
 */
final class BatchNorm {
  private static final double GUARD = 1e-4;
  private static final double NEWEST = 0.15;

  private final double[] mean;
  private final double[] inverse;
  private final double[] runningMean;
  private final double[] runningVariance;
  private final double[] slope;

  BatchNorm(int units) {
    mean = new double[units];
    inverse = new double[units];
    slope = new double[units];
    runningMean = new double[units];
    runningVariance = new double[units];
    Arrays.fill(runningVariance, 1);
  }

  /** Normalises by the block, in place, and moves the running statistics. */
  void train(double[][] a) {
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
      runningMean[j] += NEWEST * (mean[j] - runningMean[j]);
      runningVariance[j] += NEWEST * (inverse[j] / (rows - 1) - runningVariance[j]);
      inverse[j] = 1 / Math.sqrt(variance + GUARD);
    }
    normalise(a);
  }

  /** Normalises by the running statistics, in place. */
  void predict(double[][] a) {
    for (int j = 0; j < mean.length; j++) {
      mean[j] = runningMean[j];
      inverse[j] = 1 / Math.sqrt(runningVariance[j] + GUARD);
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
