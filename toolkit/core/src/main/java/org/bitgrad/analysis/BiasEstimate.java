package org.bitgrad.analysis;

/**
 * The norm of the bias {@code b = E[estimate] - g}, with a 95 % interval.
 *
 * <p>With the mean {@code m} of N estimates, {@code Q = |m - g|^2} exceeds {@code |b|^2} by {@code
 * trace(cov)/N} on average; the difference, no less than 0, is the estimate of {@code |b|^2}.
 * {@code m} is nearly normal, so Q is a quadratic form of a normal vector. With {@code S = cov/N}
 * and {@code theta = |b|^2} its cumulants are
 *
 * <pre>{@code
 * k1 = trace(S) + theta
 * k2 = 2 trace(S^2) + 4 b'Sb
 * k3 = 8 trace(S^3) + 24 b'S^2b
 * }</pre>
 *
 * and its distribution is close to that of a shifted multiple of chi squared with these three (J.
 * P. Imhof, "Computing the distribution of quadratic forms in normal variables", 1961, section 3:
 * the three-moment approximation of E. S. Pearson). The interval holds the {@code theta} under
 * which Q is in neither 2.5 % tail; its lower end is 0 where an unbiased estimator explains Q.
 *
 * <p>The traces are estimated from the means of at most 128 batches, with the corrections that make
 * them unbiased for normal means (Z. Bai, H. Saranadasa, "Effect of high dimension", 1996, for the
 * second). The direction of b is unknown; {@code b'Sb} is taken as {@code theta e'Se / |e|^2} with
 * {@code e = m - g}, which is right for a clear bias, and near zero gives the value {@code
 * trace(S^2)/trace(S)} of a typical direction.
 */
final class BiasEstimate {
  private static final int STEPS = 60;

  private final double q;
  private final double trace;
  private final double[] bias;
  private final Spectrum spectrum;

  private BiasEstimate(double trace, double[] bias, Spectrum spectrum) {
    this.trace = trace;
    this.bias = bias;
    this.spectrum = spectrum;
    double sum = 0;
    for (double b : bias) {
      sum += b * b;
    }
    q = sum;
  }

  /** Needs two trials at least; the interval, 20. */
  static BiasEstimate of(GroupStatistics group) {
    RunningMoments total = group.total();
    double[] g = group.target().gradient();
    double[] bias = total.mean().clone();
    for (int i = 0; i < bias.length; i++) {
      bias[i] -= g[i];
    }
    double trials = total.count();
    double trace = total.totalSquares() / (trials - 1) / trials;
    return new BiasEstimate(trace, bias, new Spectrum(group, trace));
  }

  double norm() {
    return Math.sqrt(Math.max(0, q - trace));
  }

  Interval interval() {
    if (trace == 0 || q == 0) {
      return new Interval(Math.sqrt(q), Math.sqrt(q));
    }
    Law law = spectrum.law(bias, q);
    double low = law.below(q, 0) <= 1 - Quantiles.TAIL ? 0 : solve(law, 1 - Quantiles.TAIL);
    double high = law.below(q, 0) <= Quantiles.TAIL ? 0 : solve(law, Quantiles.TAIL);
    return new Interval(Math.sqrt(low), Math.sqrt(Math.max(low, high)));
  }

  /** The theta under which P(Q <= q) has the given value; P falls as theta grows. */
  private double solve(Law law, double probability) {
    double low = 0;
    double high = q + trace;
    while (law.below(q, high) > probability) {
      high *= 2;
    }
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (law.below(q, middle) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The approximate distribution of Q as a function of theta.
   *
   * @param trace1 trace(S)
   * @param trace2 trace(S^2)
   * @param trace3 trace(S^3)
   * @param along b'Sb / theta
   * @param along2 b'S^2b / theta
   */
  record Law(double trace1, double trace2, double trace3, double along, double along2) {
    double below(double q, double theta) {
      double k1 = trace1 + theta;
      double k2 = 2 * trace2 + 4 * along * theta;
      double k3 = 8 * trace3 + 24 * along2 * theta;
      double degrees = 8 * k2 * k2 * k2 / (k3 * k3);
      double scale = k3 / (4 * k2);
      return Quantiles.chiSquaredBelow((q - k1) / scale + degrees, degrees);
    }
  }
}
