package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.estimator.path.HardTanhStraightThrough;
import org.bitgrad.estimator.path.IdentityStraightThrough;
import org.bitgrad.estimator.path.Zgr;
import org.bitgrad.estimator.relaxed.StraightThroughGumbel;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** Identity ST, HardTanh ST, ZGR, ST-Gumbel. */
class EditedSlopes extends Edited {
  EditedSlopes(Estimator right, String edit) {
    super(right, edit);
  }

  /** The slope of a unit. */
  double slope(Noise noise, double a, int bit, double v) {
    if (right() instanceof IdentityStraightThrough identity) {
      return identity.of() == Traits.Target.MEAN ? 0.5 : 1;
    }
    if (right() instanceof HardTanhStraightThrough hard) {
      return inside(a, hard.window()) ? 0.5 / hard.window() : 0;
    }
    if (right() instanceof Zgr) {
      double drawn = drawn(noise.probability(a), noise.probability(-a), bit);
      return drawn == 0 ? 0 : noise.density(a) / (2 * drawn);
    }
    double y = 1 / (1 + Math.exp(-v));
    return y / (1 + Math.exp(v)) / slopeTau();
  }

  boolean inside(double a, double window) {
    return Math.abs(a) < window;
  }

  /** The probability of the state that was drawn. */
  double drawn(double p, double q, int bit) {
    return bit == 1 ? p : q;
  }

  double tau() {
    return right() instanceof StraightThroughGumbel gumbel ? gumbel.tau() : 1;
  }

  double slopeTau() {
    return tau();
  }

  /** What the loss and the layers after see of a unit, in [0, 1]. */
  double seen(int bit, double v) {
    return bit;
  }

  double step(double step) {
    return step;
  }

  /** What a unit passes back: its derivative in the pre-activation, or in its state. */
  double passedBack(double da, double g) {
    return da;
  }

  @Override
  Session session(Problem problem) {
    return new SlopedSession(problem);
  }

  private final class SlopedSession extends Copy {
    private final double[][] slopes;

    SlopedSession(Problem problem) {
      super(problem, 1);
      slopes = new double[layers()][];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      for (int k = 0; k < layers(); k++) {
        path.activate(k);
        forward(draw, k);
      }
      loss.at(path.last());
      plainHead(out);
      double[] g = new double[units(layers() - 1) * rows];
      loss.stateGradient(g);
      for (int k = layers() - 1; k >= 0; k--) {
        double[] da = new double[g.length];
        double[] back = new double[g.length];
        for (int at = 0; at < da.length; at++) {
          da[at] = EditedSlopes.this.step(step()) * slopes[k][at] * g[at];
          back[at] = passedBack(da[at], g[at]);
        }
        out.layer(path.pass(), k, path.previous(k), da);
        if (k > 0) {
          g = new double[units(k - 1) * rows];
          path.pass().pullBackStates(k, path.previous(k), back, g);
        }
      }
    }

    private void forward(Draw draw, int k) {
      double[] a = path.preactivations(k);
      double[] u = new double[a.length];
      slopes[k] = new double[a.length];
      draw.uniforms("layer" + (k + 1), rows, units(k), u);
      for (int at = 0; at < a.length; at++) {
        int bit = u[at] < path.probabilities(k)[at] ? 1 : 0;
        double v = (a[at] - path.noise(k).quantile(u[at])) / tau();
        slopes[k][at] = slope(path.noise(k), a[at], bit, v);
        double seen = seen(bit, v);
        path.states(k).values()[at] = problem.chain().encoding().low() + step() * seen;
      }
    }
  }
}
