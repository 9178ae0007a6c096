package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.bound.LocalDisArm;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/** Local DisARM. */
class EditedLocalDisArm extends EditedBound {
  EditedLocalDisArm(String edit) {
    super(new LocalDisArm(), edit);
  }

  /** The partner that stands for sample k. */
  int partner(int k, int n) {
    return k;
  }

  /** The factor of the pair's difference. */
  double factor(double p) {
    return Math.max(p, 1 - p);
  }

  /** The bound with sample k exchanged for its partner. */
  double exchangedBound(double[] logs, double[] partners, int k) {
    return bound(exchanged(logs, k, partners[partner(k, logs.length)]));
  }

  @Override
  Session session(Problem problem) {
    return new LocalDisArmSession(problem);
  }

  private final class LocalDisArmSession extends BoundCopy {
    private final States second;
    private final LossPass secondLoss;

    LocalDisArmSession(Problem problem) {
      super(problem);
      second = states();
      secondLoss = problem.loss().open(rows);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      double[] u = new double[units(0) * rows];
      draw.uniforms("U1", rows, units(0), u);
      activated().threshold(0, u);
      for (int at = 0; at < u.length; at++) {
        double q = path.noise(0).probability(-path.preactivations(0)[at]);
        second.values()[at] = number(u[at] > q);
      }
      loss.at(path.last());
      secondLoss.at(second);
      plainHead(out);
      double[] da = new double[u.length];
      for (int at = 0; at < da.length; at++) {
        int r = at % rows;
        double[] logs = row(loss.logWeights(), r);
        double[] partners = row(secondLoss.logWeights(), r);
        int k = sampleOf(at / rows, units, n);
        double change = bound(logs) - exchangedBound(logs, partners, k);
        double bits = (path.last().values()[at] - second.values()[at]) / step();
        da[at] = change * bits * factor(probability(at)) / 2;
      }
      finish(out, da);
    }
  }
}
