package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.bound.LocalArms;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/** Local ARMS. */
class EditedLocalArms extends EditedBound {
  private final LocalArms recipe;

  EditedLocalArms(LocalArms recipe, String edit) {
    super(recipe, edit);
    this.recipe = recipe;
  }

  /** The factor that undoes the correlation. */
  double debias(int n, double p) {
    return recipe.copula().debias(n, p, 1 - p);
  }

  /** By how many the sum over coupled samples is divided. */
  double divisor(int n) {
    return n - 1;
  }

  /** The bound with a coupled sample in place of sample k. */
  double exchangedBound(double[] logs, int k, double instead) {
    return bound(exchanged(logs, k, instead));
  }

  /** What is subtracted from the bounds. */
  double baseline(double[] bounds) {
    double sum = 0;
    for (double bound : bounds) {
      sum += bound;
    }
    return sum / bounds.length;
  }

  @Override
  Session session(Problem problem) {
    return new LocalArmsSession(problem);
  }

  private final class LocalArmsSession extends BoundCopy {
    private final States coupled;
    private final LossPass coupledLoss;
    private final Coupling coupling;

    LocalArmsSession(Problem problem) {
      super(problem);
      coupled = states();
      coupledLoss = problem.loss().open(rows);
      coupling = new Coupling(recipe.copula(), n, rows, units);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      double[] u = new double[units(0) * rows];
      draw.coupled("U1", coupling, path.law(0), u);
      for (int at = 0; at < u.length; at++) {
        int unit = at / rows;
        int from = (unit % units * n + unit / units) * rows + at % rows;
        coupled.values()[at] = number(u[from] < probability(at));
      }
      coupledLoss.at(coupled);
      plainHead(out);
      double[] da = new double[u.length];
      for (int at = 0; at < da.length; at++) {
        double p = probability(at);
        double score = (coupled.values()[at] == number(true) ? 1 : 0) - p;
        int m = sampleOf(at / rows, units, n);
        da[at] = debias(n, p) / divisor(n) * advantage(m, at % rows) * score;
      }
      finish(out, da);
    }

    private double advantage(int m, int r) {
      double[] logs = row(loss.logWeights(), r);
      double[] instead = row(coupledLoss.logWeights(), r);
      double sum = 0;
      for (int k = 0; k < n; k++) {
        double[] bounds = new double[n];
        for (int other = 0; other < n; other++) {
          bounds[other] = exchangedBound(logs, k, instead[other]);
        }
        sum += bounds[m] - baseline(bounds);
      }
      return sum;
    }
  }
}
