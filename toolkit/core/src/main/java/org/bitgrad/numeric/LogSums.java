package org.bitgrad.numeric;

/**
 * Sums of numbers that are given by their logarithms, without overflow, and differences of such
 * sums without cancellation. The terms stand {@code stride} apart.
 */
public final class LogSums {
  /** Beyond this share of the sum a difference is taken between two logarithms. */
  private static final double LEAST_SHARE = -0.5;

  private static final double LARGEST_EXPONENT = 30;

  private LogSums() {}

  /**
   * The logarithm of the mean, {@code log((1/n) sum_k exp(x_k))}.
   *
   * @param x logarithms
   * @param first index of the first
   * @param stride distance of one to the next
   * @param count n, at least 1
   * @return the logarithm; exactly c where every x is c
   */
  public static double logMean(double[] x, int first, int stride, int count) {
    double largest = largest(x, first, stride, count, -1);
    return largest + Math.log(scaledSum(x, first, stride, count, -1, largest) / count);
  }

  /**
   * The logarithm of the sum of all terms but one.
   *
   * @param x logarithms
   * @param first index of the first
   * @param stride distance of one to the next
   * @param count n, at least 1
   * @param left number of the term that is left out, 0 to n - 1
   * @return the logarithm; minus infinity for n = 1
   */
  public static double logSumWithout(double[] x, int first, int stride, int count, int left) {
    if (count == 1) {
      return Double.NEGATIVE_INFINITY;
    }
    double largest = largest(x, first, stride, count, left);
    return largest + Math.log(scaledSum(x, first, stride, count, left, largest));
  }

  /**
   * The logarithm of the mean of all terms but one.
   *
   * @param x logarithms
   * @param first index of the first
   * @param stride distance of one to the next
   * @param count n, at least 2
   * @param left number of the term that is left out, 0 to n - 1
   * @return the logarithm; exactly c where every other x is c
   */
  public static double logMeanWithout(double[] x, int first, int stride, int count, int left) {
    double largest = largest(x, first, stride, count, left);
    return largest + Math.log(scaledSum(x, first, stride, count, left, largest) / (count - 1));
  }

  /**
   * The mean of all logarithms but one, which is the logarithm of the geometric mean.
   *
   * @param x logarithms
   * @param first index of the first
   * @param stride distance of one to the next
   * @param count n, at least 2
   * @param left number of the term that is left out, 0 to n - 1
   * @return the mean; exactly c where every other x is c
   */
  public static double meanWithout(double[] x, int first, int stride, int count, int left) {
    double largest = largest(x, first, stride, count, left);
    double below = 0;
    for (int k = 0; k < count; k++) {
      below += k == left ? 0 : x[first + k * stride] - largest;
    }
    return largest + below / (count - 1);
  }

  /**
   * What a sum's logarithm changes when one term is exchanged, {@code log(e^others + e^term) -
   * log(e^others + e^instead)}.
   *
   * @param others logarithm of the sum of the other terms; minus infinity if there are none
   * @param term logarithm of the term
   * @param instead logarithm of the term that stands for it
   * @return the difference; exactly 0 where the two terms are equal
   */
  public static double change(double others, double term, double instead) {
    if (others == Double.NEGATIVE_INFINITY) {
      return term - instead;
    }
    if (term - instead <= LARGEST_EXPONENT) {
      double share = 1 / (1 + Math.exp(others - instead)) * Math.expm1(term - instead);
      if (share > LEAST_SHARE) {
        return Math.log1p(share);
      }
    }
    return softplus(term - others) - softplus(instead - others);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double largest(double[] x, int first, int stride, int count, int left) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      if (k != left) {
        largest = Math.max(largest, x[first + k * stride]);
      }
    }
    return largest;
  }

  private static double scaledSum(
      double[] x, int first, int stride, int count, int left, double largest) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += k == left ? 0 : Math.exp(x[first + k * stride] - largest);
    }
    return sum;
  }
}
