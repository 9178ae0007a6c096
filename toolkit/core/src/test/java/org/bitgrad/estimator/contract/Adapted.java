package org.bitgrad.estimator.contract;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Problem;

/** What estimators have learned after a few steps of adaptation; others have no state. */
final class Adapted {
  private static final int STEPS = 3;

  private Adapted() {}

  static double[] state(Estimator estimator, Problem problem) {
    Session session = estimator.open(problem);
    for (int i = 0; i < STEPS; i++) {
      session.adapt(SiteDraw.random(100 + i));
    }
    return session.state();
  }
}
