package org.bitgrad.analysis;

/**
 * The distribution of {@code Q = sum_i |b_i + sqrt(s_i) z_i|^2} with standard normal {@code z_i} of
 * {@code m_i} dimensions, by its saddlepoint approximation (D. Kuonen, "Saddlepoint approximations
 * for distributions of quadratic forms in normal variables", 1999): with the cumulant function
 *
 * <pre>{@code K(t) = sum_i t |b_i|^2 / (1 - 2 t c s_i) - m_i log(1 - 2 t s_i) / 2}</pre>
 *
 * and {@code K'(t) = q}, {@code P(Q <= q) = Phi(w + log(v / w) / w)} where {@code w = sign(t)
 * sqrt(2 (t q - K(t)))} and {@code v = t sqrt(K''(t))}. The factor c, 1 where all is known,
 * corrects the variance along the bias. Right to about one part in a hundred in both tails.
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
    largest = spectrum.largest() * Math.max(1, spectrum.stretch());
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
      double d = divisor(s, stretch);
      double b = squaredBias[i];
      double c = s * spectrum.stretch();
      double e = divisor(c, stretch);
      k += t * b / e - m * Math.log(d) / 2;
      k2 += 2 * m * s * s / (d * d) + 4 * c * b / (e * e * e);
      k3 += 8 * m * s * s * s / (d * d * d) + 24 * c * c * b / (e * e * e * e);
    }
    double w = Math.copySign(Math.sqrt(Math.max(0, 2 * (t * q - k))), t);
    double v = t * Math.sqrt(k2);
    if (Math.abs(v) < NEAR_MEAN || w == 0) {
      // log(v / w) / w is 0/0 at the mean; this is its limit.
      double skewness = k3 / (k2 * Math.sqrt(k2));
      return Quantiles.normalBelow(v + skewness / 6);
    }
    return Quantiles.normalBelow(w + Math.log(v / w) / w);
  }

  /** K'(t), which grows from 0 with the stretch. */
  private double slope(double stretch) {
    double sum = 0;
    for (int i = 0; i < squaredBias.length; i++) {
      double s = spectrum.value(i);
      double e = divisor(s * spectrum.stretch(), stretch);
      sum += squaredBias[i] / (e * e) + spectrum.multiplicity(i) * s / divisor(s, stretch);
    }
    return sum;
  }

  /** {@code 1 - 2 t s}. */
  private double divisor(double s, double stretch) {
    double r = s / largest;
    return 1 - r + r / stretch;
  }
}
