package org.bitgrad.exact;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * How the exact moments of an estimator on a problem are found, and what that costs.
 *
 * @param estimator recipe
 * @param problem expected loss
 * @param digits of an outcome; null for a deterministic estimator
 * @param cost numbers that the estimator writes
 * @param state adapted state of the estimator, empty if none
 */
@SuppressWarnings("ArrayRecordComponent")
record MomentPlan(
    Estimator estimator, Problem problem, OutcomeDigits digits, double cost, double[] state) {

  static boolean exists(Estimator estimator, Problem problem) {
    Traits traits = estimator.traits();
    boolean oneLayer = problem.chain().layers() == 1;
    boolean listed =
        switch (traits.exactMoments()) {
          case PATHS, U_STATISTIC -> true;
          case ONE_LAYER -> oneLayer;
          case NONE -> false;
        };
    boolean defined =
        isIn(traits.scope(), problem)
            && (problem.loss().differentiable() || traits.needs() != Traits.Needs.LOSS_GRADIENT);
    return defined && (traits.deterministic() || listed);
  }

  private static boolean isIn(Traits.Scope scope, Problem problem) {
    boolean oneLayer = problem.chain().layers() == 1;
    return switch (scope) {
      case ANY_CHAIN -> true;
      case ONE_LAYER -> oneLayer;
      case BOUND -> oneLayer && problem.loss().samples() > 1;
    };
  }

  static MomentPlan of(Estimator estimator, Problem problem, double... state) {
    if (!exists(estimator, problem)) {
      throw new UnsupportedOperationException(
          estimator.name() + " has no exact moments on " + ExactOracle.sizes(problem));
    }
    double numbers = (double) problem.points() * problem.parameters().total();
    if (estimator.traits().deterministic()) {
      return new MomentPlan(estimator, problem, null, numbers, state);
    }
    OutcomeDigits digits = OutcomeDigits.of(onePath(estimator), problem.at(0), state);
    return new MomentPlan(estimator, problem, digits, numbers * digits.count(), state);
  }

  private static Estimator onePath(Estimator estimator) {
    return estimator.traits().exactMoments() == Traits.Moments.U_STATISTIC
        ? LeaveOneOutMoments.PATH
        : estimator;
  }

  PointMoments atPoint(int point) {
    return onePath(estimator) == estimator
        ? PointMoments.of(estimator, problem, point, digits, state)
        : LeaveOneOutMoments.of(estimator, problem, point, digits);
  }
}
