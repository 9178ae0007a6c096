package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.path.StraightThrough;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** ST. */
class EditedStraightThrough extends Edited {
  EditedStraightThrough(String edit) {
    super(new StraightThrough(), edit);
  }

  /** The distance of the two states. */
  double step(double step) {
    return step;
  }

  /** The backward slope of a unit. */
  double slope(Noise noise, double a) {
    return noise.density(a);
  }

  /** What a unit passes back: its derivative in the pre-activation, or in its state. */
  double passedBack(double da, double g) {
    return da;
  }

  @Override
  Session session(Problem problem) {
    return new Copy(problem, 1) {
      @Override
      public void estimate(Draw draw, GradientSink out) {
        sample(draw);
        plainHead(out);
        double[] g = new double[units(layers() - 1) * rows];
        loss.stateGradient(g);
        for (int k = layers() - 1; k >= 0; k--) {
          double[] da = new double[g.length];
          double[] back = new double[g.length];
          for (int at = 0; at < da.length; at++) {
            double slope = slope(path.noise(k), path.preactivations(k)[at]);
            da[at] = EditedStraightThrough.this.step(step()) * slope * g[at];
            back[at] = passedBack(da[at], g[at]);
          }
          out.layer(path.pass(), k, path.previous(k), da);
          if (k > 0) {
            g = new double[units(k - 1) * rows];
            path.pass().pullBackStates(k, path.previous(k), back, g);
          }
        }
      }
    };
  }
}
