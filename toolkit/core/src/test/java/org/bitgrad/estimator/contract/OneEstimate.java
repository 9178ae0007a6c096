package org.bitgrad.estimator.contract;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/** A single estimate on the whole batch, as numbers. */
@SuppressWarnings("ArrayRecordComponent")
record OneEstimate(double value, double[][] groups) {

  static OneEstimate of(Estimator estimator, Problem problem, Draw draw) {
    return of(estimator.open(problem), problem, draw);
  }

  static OneEstimate of(Session session, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    session.estimate(draw, sink);
    sink.finish();
    double[][] groups = new double[problem.parameters().groups()][];
    for (int g = 0; g < groups.length; g++) {
      groups[g] = sink.gradient().group(g).clone();
    }
    return new OneEstimate(sink.value(), groups);
  }

  void mustEqual(OneEstimate other, String what) {
    Assert.close(what + ", value", value, other.value);
    Assert.close(what, groups, other.groups);
  }

  /** Equal to the last bit. */
  boolean same(OneEstimate other) {
    return Double.compare(value, other.value) == 0
        && java.util.Arrays.deepEquals(groups, other.groups);
  }
}
