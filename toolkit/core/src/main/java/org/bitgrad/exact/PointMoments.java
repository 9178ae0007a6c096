package org.bitgrad.exact;

import java.util.Locale;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Problem;

/**
 * Mean and variance of an estimate at one point.
 *
 * @param groups one sum per group of parameters
 * @param value of the estimate of the loss
 */
record PointMoments(java.util.List<MomentSum> groups, MomentSum value) {
  private static final int ROWS = 256;

  static PointMoments of(
      Estimator estimator, Problem problem, int point, OutcomeDigits digits, double... state) {
    int rows = (int) Math.min(ROWS, digits.count());
    Outcomes outcomes = new Outcomes(digits, rows);
    Problem repeated = problem.repeat(point, rows);
    Session session = estimator.open(repeated);
    session.restore(state);
    RowSink sink = new RowSink(repeated);
    PointMoments moments = empty(problem, digits.signs());
    for (long first = 0; first < outcomes.count(); first += rows) {
      OracleRun.stopIfInterrupted();
      sink.clear();
      session.estimate(outcomes.select(first), sink);
      moments.add(sink, outcomes.weights());
    }
    moments.requireFinite(estimator, problem, point);
    return moments;
  }

  private static PointMoments empty(Problem problem, int signs) {
    java.util.List<MomentSum> groups = new java.util.ArrayList<>();
    for (int g = 0; g < problem.parameters().groups(); g++) {
      groups.add(new MomentSum(problem.parameters().size(g), signs));
    }
    return new PointMoments(groups, new MomentSum(1, signs));
  }

  private void add(RowSink sink, double[] weights) {
    for (int g = 0; g < groups.size(); g++) {
      groups.get(g).add(sink.group(g), weights);
    }
    value.add(sink.value(), weights);
  }

  private void requireFinite(Estimator estimator, Problem problem, int point) {
    for (int g = 0; g < groups.size(); g++) {
      for (double v : groups.get(g).variance()) {
        if (!(v <= Double.MAX_VALUE)) {
          throw new ArithmeticException(
              String.format(
                  Locale.ROOT,
                  "variance of %s must be below 1.8e308 in group %s at point %d, but squares of the"
                      + " loss are larger; multiply the loss by a small factor",
                  estimator.name(),
                  problem.parameters().name(g),
                  point));
        }
      }
    }
  }
}
