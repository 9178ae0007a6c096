package org.bitgrad.analysis;

/**
 * The distribution of {@code Q = sum_i |b_i + sqrt(s_i) z_i|^2} with standard normal {@code z_i} of
 * {@code m_i} dimensions, by its saddlepoint approximation (D. Kuonen, "Saddlepoint approximations
 * for distributions of quadratic forms in normal variables", 1999): with the cumulant function
 *
 * <pre>{@code K(t) = sum_i t |b_i|^2 / (1 - 2 t s_i) - m_i log(1 - 2 t s_i) / 2}</pre>
 *
 * and {@code K'(t) = q}, {@code P(Q <= q) = Phi(w + log(v / w) / w)} where {@code w = sign(t)
 * sqrt(2 (t q - K(t)))} and {@code v = t sqrt(K''(t))}. Right to about one part in a hundred in
 * both tails.
 */
final class QuadraticForm {
  private static final int STEPS = 100;
  private static final double FAR = 1e30;
  private static final double NEAR_MEAN = 1e-3;

  private final Spectrum spectrum;
  private final double[] squaredBias;
  private final double largest;

  /**
   * Describes the form.
   *
   * @param spectrum the eigenvalues {@code s_i > 0} and their multiplicities {@code m_i}
   * @param squaredBias {@code |b_i|^2}
   */
  QuadraticForm(Spectrum spectrum, double[] squaredBias) {
    this.spectrum = spectrum;
    this.squaredBias = squaredBias;
    largest = spectrum.largest();
  }

  /** P(Q <= q) for positive q. */
  double below(double q) {
    double low = 1 / FAR;
    double high = FAR;
    for (int i = 0; i < STEPS && high > low * (1 + 1e-13); i++) {
      double middle = Math.sqrt(low * high);
      if (slope(middle) < q) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return at(q, Math.sqrt(low * high));
  }

  /** The saddlepoint as {@code stretch = 1 / (1 - 2 t max(s))}: 1 at the mean, positive. */
  private double at(double q, double stretch) {
    double t = (1 - 1 / stretch) / (2 * largest);
    double k = 0;
    double k2 = 0;
    double k3 = 0;
    for (int i = 0; i < squaredBias.length; i++) {
      double s = spectrum.value(i);
      double m = spectrum.multiplicity(i);
      double d = divisor(i, stretch);
      double b = squaredBias[i];
      k += t * b / d - m * Math.log(d) / 2;
      k2 += (2 * m * s * s + 4 * s * b / d) / (d * d);
      k3 += (8 * m * s * s * s + 24 * s * s * b / d) / (d * d * d);
    }
    double w = Math.copySign(Math.sqrt(Math.max(0, 2 * (t * q - k))), t);
    double v = t * Math.sqrt(k2);
    if (Math.abs(v) < NEAR_MEAN || w == 0) {
      // The formula is 0/0 at the mean; this is its limit, with the same slope as Phi.
      double skewness = k3 / (k2 * Math.sqrt(k2));
      return Quantiles.normalBelow(v) + skewness / (6 * Math.sqrt(2 * Math.PI));
    }
    return Quantiles.normalBelow(w + Math.log(v / w) / w);
  }

  /** K'(t), which grows from 0 with the stretch. */
  private double slope(double stretch) {
    double sum = 0;
    for (int i = 0; i < squaredBias.length; i++) {
      double d = divisor(i, stretch);
      sum += squaredBias[i] / (d * d) + spectrum.multiplicity(i) * spectrum.value(i) / d;
    }
    return sum;
  }

  /** {@code 1 - 2 t s_i}. */
  private double divisor(int i, double stretch) {
    double r = spectrum.value(i) / largest;
    return 1 - r + r / stretch;
  }
}
