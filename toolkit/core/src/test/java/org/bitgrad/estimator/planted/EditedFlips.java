package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.path.Psa;
import org.bitgrad.estimator.sum.LocalExpectation;
import org.bitgrad.estimator.sum.StateAnalytic;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/** PSA, SA and local expectation: estimators from flips. */
class EditedFlips extends Edited {
  EditedFlips(Estimator right, String edit) {
    super(right, edit);
  }

  static EditedFlips psa(String edit) {
    return new EditedFlips(new Psa(), edit);
  }

  private boolean importanceWeighted() {
    return right() instanceof StateAnalytic;
  }

  /** The weight of a flip in the head, from the probability of the state as drawn. */
  double rho(double drawn, int units) {
    return (1 - drawn) / units;
  }

  /** The derivative of a unit's probability. */
  double slope(Noise noise, double a) {
    return noise.density(a);
  }

  /** The sign of a unit's state in its own derivative. */
  double sign(int spin) {
    return spin;
  }

  /** The pre-activation after a flip that changes it by {@code change}. */
  double flipped(double a, double change, int spinBefore, int spin) {
    return a + change;
  }

  /** The derivative's factor beside sign, slope and delta. */
  double factor(double drawn) {
    return importanceWeighted() ? 1 / (2 * drawn) : 1;
  }

  /** What a flip passes back from a unit: its state's probability loses {@code lost}. */
  double passedBack(double lost, double drawn) {
    return importanceWeighted() ? Math.max(0, lost) / drawn : lost;
  }

  /** Which unit's delta a unit takes. */
  int deltaOf(int unit, int units) {
    return unit;
  }

  /** Whether a layer's derivative is reported. */
  boolean reported(int layer, int layers) {
    return true;
  }

  /** Whether the loss sees the states of the estimate before. */
  boolean stale() {
    return false;
  }

  @Override
  Session session(Problem problem) {
    return new FlipSession(problem);
  }

  private final class FlipSession extends Copy {
    private States kept;

    FlipSession(Problem problem) {
      super(problem, 1);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      path.sample(draw);
      States now = path.last().as(path.last().encoding());
      loss.at(stale() && kept != null ? kept : path.last());
      kept = now;
      double[] delta = new double[units(layers() - 1) * rows];
      loss.flips(delta);
      if (right() instanceof LocalExpectation) {
        plainHead(out);
      } else {
        smoothedHead(delta, out);
      }
      for (int k = layers() - 1; k >= 0; k--) {
        double[] da = derivatives(k, delta);
        if (reported(k, layers())) {
          out.layer(path.pass(), k, path.previous(k), da);
        }
        if (k > 0) {
          delta = back(k, delta);
        }
      }
    }

    private double drawn(int layer, int at) {
      return path.noise(layer).probability(spin(layer, at) * path.preactivations(layer)[at]);
    }

    private void smoothedHead(double[] delta, GradientSink out) {
      int last = layers() - 1;
      double[] rho = new double[delta.length];
      double[] rest = new double[rows];
      double[] value = new double[rows];
      for (int r = 0; r < rows; r++) {
        rest[r] = 1;
        value[r] = loss.values()[r];
        for (int at = r; at < delta.length; at += rows) {
          rho[at] = rho(drawn(last, at), units(last));
          rest[r] -= rho[at];
          value[r] -= rho[at] * delta[at];
        }
      }
      out.value(value, rows);
      out.loss(loss, rest);
      out.lossFlips(loss, rho);
    }

    private double[] derivatives(int layer, double[] delta) {
      double[] da = new double[units(layer) * rows];
      for (int at = 0; at < da.length; at++) {
        double p = drawn(layer, at);
        double slope = slope(path.noise(layer), path.preactivations(layer)[at]);
        int from = deltaOf(at / rows, units(layer)) * rows + at % rows;
        double factor = p == 0 ? 0 : factor(p);
        da[at] = sign(spin(layer, at)) * slope * factor * delta[from];
      }
      return da;
    }

    private double[] back(int layer, double[] delta) {
      double[] before = new double[units(layer - 1) * rows];
      double[] changed = new double[units(layer) * rows];
      double[] x = path.previous(layer).values();
      double mirror = problem.chain().encoding().low() + problem.chain().encoding().high();
      for (int to = 0; to < before.length; to++) {
        x[to] = mirror - x[to];
        path.pass().preactivations(layer, path.previous(layer), changed);
        x[to] = mirror - x[to];
        for (int at = to % rows; at < changed.length; at += rows) {
          before[to] += passedBack(layer, to, at, changed[at]) * delta[at];
        }
      }
      return before;
    }

    private double passedBack(int layer, int to, int at, double changed) {
      SampledPath sampled = path;
      double a = sampled.preactivations(layer)[at];
      int s = spin(layer, at);
      double other = flipped(a, changed - a, spin(layer - 1, to), s);
      Noise noise = sampled.noise(layer);
      double p = drawn(layer, at);
      double lost = p - noise.probability(s * other);
      return p == 0 ? 0 : EditedFlips.this.passedBack(lost, p);
    }
  }
}
