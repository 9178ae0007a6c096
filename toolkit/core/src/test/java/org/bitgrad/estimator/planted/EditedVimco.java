package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.bound.Vimco;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/** VIMCO. */
class EditedVimco extends EditedBound {
  private final Vimco recipe;

  EditedVimco(Vimco recipe, String edit) {
    super(recipe, edit);
    this.recipe = recipe;
  }

  /** Whether the mean is that of the log weights. */
  boolean geometric() {
    return recipe.mean() == Vimco.Mean.GEOMETRIC;
  }

  /** Whether a sample has a part in what stands for sample k. */
  boolean counts(int sample, int k) {
    return sample != k;
  }

  /** By how many the sum over the others is divided. */
  double divisor(int n) {
    return n - 1;
  }

  private double standIn(double[] logs, int k) {
    double sum = 0;
    for (int m = 0; m < logs.length; m++) {
      if (counts(m, k)) {
        sum += geometric() ? logs[m] : Math.exp(logs[m]);
      }
    }
    double mean = sum / divisor(logs.length);
    return geometric() ? mean : Math.log(mean);
  }

  @Override
  Session session(Problem problem) {
    return new VimcoSession(problem);
  }

  private final class VimcoSession extends BoundCopy {
    VimcoSession(Problem problem) {
      super(problem);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      double[] da = new double[units(0) * rows];
      for (int at = 0; at < da.length; at++) {
        double[] logs = row(loss.logWeights(), at % rows);
        int k = sampleOf(at / rows, units, n);
        double change = bound(logs) - bound(exchanged(logs, k, standIn(logs, k)));
        double bit = (spin(0, at) + 1) / 2.0;
        da[at] = change * (bit - probability(at));
      }
      finish(out, da);
    }
  }
}
