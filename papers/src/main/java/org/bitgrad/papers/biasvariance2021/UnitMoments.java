package org.bitgrad.papers.biasvariance2021;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.exact.UnitQuadrature;
import org.bitgrad.problem.Problem;

/**
 * Exact moments of an estimate of a single unit, by enumeration or quadrature.
 *
 * @param gradient the exact gradient
 * @param mean of one estimate
 * @param variance of one estimate
 */
record UnitMoments(double gradient, double mean, double variance) {
  private static final double ROUNDING = 1e-13;

  static UnitMoments of(String estimator, Problem problem) {
    Estimator recipe = Estimators.parse(estimator);
    Moments moments =
        ExactMoments.supports(recipe, problem)
            ? ExactMoments.of(recipe, problem)
            : UnitQuadrature.of(recipe, problem);
    double gradient = ExactOracle.compute(problem).gradient().flat()[0];
    return new UnitMoments(gradient, moments.mean().flat()[0], moments.variance().flat()[0]);
  }

  double bias() {
    return mean - gradient;
  }

  /** The bias for readers: 0 where it is rounding. */
  double visibleBias() {
    return Math.abs(bias()) < ROUNDING * (Math.abs(mean) + deviation()) ? 0 : bias();
  }

  /** The standard deviation for readers: 0 where it is rounding. */
  double visibleDeviation() {
    return deviation() < ROUNDING * Math.abs(mean) ? 0 : deviation();
  }

  double secondMoment() {
    return variance + mean * mean;
  }

  double deviation() {
    return Math.sqrt(variance);
  }

  /** Root mean squared error of a mean of so many estimates. */
  double error(double samples) {
    return Math.hypot(bias(), Math.sqrt(variance / samples));
  }
}
