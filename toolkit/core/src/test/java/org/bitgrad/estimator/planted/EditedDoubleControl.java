package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.control.DoubleControlVariates;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** Double control variates with a fixed factor. */
class EditedDoubleControl extends Edited {
  private final DoubleControlVariates recipe;

  EditedDoubleControl(DoubleControlVariates recipe, String edit) {
    super(recipe, edit);
    this.recipe = recipe;
  }

  /** The slope that a sample uses, from the sum over all n. */
  double slope(double sum, double own, int n) {
    return (sum - own) / (n - 1);
  }

  /** What the slope is multiplied with. */
  double centred(double bit, double p) {
    return bit - p;
  }

  /** The factor of a sample's advantage over the mean of all n. */
  double share(int n) {
    return 1.0 / (n - 1);
  }

  /** The factor of the known mean. */
  double known(double alpha) {
    return -alpha;
  }

  /** The derivative of a probability in the known mean. */
  double density(Noise noise, double a) {
    return noise.density(a);
  }

  /** The change of the loss's argument from bit 0 to bit 1. */
  double stepOf(double step) {
    return step;
  }

  @Override
  Session session(Problem problem) {
    return new DoubleSession(problem);
  }

  private final class DoubleSession extends Copy {
    private final double alpha = recipe.alpha().orElseThrow();
    private final double[][] g;

    DoubleSession(Problem problem) {
      super(problem, recipe.samples());
      g = new double[layers()][];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      slopes();
      double[] h = corrected();
      double[] mean = new double[problem.points()];
      for (int r = 0; r < rows; r++) {
        mean[r % mean.length] += h[r] / samples;
      }
      for (int k = 0; k < layers(); k++) {
        double[] da = new double[g[k].length];
        for (int at = 0; at < da.length; at++) {
          double a = path.preactivations(k)[at];
          double bit = (spin(k, at) + 1) / 2.0;
          double score = (bit - path.probabilities(k)[at]) * path.noise(k).logitSlope(a);
          int r = at % rows;
          da[at] = (h[r] - mean[r % mean.length]) * share(samples) * score;
          da[at] += known(alpha) * g[k][at] * density(path.noise(k), a) / samples;
        }
        out.layer(path.pass(), k, path.previous(k), da);
      }
    }

    private double[] corrected() {
      double[] h = loss.values().clone();
      for (int k = 0; k < layers(); k++) {
        for (int at = 0; at < g[k].length; at++) {
          double bit = (spin(k, at) + 1) / 2.0;
          h[at % rows] += alpha * g[k][at] * centred(bit, path.probabilities(k)[at]);
        }
      }
      return h;
    }

    private void slopes() {
      double[] states = new double[units(layers() - 1) * rows];
      loss.stateGradient(states);
      for (int k = layers() - 1; k >= 0; k--) {
        g[k] = new double[states.length];
        double[] da = new double[states.length];
        for (int at = 0; at < da.length; at++) {
          g[k][at] = stepOf(step()) * states[at];
          da[at] = g[k][at] * path.noise(k).density(path.preactivations(k)[at]);
        }
        if (k > 0) {
          states = new double[units(k - 1) * rows];
          path.pass().pullBackStates(k, path.previous(k), da, states);
        }
        others(g[k]);
      }
    }

    private void others(double[] slopes) {
      int points = problem.points();
      double[] own = slopes.clone();
      for (int at = 0; at < slopes.length; at++) {
        double sum = 0;
        for (int r = at % rows % points; r < rows; r += points) {
          sum += own[at / rows * rows + r];
        }
        slopes[at] = slope(sum, own[at], samples);
      }
    }
  }
}
