package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Affine;

/**
 * Batch normalisation with fixed statistics, folded into the affine map before it: {@code gamma (W
 * x - m) / sqrt(v + 1e-5) + beta} is an affine map again, and whatever knows one (flips, moments)
 * knows it too. Parameters are {@code W}, {@code beta} where the biases are, then {@code gamma}; of
 * each as many as there are biases. Buffers of its own: one thread.
 */
final class FoldedNormalisation {
  /** Added to variances, so that a channel that does not vary can be normalised. */
  static final double EPSILON = 1e-5;

  private final int weights;
  private final int channels;
  private final int each;
  private final double[] statistics;
  private final double[] folded;
  private final double[] gradient;
  private double[] gradientRows;

  FoldedNormalisation(Affine map, double[] statistics) {
    weights = map.weights();
    channels = map.size() - weights;
    each = weights / channels;
    this.statistics = statistics;
    folded = new double[map.size()];
    gradient = new double[map.size()];
  }

  private double perDeviation(int c) {
    return 1 / Math.sqrt(statistics[channels + c] + EPSILON);
  }

  /** The parameters of the affine map that it all comes to; a buffer. */
  double[] fold(double[] theta) {
    for (int c = 0; c < channels; c++) {
      double factor = theta[weights + channels + c] * perDeviation(c);
      for (int i = c * each; i < (c + 1) * each; i++) {
        folded[i] = factor * theta[i];
      }
      folded[weights + c] = theta[weights + c] - factor * statistics[c];
    }
    return folded;
  }

  /** A buffer of zeros for the derivatives of the folded parameters. */
  double[] cleared() {
    Arrays.fill(gradient, 0);
    return gradient;
  }

  /** The same for derivatives that are kept apart by rows. */
  double[] cleared(int rows) {
    if (gradientRows == null) {
      gradientRows = new double[Math.multiplyExact(gradient.length, rows)];
    }
    Arrays.fill(gradientRows, 0);
    return gradientRows;
  }

  /** Adds the derivatives of the parameters, given those of the folded ones for some rows. */
  void unfold(double[] theta, double[] d, int rows, double[] out) {
    for (int c = 0; c < channels; c++) {
      double gamma = theta[weights + channels + c];
      double perDeviation = perDeviation(c);
      for (int r = 0; r < rows; r++) {
        double shift = d[(weights + c) * rows + r];
        double sum = -statistics[c] * shift;
        for (int i = c * each; i < (c + 1) * each; i++) {
          out[i * rows + r] += gamma * perDeviation * d[i * rows + r];
          sum += theta[i] * d[i * rows + r];
        }
        out[(weights + c) * rows + r] += shift;
        out[(weights + channels + c) * rows + r] += perDeviation * sum;
      }
    }
  }
}
