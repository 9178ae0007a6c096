package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.control.Relax;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/** RELAX in a state that the right one adapts. */
class EditedRelax extends Edited {
  private static final int HIDDEN = 16;

  private final Relax recipe;

  EditedRelax(Relax recipe, String edit) {
    super(recipe, edit);
    this.recipe = recipe;
  }

  /** The surrogate's part of the score term. */
  double inScore(double surrogate) {
    return surrogate;
  }

  /** The surrogate's part of the derivative through the variable given the bit. */
  double conditional(double derivative) {
    return derivative;
  }

  /** The surrogate's part of the derivative through z. */
  double direct(double derivative) {
    return derivative;
  }

  /** The derivative of the surrogate's input tanh(z / 2). */
  double inputSlope(double input) {
    return (1 - input * input) / 2;
  }

  /** The factor of the derivatives of the relaxed loss. */
  double slopeEta(double eta) {
    return eta;
  }

  /** Whether signals and scores of several samples are averaged before they are multiplied. */
  boolean averagesFirst() {
    return false;
  }

  @Override
  Session session(Problem problem) {
    return new RelaxSession(problem);
  }

  /** A function of the variables of each row and its derivative in them. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Control(double[] value, double[] slope) {}

  private final class RelaxSession extends Copy {
    private final Session adapting;
    private final double[] z;
    private final double[] given;
    private final double[] givenSlope;

    RelaxSession(Problem problem) {
      super(problem, recipe.evaluations() / 3);
      adapting = right().open(problem);
      z = new double[units(0) * rows];
      given = new double[z.length];
      givenSlope = new double[z.length];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      drawBits(draw);
      loss.at(path.last());
      plainHead(out);
      double[] signal = loss.values().clone();
      double[] score = new double[z.length];
      for (int at = 0; at < score.length; at++) {
        score[at] = (spin(0, at) + 1) / 2.0 - path.probabilities(0)[at];
      }
      double eta = adapting.state()[0];
      double[] direct = relaxed(z).slope;
      Control conditional = relaxed(given);
      double[] surrogateDirect = surrogate(z).slope;
      Control surrogate = surrogate(given);
      for (int r = 0; r < rows; r++) {
        signal[r] -= eta * conditional.value[r] + inScore(surrogate.value[r]);
      }
      double[] da = new double[z.length];
      for (int at = 0; at < da.length; at++) {
        double inLogit =
            (averagesFirst() ? mean(signal, at % rows) : signal[at % rows]) * score[at];
        inLogit += slopeEta(eta) * (direct[at] - givenSlope[at] * conditional.slope[at]);
        inLogit += direct(surrogateDirect[at]);
        inLogit -= conditional(givenSlope[at] * surrogate.slope[at]);
        da[at] = inLogit / samples * path.noise(0).logitSlope(path.preactivations(0)[at]);
      }
      out.layer(path.pass(), 0, null, da);
    }

    private double mean(double[] numbers, int row) {
      double sum = 0;
      for (int r = row % problem.points(); r < rows; r += problem.points()) {
        sum += numbers[r] / samples;
      }
      return sum;
    }

    private void drawBits(Draw draw) {
      path.activate(0);
      double[] u = new double[z.length];
      double[] v = new double[z.length];
      draw.uniforms("layer1", rows, units(0), u);
      draw.uniforms("v_layer1", rows, units(0), v);
      path.threshold(0, u);
      for (int at = 0; at < z.length; at++) {
        double p = path.probabilities(0)[at];
        double q = path.noise(0).probability(-path.preactivations(0)[at]);
        z[at] = Math.log(p) - Math.log(q) - Math.log(u[at]) + Math.log(1 - u[at]);
        double o = (1 - v[at]) / v[at];
        boolean one = u[at] < p;
        given[at] = one ? Math.log1p(o / q) : -Math.log1p(o / p);
        givenSlope[at] = one ? o * p / (q + o) : o * q / (p + o);
      }
    }

    private Control relaxed(double[] variables) {
      double tau = Math.exp(adapting.state()[1]);
      double low = problem.chain().encoding().low();
      double[] y = new double[z.length];
      for (int at = 0; at < y.length; at++) {
        y[at] = 1 / (1 + Math.exp(-variables[at] / tau));
        path.states(0).values()[at] = low + step() * y[at];
      }
      loss.at(path.last());
      double[] g = new double[y.length];
      loss.stateGradient(g);
      for (int at = 0; at < y.length; at++) {
        g[at] *= step() * y[at] * (1 - y[at]) / tau;
      }
      return new Control(loss.values().clone(), g);
    }

    /** {@code o + sum_h v_h tanh(b_h + sum_i w_hi x_i)}. */
    private Control surrogate(double[] variables) {
      double[] s = adapting.state();
      int units = units(0);
      int b = 2 + HIDDEN * units;
      int v = b + HIDDEN;
      double[] x = new double[units];
      Control r = new Control(new double[rows], new double[z.length]);
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < units; i++) {
          x[i] = tanh(variables[i * rows + row] / 2);
        }
        r.value[row] = s[v + HIDDEN];
        for (int h = 0; h < HIDDEN; h++) {
          double m = s[b + h];
          for (int i = 0; i < units; i++) {
            m += s[2 + h * units + i] * x[i];
          }
          double t = tanh(m);
          r.value[row] += s[v + h] * t;
          for (int i = 0; i < units; i++) {
            double inner = s[v + h] * (1 - t * t) * s[2 + h * units + i];
            r.slope[i * rows + row] += inner * inputSlope(x[i]);
          }
        }
      }
      return r;
    }

    private double tanh(double m) {
      return 1 - 2 / (1 + Math.exp(2 * m));
    }

    @Override
    public void adapt(Draw draw) {
      adapting.adapt(draw);
    }

    @Override
    public double[] state() {
      return adapting.state();
    }

    @Override
    public void restore(double[] state) {
      adapting.restore(state);
    }
  }
}
