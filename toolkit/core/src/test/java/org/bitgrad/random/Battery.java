package org.bitgrad.random;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Statistical tests of random words, each the test statistic divided by the bound that an ideal
 * generator exceeds with probability {@link #ALPHA} at most: a ratio above 1 rejects.
 */
final class Battery {

  /** False-alarm rate of one test family, Bonferroni over its comparisons. */
  static final double ALPHA = 1e-6;

  private static final int BYTE_VALUES = 256;

  private Battery() {}

  /** Frequencies of the 256 values of each of the eight bytes, by chi-square. */
  static double bytes(long[] words) {
    double bound =
        ChiSquaredDistribution.of(BYTE_VALUES - 1).inverseSurvivalProbability(ALPHA / Long.BYTES);
    double worst = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      int[] counts = new int[BYTE_VALUES];
      for (long word : words) {
        counts[(int) (word >>> shift) & 0xFF]++;
      }
      double expected = (double) words.length / BYTE_VALUES;
      double statistic = 0;
      for (int count : counts) {
        statistic += (count - expected) * (count - expected) / expected;
      }
      worst = Math.max(worst, statistic / bound);
    }
    return worst;
  }

  /** Largest distance of the empirical cdf from the uniform one (Dvoretzky, Kiefer, Wolfowitz). */
  static double uniformity(double[] numbers) {
    return uniformity(numbers, 1);
  }

  /** The same as one of {@code comparisons} made. */
  static double uniformity(double[] numbers, int comparisons) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      distance = Math.max(distance, (i + 1.0) / sorted.length - sorted[i]);
      distance = Math.max(distance, sorted[i] - (double) i / sorted.length);
    }
    return distance / Math.sqrt(Math.log(2 * comparisons / ALPHA) / (2 * sorted.length));
  }

  /** Correlation of two sequences of uniform numbers, one of {@code comparisons} made. */
  static double correlation(double[] x, double[] y, int lag, int comparisons) {
    int n = x.length - lag;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (x[i] - 0.5) * (y[i + lag] - 0.5);
    }
    return Math.abs(12 * sum / Math.sqrt(n)) / normalBound(comparisons);
  }

  /** Share of ones at each of the 64 bit positions. */
  static double bits(long[] words) {
    double worst = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      int ones = 0;
      for (long word : words) {
        ones += (int) (word >>> bit) & 1;
      }
      double z = Math.abs(2.0 * ones - words.length) / Math.sqrt(words.length);
      worst = Math.max(worst, z / normalBound(Long.SIZE));
    }
    return worst;
  }

  /** Share of positions at which two sequences of words agree, bit by bit of all 64. */
  static double agreement(long[] x, long[] y, int comparisons) {
    long[] differences = new long[x.length];
    long ones = 0;
    for (int i = 0; i < x.length; i++) {
      differences[i] = x[i] ^ y[i];
      ones += Long.bitCount(differences[i]);
    }
    double n = (double) Long.SIZE * x.length;
    return Math.abs(2 * ones - n) / Math.sqrt(n) / normalBound(comparisons);
  }

  private static double normalBound(int comparisons) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability(ALPHA / 2 / comparisons);
  }
}
