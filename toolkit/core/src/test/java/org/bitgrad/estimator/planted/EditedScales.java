package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.relaxed.BayesBinn;
import org.bitgrad.estimator.relaxed.Foust;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** FouST with scaled states, and BayesBiNN. */
class EditedScales extends Edited {
  EditedScales(Estimator right, String edit) {
    super(right, edit);
  }

  /** FouST: the spin that the loss sees. */
  double scaled(double scale, int spin) {
    return scale * spin;
  }

  /** FouST: the probability by which a weight divides. */
  double drawn(double p, double q, int bit) {
    return bit == 1 ? p : q;
  }

  /** BayesBiNN: the temperature. */
  double tau() {
    return ((BayesBinn) right()).tau();
  }

  /** BayesBiNN: what the scale has above the line, before the guard. */
  double above(double w) {
    return 1 - w * w;
  }

  /** BayesBiNN: what the scale has below the line, before the guard. */
  double below(double mean, double dMean) {
    return 2 * dMean;
  }

  /** BayesBiNN: the guard below the line. */
  double guardBelow(double guard) {
    return guard;
  }

  double step(double step) {
    return step;
  }

  @Override
  Session session(Problem problem) {
    return new ScaledSession(problem);
  }

  private final class ScaledSession extends Copy {
    private final double[][] slopes;

    ScaledSession(Problem problem) {
      super(problem, 1);
      slopes = new double[layers()][];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      for (int k = 0; k < layers(); k++) {
        path.activate(k);
        double[] a = path.preactivations(k);
        slopes[k] = new double[a.length];
        double[] u = new double[a.length];
        if (right() instanceof BayesBinn) {
          draw.uniforms("layer" + (k + 1), rows, units(k), u);
          relax(k, a, u);
        } else {
          draw.thresholds("layer" + (k + 1), rows, units(k), path.law(k), u);
          scale(draw, k, a, u);
        }
      }
      loss.at(path.last());
      plainHead(out);
      double[] g = new double[units(layers() - 1) * rows];
      loss.stateGradient(g);
      for (int k = layers() - 1; k >= 0; k--) {
        double[] da = new double[g.length];
        for (int at = 0; at < da.length; at++) {
          da[at] = EditedScales.this.step(step()) * slopes[k][at] * g[at];
        }
        out.layer(path.pass(), k, path.previous(k), da);
        if (k > 0) {
          g = new double[units(k - 1) * rows];
          path.pass().pullBackStates(k, path.previous(k), da, g);
        }
      }
    }

    private void relax(int k, double[] a, double[] u) {
      double guard = ((BayesBinn) right()).guard();
      Noise noise = path.noise(k);
      for (int at = 0; at < a.length; at++) {
        double w = Math.tanh((a[at] - noise.quantile(u[at])) / (2 * tau()));
        double dMean = 2 * noise.density(a[at]);
        double below = below(2 * noise.probability(a[at]) - 1, dMean) + guardBelow(guard);
        slopes[k][at] = dMean == 0 ? 0 : (above(w) + guard) / (tau() * below) * dMean / 2;
        see(k, at, w);
      }
    }

    private void scale(Draw draw, int k, double[] a, double[] u) {
      boolean weighted = ((Foust) right()).form() == Foust.Form.IMPORTANCE_SCALED;
      Noise noise = path.noise(k);
      double[] scales = new double[a.length];
      draw.uniforms("scale" + (k + 1), rows, units(k), scales);
      for (int at = 0; at < a.length; at++) {
        double p = noise.probability(a[at]);
        int bit = u[at] < p ? 1 : 0;
        double divisor = weighted ? 2 * drawn(p, noise.probability(-a[at]), bit) : 1;
        slopes[k][at] = divisor == 0 ? 0 : noise.density(a[at]) / divisor;
        see(k, at, scaled(scales[at], 2 * bit - 1));
      }
    }

    private void see(int k, int at, double spin) {
      path.states(k).values()[at] = problem.chain().encoding().low() + step() * (0.5 + 0.5 * spin);
    }
  }
}
