package org.bitgrad.papers.autoencoder;

import java.util.Arrays;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.Outputs;
import org.bitgrad.random.VectorMath;

/**
 * The multinomial law of a document's words: {@code -sum_w count_w log softmax(eta)_w} in nats, the
 * number of orders of the words left out. Targets are the counts.
 */
final class WordLoss {
  static final OutputLoss MULTINOMIAL =
      OutputLoss.of("multinomial", WordLoss::values, WordLoss::gradient);

  private WordLoss() {}

  private static void values(Outputs at, double[] out) {
    int rows = at.rows();
    double[] sums = new double[rows];
    double[] largest = new double[rows];
    exponentials(at, new double[at.eta().length], largest, sums);
    for (int r = 0; r < rows; r++) {
      double log = largest[r] + Math.log(sums[r]);
      double sum = 0;
      for (int i = r; i < at.eta().length; i += rows) {
        sum += at.targets()[i] * (log - at.eta()[i]);
      }
      out[r] = sum;
    }
  }

  /** {@code words softmax(eta) - counts}. */
  private static void gradient(Outputs at, double[] out) {
    int rows = at.rows();
    double[] sums = new double[rows];
    exponentials(at, out, new double[rows], sums);
    double[] factors = new double[rows];
    for (int i = 0; i < at.eta().length; i++) {
      factors[i % rows] += at.targets()[i];
    }
    for (int r = 0; r < rows; r++) {
      factors[r] /= sums[r];
    }
    for (int from = 0; from < at.eta().length; from += rows) {
      for (int r = 0; r < rows; r++) {
        out[from + r] = factors[r] * out[from + r] - at.targets()[from + r];
      }
    }
  }

  /** Writes {@code exp(eta - largest)}, the largest output of each row, and sums over outputs. */
  private static void exponentials(Outputs at, double[] e, double[] largest, double[] sums) {
    int rows = at.rows();
    double[] eta = at.eta();
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int from = 0; from < eta.length; from += rows) {
      for (int r = 0; r < rows; r++) {
        largest[r] = Math.max(largest[r], eta[from + r]);
      }
    }
    for (int from = 0; from < eta.length; from += rows) {
      for (int r = 0; r < rows; r++) {
        e[from + r] = eta[from + r] - largest[r];
      }
    }
    VectorMath.exp(e, e, 0, eta.length);
    for (int from = 0; from < eta.length; from += rows) {
      for (int r = 0; r < rows; r++) {
        sums[r] += e[from + r];
      }
    }
  }
}
