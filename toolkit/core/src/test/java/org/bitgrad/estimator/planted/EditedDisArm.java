package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.coupled.DisArm;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Noise;

/** DisARM. */
class EditedDisArm extends Edited {
  private final DisArm recipe;

  EditedDisArm(DisArm recipe, String edit) {
    super(recipe, edit);
    this.recipe = recipe;
  }

  /** The number of the second bit, which is 1 below p; that of the first is 1 - u. */
  double second(double u) {
    return u;
  }

  /** What the difference of losses is multiplied with, in the logit. */
  double factor(int b1, int b2, double p) {
    return (b1 - b2) / 2.0 * Math.max(p, 1 - p);
  }

  /** The difference of losses. */
  double difference(double first, double second) {
    return first - second;
  }

  /** The weight of one of several pairs. */
  double share(int pairs) {
    return 1.0 / pairs;
  }

  /** From the logit to the pre-activation. */
  double logitSlope(Noise noise, double a) {
    return noise.logitSlope(a);
  }

  @Override
  Session session(Problem problem) {
    return new PairSession(problem);
  }

  private final class PairSession extends Copy {
    private final SampledPath branch;

    PairSession(Problem problem) {
      super(problem, recipe.evaluations() / 2);
      branch = new SampledPath(problem.chain(), rows);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      for (int k = 0; k < layers(); k++) {
        boolean last = k == layers() - 1;
        path.activate(k);
        double[] u = new double[units(k) * rows];
        double[] opposite = u.clone();
        draw.antithetic("U" + (k + 1), rows, units(k), path.law(k), u, opposite);
        int[] b2 = new int[u.length];
        int[] b1 = new int[u.length];
        for (int at = 0; at < u.length; at++) {
          b2[at] = second(u[at]) < path.probabilities(k)[at] ? 1 : 0;
          b1[at] = opposite[at] < path.law(k).one(at) ? 1 : 0;
        }
        double[] f2 = end(draw, k, b2, "b").clone();
        if (last) {
          head(out);
        }
        double[] f1 = end(draw, k, b1, "a");
        if (last) {
          head(out);
        }
        set(path, k, b1);
        double[] da = new double[u.length];
        for (int at = 0; at < da.length; at++) {
          double p = path.probabilities(k)[at];
          double d = difference(f1[at % rows], f2[at % rows]) * factor(b1[at], b2[at], p);
          double slope = logitSlope(path.noise(k), path.preactivations(k)[at]);
          da[at] = d * slope * share(samples);
        }
        out.layer(path.pass(), k, path.previous(k), da);
      }
    }

    private void set(SampledPath to, int layer, int[] bits) {
      double low = problem.chain().encoding().low();
      for (int at = 0; at < bits.length; at++) {
        to.states(layer).values()[at] = low + step() * bits[at];
      }
    }

    private double[] end(Draw draw, int layer, int[] bits, String which) {
      set(branch, layer, bits);
      for (int m = layer + 1; m < layers(); m++) {
        branch.activate(m);
        double[] u = new double[units(m) * rows];
        String site = "r" + (layer + 1) + which + "_layer" + (m + 1);
        draw.thresholds(site, rows, units(m), branch.law(m), u);
        branch.threshold(m, u);
      }
      loss.at(branch.last());
      return loss.values();
    }

    private void head(GradientSink out) {
      double[] weights = new double[rows];
      java.util.Arrays.fill(weights, 0.5 / samples);
      out.loss(loss, weights);
      for (int r = 0; r < rows; r++) {
        weights[r] *= loss.values()[r];
      }
      out.value(weights, rows);
    }
  }
}
