package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** Concrete and mean field. */
class EditedRelaxation extends Edited {
  EditedRelaxation(Estimator right, String edit) {
    super(right, edit);
  }

  /** The temperature that is used. */
  double tau() {
    return right() instanceof Concrete concrete ? concrete.tau() : 1;
  }

  /** The temperature by which the slope is divided. */
  double slopeTau() {
    return tau();
  }

  /** The noise of a uniform number. */
  double quantile(Noise noise, double u) {
    return noise.quantile(u);
  }

  /** The argument of the mean. */
  double meanArgument(double a) {
    return a;
  }

  /** The distance of the two states in the backward pass. */
  double backStep(double step) {
    return step;
  }

  @Override
  Session session(Problem problem) {
    return new RelaxedSession(problem);
  }

  private final class RelaxedSession extends Copy {
    private final double[][] slopes;

    RelaxedSession(Problem problem) {
      super(problem, 1);
      slopes = new double[layers()][];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      for (int k = 0; k < layers(); k++) {
        path.activate(k);
        relax(draw, k);
      }
      loss.at(path.last());
      plainHead(out);
      double[] g = new double[units(layers() - 1) * rows];
      loss.stateGradient(g);
      for (int k = layers() - 1; k >= 0; k--) {
        double[] da = new double[g.length];
        for (int at = 0; at < da.length; at++) {
          da[at] = backStep(step()) * slopes[k][at] * g[at];
        }
        out.layer(path.pass(), k, path.previous(k), da);
        if (k > 0) {
          g = new double[units(k - 1) * rows];
          path.pass().pullBackStates(k, path.previous(k), da, g);
        }
      }
    }

    private void relax(Draw draw, int k) {
      double[] a = path.preactivations(k);
      double[] u = new double[a.length];
      slopes[k] = new double[a.length];
      boolean random = right() instanceof Concrete;
      if (random) {
        draw.uniforms("layer" + (k + 1), rows, units(k), u);
      }
      for (int at = 0; at < a.length; at++) {
        double y;
        if (random) {
          y = 1 / (1 + Math.exp((quantile(path.noise(k), u[at]) - a[at]) / tau()));
          slopes[k][at] = y * (1 - y) / slopeTau();
        } else {
          y = path.noise(k).probability(meanArgument(a[at]));
          slopes[k][at] = path.noise(k).density(a[at]);
        }
        path.states(k).values()[at] = problem.chain().encoding().low() + step() * y;
      }
    }
  }
}
