package org.bitgrad.analysis;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Distributions behind the intervals. */
final class Quantiles {
  /** Probability that an interval leaves out at each end. */
  static final double TAIL = 0.025;

  private static final double MANY_DEGREES = 1000;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Quantiles() {}

  /** Upper 2.5 % point of Student's t. */
  static double t(int degrees) {
    return TDistribution.of(degrees).inverseSurvivalProbability(TAIL);
  }

  /** How much wider Student's t makes an interval than the normal distribution. */
  static double widening(int degrees) {
    return t(degrees) / NORMAL.inverseSurvivalProbability(TAIL);
  }

  /** The tail of a normal distribution beyond the upper 2.5 % point of Student's t. */
  static double widenedTail(int degrees) {
    return NORMAL.survivalProbability(t(degrees));
  }

  /** P(a standard normal variable <= x). */
  static double normalBelow(double x) {
    return NORMAL.cumulativeProbability(x);
  }

  /**
   * The point below which a chi squared variable lies with the given probability. From 1000 degrees
   * on by the cube root that is nearly normal (E. Wilson, M. Hilferty, "The distribution of
   * chi-square", 1931), then right to 1e-5.
   */
  static double chiSquared(double probability, double degrees) {
    if (degrees < MANY_DEGREES) {
      return ChiSquaredDistribution.of(degrees).inverseCumulativeProbability(probability);
    }
    double variance = 2 / (9 * degrees);
    double root =
        1 - variance + NORMAL.inverseCumulativeProbability(probability) * Math.sqrt(variance);
    return degrees * root * root * root;
  }

  /** The point below which a beta variable lies with the given probability. */
  static double beta(double a, double b, double probability) {
    return BetaDistribution.of(a, b).inverseCumulativeProbability(probability);
  }

  /**
   * A 95 % interval for the mean of positive numbers, taken as a multiple of chi squared with the
   * same mean and variance: right for squared errors, which are skewed.
   *
   * @param mean estimate
   * @param varianceOfMean estimated variance of the estimate
   * @param degrees degrees of freedom of that variance
   */
  static Interval positiveMean(double mean, double varianceOfMean, int degrees) {
    if (mean <= 0 || varianceOfMean <= 0) {
      return new Interval(Math.max(0, mean), Math.max(0, mean));
    }
    double widening = widening(degrees);
    double own = 2 * mean * mean / (varianceOfMean * widening * widening);
    return new Interval(mean * own / chiSquared(1 - TAIL, own), mean * own / chiSquared(TAIL, own));
  }
}
