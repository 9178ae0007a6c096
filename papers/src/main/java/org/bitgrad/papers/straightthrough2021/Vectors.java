package org.bitgrad.papers.straightthrough2021;

import java.util.Arrays;
import org.bitgrad.numeric.Sums;

/** Norms, products and averages. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] x, double[] y) {
    return Sums.dot(x, 0, y, 0, x.length);
  }

  static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  static double mean(double... x) {
    return Arrays.stream(x).sum() / x.length;
  }

  static double median(double... x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return (sorted[half] + sorted[sorted.length - 1 - half]) / 2;
  }
}
