package org.bitgrad.random;

/**
 * The probability that k given gaps of n between uniform points are longer than {@code t = 1 - w},
 * {@code w = p^(1/(n-1))}, and the others are not.
 *
 * <p>Inclusion and exclusion give an alternating sum, {@code sum_j (-1)^j binom(n-k, j) max(0, 1 -
 * (k+j) t)^(n-1)}, which loses all digits where the result is small. It is an (n-k)-th difference
 * of a truncated power, and so a sum of cardinal B-splines with positive coefficients:
 *
 * <pre>
 * k = 0:  M(1/t),        k &gt; 0:  sum_i binom(i+k-1, k-1) M(1/t - k - i),
 * M(x) = (n-1)! t^(n-1) N_n(x),  N_n the density of the sum of n uniform numbers
 * </pre>
 *
 * N_n comes from its recurrence, whose terms are positive too. Nothing cancels but what the
 * argument itself determines: distances to the ends of the support, {@code 1 - k t} and {@code n t
 * - 1}.
 */
final class DirichletPatterns {
  private DirichletPatterns() {}

  static double of(int samples, int ones, double p) {
    double root = root(samples, p);
    double t = 1 - root;
    // 1/t - 1, accurate for small p as well.
    double beyond = root / t;
    int whole = (int) beyond;
    double[] spline = spline(samples, t, beyond - whole);
    if (ones == 0) {
      return at(spline, whole + 1);
    }
    double sum = 0;
    double binomial = 1;
    for (int i = 0; i <= whole + 1 - ones; i++) {
      sum += binomial * at(spline, whole + 1 - ones - i);
      binomial *= (double) (i + ones) / (i + 1);
    }
    return sum;
  }

  private static double at(double[] spline, int index) {
    return index < spline.length ? spline[index] : 0;
  }

  /** {@code (n-1)! t^(n-1) N_n(f + j)} for j = 0, ..., n - 1. */
  private static double[] spline(int n, double t, double f) {
    double[] b = new double[n];
    b[0] = 1;
    for (int order = 2; order <= n; order++) {
      for (int j = order - 1; j >= 0; j--) {
        double before = j == 0 ? 0 : b[j - 1];
        b[j] = t * ((f + j) * b[j] + (order - j - f) * before);
      }
    }
    return b;
  }

  /** {@code p^(1/(n-1))}; one step of Newton's takes off the rounding of the exponent. */
  static double root(int samples, double p) {
    int degree = samples - 1;
    if (degree == 1 || p == 0) {
      return p;
    }
    double root = Math.pow(p, 1.0 / degree);
    return root - root * (power(root, degree) / p - 1) / degree;
  }

  static double power(double x, int exponent) {
    double product = 1;
    for (int k = 0; k < exponent; k++) {
      product *= x;
    }
    return product;
  }
}
