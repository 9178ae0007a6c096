package org.bitgrad.analysis;

import java.util.Arrays;

/**
 * The norm of the bias {@code b = E[estimate] - g}, with a 95 % interval.
 *
 * <p>With the mean {@code m} of N estimates, {@code Q = |m - g|^2} exceeds {@code |b|^2} by {@code
 * trace(cov)/N} on average; the difference, no less than 0, is the estimate of {@code |b|^2}.
 * {@code m} is nearly normal with covariance {@code S = cov/N}, so Q is a quadratic form of a
 * normal vector, whose distribution {@link QuadraticForm} gives. The interval holds the values of
 * {@code |b|^2} under which Q is not in a 2.5 % tail. It must be known in which direction b points:
 * for each length, the most likely one given m is taken (constrained maximum likelihood, C. Chuang
 * and T. L. Lai, "Hybrid resampling methods for confidence intervals", 2000), {@code b = (I - mu
 * S)^-1 (m - g)}. The lower end is 0 where an unbiased estimator explains Q; at the upper end the
 * tail is taken relative to the probability of so small a Q without any bias (A. L. Read,
 * "Presentation of search results: the CLs technique", 2002), so that a lucky mean does not claim
 * to exclude every bias.
 */
final class BiasEstimate {
  private static final int STEPS = 60;
  private static final double LARGEST = 1e15;

  private final double q;
  private final double trace;
  private final double[] bias;
  private final GroupStatistics group;

  /** Needs two trials at least; the interval, 20. */
  BiasEstimate(GroupStatistics group) {
    this.group = group;
    RunningMoments total = group.total();
    double[] g = group.target().gradient();
    bias = total.mean().clone();
    double sum = 0;
    for (int i = 0; i < bias.length; i++) {
      bias[i] -= g[i];
      sum += bias[i] * bias[i];
    }
    q = sum;
    double trials = total.count();
    trace = total.totalSquares() / (trials - 1) / trials;
  }

  double norm() {
    return Math.sqrt(Math.max(0, q - trace));
  }

  Interval interval() {
    if (trace == 0 || q == 0) {
      return new Interval(Math.sqrt(q), Math.sqrt(q));
    }
    Law law = new Law(Spectrum.of(group, bias, trace));
    double ratio = q / trace;
    double tail = Quantiles.widenedTail(group.batchMeans().length - 1);
    double unbiased = law.below(ratio, Double.POSITIVE_INFINITY);
    double low = 0;
    if (unbiased > 1 - tail) {
      low = law.squaredBias(solve(law, 1 - tail)) * trace;
    }
    double high = law.squaredBias(solve(law, tail * unbiased)) * trace;
    return new Interval(Math.sqrt(low), Math.sqrt(Math.max(low, high)));
  }

  /** The pull under which P(Q <= q) has the given value; P rises with the pull. */
  private double solve(Law law, double probability) {
    double low = 1 / LARGEST;
    double high = LARGEST;
    for (int i = 0; i < STEPS && high > low * (1 + 1e-12); i++) {
      double middle = Math.sqrt(low * high);
      if (law.below(q / trace, middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(low * high);
  }

  /**
   * The distribution of Q for a bias of any length. Its squared parts at pull 1 are the observed
   * ones less what noise adds to them on average; eigenvalues within a factor of two share one
   * part, since single parts are too noisy to be told from 0. Along an eigenvector with eigenvalue
   * {@code r} times the largest the pull w divides the bias by {@code 1 - r + r w}: as w grows it
   * shrinks to 0, first where the noise is large, and as w falls it grows, first there too.
   */
  private static final class Law {
    /** Keeps a direction open in which nothing was seen; too small to count otherwise. */
    private static final double TRACE_OF_EVERYTHING = 1e-6;

    private static final int OCTAVES = 64;

    private final Spectrum spectrum;
    private final double largest;
    private final double[] parts;

    Law(Spectrum spectrum) {
      this.spectrum = spectrum;
      largest = spectrum.largest();
      parts = parts();
    }

    private int octave(int i) {
      return Math.min(OCTAVES - 1, Math.getExponent(largest / spectrum.value(i)));
    }

    private double[] parts() {
      double[] seen = new double[OCTAVES];
      double[] noise = new double[OCTAVES];
      for (int i = 0; i < spectrum.size(); i++) {
        seen[octave(i)] += spectrum.square(i);
        noise[octave(i)] += spectrum.value(i) * spectrum.multiplicity(i);
      }
      double[] split = new double[spectrum.size()];
      for (int i = 0; i < split.length; i++) {
        int o = octave(i);
        double kept = seen[o] > noise[o] ? 1 - noise[o] / seen[o] : 0;
        split[i] = spectrum.square(i) * Math.max(kept, TRACE_OF_EVERYTHING);
      }
      return split;
    }

    private double[] squares(double pull) {
      double[] squares = new double[parts.length];
      for (int i = 0; i < squares.length && Double.isFinite(pull); i++) {
        double r = spectrum.value(i) / largest;
        double divisor = 1 - r + r * pull;
        squares[i] = parts[i] / (divisor * divisor);
      }
      return squares;
    }

    double squaredBias(double pull) {
      return Arrays.stream(squares(pull)).sum();
    }

    /** P(Q <= q trace(S)). */
    double below(double q, double pull) {
      return new QuadraticForm(spectrum, squares(pull)).below(q);
    }
  }
}
