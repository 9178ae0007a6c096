package org.bitgrad.papers.arms2021;

import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.Measurement;

/** Claims 11 and 12: the form for multi-sample bounds, on the shared function of four bits. */
final class Bounds {
  private static final String LOCAL = "local-arms";
  private static final int ROWS = 100;

  private Bounds() {}

  /** Total variance of local ARMS in units of VIMCO's, at the same number of samples. */
  static Measurement overVimco(long seed, int estimates) {
    Problem bound = SharedCase.bound(4);
    Measurement local = sampler(bound).totalVariance(seed, estimates);
    return divided(local, Variances.total(bound, "vimco"));
  }

  /** The mean over samples of the bound, in units of the gradient. */
  static Measurement averaged(int samples, long seed, int estimates) {
    Problem bound = SharedCase.bound(samples);
    double[] gradient = ExactOracle.compute(bound).gradient().flat();
    return divided(sampler(bound).projection(seed, estimates, gradient), samples);
  }

  private static Sampler sampler(Problem bound) {
    return new Sampler(bound, Estimators.parse(LOCAL), ROWS);
  }

  static Measurement divided(Measurement m, double by) {
    return new Measurement(m.value() / by, m.low() / by, m.high() / by, m.n(), m.covers());
  }
}
