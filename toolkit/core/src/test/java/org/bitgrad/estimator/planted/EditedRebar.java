package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.control.Rebar;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** REBAR. */
class EditedRebar extends Edited {
  private final Rebar recipe;

  EditedRebar(Rebar recipe, String edit) {
    super(recipe, edit);
    this.recipe = recipe;
  }

  /** The number behind the variable given the bit. */
  double second(double u, double v) {
    return v;
  }

  /** The derivative of the variable given the bit in the logit. */
  double givenSlope(double slope) {
    return slope;
  }

  /** The temperature of relaxed bits. */
  double tau() {
    return recipe.tau();
  }

  /** The temperature by which slopes are divided. */
  double slopeTau() {
    return tau();
  }

  /** The factor of the derivatives of the control variate. */
  double slopeEta() {
    return recipe.eta();
  }

  /** The control variate in the score term, of those at both variables. */
  double[] inScore(double[] atZ, double[] atGiven) {
    return atGiven;
  }

  /** From the logit to the pre-activation. */
  double logitSlope(Noise noise, double a) {
    return noise.logitSlope(a);
  }

  /** Whether signals and scores of several samples are averaged before they are multiplied. */
  boolean averagesFirst() {
    return false;
  }

  @Override
  Session session(Problem problem) {
    return new RebarSession(problem);
  }

  private final class RebarSession extends Copy {
    private final double[] z;
    private final double[] given;
    private final double[] slope;

    RebarSession(Problem problem) {
      super(problem, recipe.evaluations() / 3);
      z = new double[units(0) * rows];
      given = new double[z.length];
      slope = new double[z.length];
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
      double[] atZ = relaxed(z);
      double[] first = loss.values().clone();
      double[] atGiven = relaxed(given);
      double[] control = inScore(first, loss.values());
      for (int r = 0; r < rows; r++) {
        signal[r] -= recipe.eta() * control[r];
      }
      double[] da = new double[z.length];
      for (int at = 0; at < da.length; at++) {
        double signalOf = averagesFirst() ? mean(signal, at % rows) : signal[at % rows];
        double inLogit = signalOf * score[at];
        inLogit += slopeEta() * (atZ[at] - givenSlope(slope[at]) * atGiven[at]);
        da[at] = inLogit / samples * logitSlope(path.noise(0), path.preactivations(0)[at]);
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
        double w = second(u[at], v[at]);
        double o = (1 - w) / w;
        boolean one = u[at] < p;
        given[at] = one ? Math.log1p(o / q) : -Math.log1p(o / p);
        slope[at] = one ? o * p / (q + o) : o * q / (p + o);
      }
    }

    /** Evaluates the loss at relaxed bits and gives its derivative in the variables. */
    private double[] relaxed(double[] variables) {
      double low = problem.chain().encoding().low();
      double[] y = new double[z.length];
      for (int at = 0; at < y.length; at++) {
        y[at] = 1 / (1 + Math.exp(-variables[at] / tau()));
        path.states(0).values()[at] = low + step() * y[at];
      }
      loss.at(path.last());
      double[] g = new double[y.length];
      loss.stateGradient(g);
      for (int at = 0; at < y.length; at++) {
        g[at] *= step() * y[at] * (1 - y[at]) / slopeTau();
      }
      return g;
    }
  }
}
