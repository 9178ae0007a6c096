package org.bitgrad.exact;

import java.util.Arrays;

/**
 * Weighted mean and variance of several numbers, block by block of outcomes. Each block is centred
 * at its own mean and blocks are merged by the rule of Chan, Golub and LeVeque (1979), so that no
 * digits cancel when the variance is small beside the squared mean. The mean itself is a plain
 * weighted sum: merged means would keep the rounding of a first block of rare outcomes with large
 * estimates, which hides a small mean.
 */
final class MomentSum {
  private final int signs;
  private final double[] sum;
  private final double[] mean;
  private final double[] variance;
  private double total;

  MomentSum(int numbers) {
    this(numbers, 1);
  }

  /**
   * Opens sums.
   *
   * @param numbers how many
   * @param signs outcomes that stand side by side and differ in the signs of their Gauss points
   *     only, a power of two; large estimates of opposite signs cancel among them to the last digit
   */
  MomentSum(int numbers, int signs) {
    this(new double[numbers], new double[numbers], signs);
  }

  private MomentSum(double[] mean, double[] variance, int signs) {
    this.signs = signs;
    sum = mean.clone();
    this.mean = mean;
    this.variance = variance;
  }

  /** Moments that were found in another way. */
  static MomentSum known(double[] mean, double[] variance) {
    MomentSum sum = new MomentSum(mean, variance, 1);
    sum.total = 1;
    return sum;
  }

  /** {@return the moments of the mean of n independent copies} */
  MomentSum ofMean(long n) {
    double[] part = variance.clone();
    for (int i = 0; i < part.length; i++) {
      part[i] /= n;
    }
    return known(mean.clone(), part);
  }

  /**
   * Adds a block of outcomes. Outcomes of weight 0 are not looked at: an estimate may be infinite
   * where it never falls.
   *
   * @param outcomes {@code [numbers x weights.length]}, number by number; those of weight 0 are
   *     overwritten
   * @param weights probability of each outcome
   */
  void add(double[] outcomes, double[] weights) {
    double block = Arrays.stream(weights).sum();
    if (block == 0) {
      return;
    }
    int rows = weights.length;
    for (int r = 0; r < rows; r++) {
      if (weights[r] == 0) {
        for (int i = 0; i < mean.length; i++) {
          outcomes[i * rows + r] = 0;
        }
      }
    }
    double joined = total + block;
    for (int i = 0; i < mean.length; i++) {
      double part =
          signs == 1
              ? weightedSum(outcomes, i * rows, weights)
              : sumOfPairs(outcomes, i * rows, weights);
      double centre = part / block;
      double spread = weightedSquares(outcomes, i * rows, weights, centre);
      double shift = centre - mean[i];
      variance[i] += spread + shift * shift * (total * block / joined);
      sum[i] += part;
      mean[i] = sum[i] / joined;
    }
    total = joined;
  }

  /** {@return the weighted means; the buffer itself} */
  double[] mean() {
    return mean;
  }

  /** {@return the weighted sums of squared distances from the means; the buffer itself} */
  double[] variance() {
    return variance;
  }

  /** {@return the sum of all weights, 1 up to rounding when every outcome was added} */
  double total() {
    return total;
  }

  /** Four sums side by side, so that the processor need not wait for each addition. */
  private static double weightedSum(double[] x, int from, double[] w) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int r = 0;
    for (; r + 4 <= w.length; r += 4) {
      s0 += w[r] * x[from + r];
      s1 += w[r + 1] * x[from + r + 1];
      s2 += w[r + 2] * x[from + r + 2];
      s3 += w[r + 3] * x[from + r + 3];
    }
    for (; r < w.length; r++) {
      s0 += w[r] * x[from + r];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Neighbours are added, then neighbouring sums, and so on over the signs: a number depends on the
   * parity of some of their bits, so that each addition doubles or cancels, without rounding.
   */
  private double sumOfPairs(double[] x, int from, double[] w) {
    double sum = 0;
    for (int r = 0; r < w.length; r += signs) {
      sum += sumOfPairs(x, from, w, r, signs);
    }
    return sum;
  }

  private static double sumOfPairs(double[] x, int from, double[] w, int first, int count) {
    if (count == 1) {
      return w[first] * x[from + first];
    }
    int half = count / 2;
    return sumOfPairs(x, from, w, first, half) + sumOfPairs(x, from, w, first + half, half);
  }

  private static double weightedSquares(double[] x, int from, double[] w, double centre) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int r = 0;
    for (; r + 4 <= w.length; r += 4) {
      double d0 = x[from + r] - centre;
      double d1 = x[from + r + 1] - centre;
      double d2 = x[from + r + 2] - centre;
      double d3 = x[from + r + 3] - centre;
      s0 += w[r] * (d0 * d0);
      s1 += w[r + 1] * (d1 * d1);
      s2 += w[r + 2] * (d2 * d2);
      s3 += w[r + 3] * (d3 * d3);
    }
    for (; r < w.length; r++) {
      double d = x[from + r] - centre;
      s0 += w[r] * (d * d);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
