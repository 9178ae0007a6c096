package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** REINFORCE with a constant or leave-one-out baseline, or the best constant of each unit. */
class EditedReinforce extends Edited {
  private final Reinforce recipe;

  EditedReinforce(Reinforce recipe, String edit) {
    super(recipe, edit);
    this.recipe = recipe;
  }

  /** The loss without the baseline. */
  double advantage(double f, double baseline) {
    return f - baseline;
  }

  /** The baseline of a sample from the sum over all n of its point. */
  double leaveOneOut(double sum, double f, int n) {
    return (sum - f) / (n - 1);
  }

  /** The best constant of a unit that was learned, for a sample of loss f. */
  double best(double constant, double f) {
    return constant;
  }

  /** The unit of a layer whose constant is used. */
  int constantOf(int unit, int units) {
    return unit;
  }

  /** Rows that share a baseline: those of the same point. */
  int stride(int points) {
    return points;
  }

  /** The weight of one of n samples. */
  double share(int n) {
    return 1.0 / n;
  }

  /** The derivative of the log-probability in the logit. */
  double logitScore(double state, double bit, double p) {
    return bit - p;
  }

  /** From the logit to the pre-activation. */
  double logitSlope(Noise noise, double a) {
    return noise.logitSlope(a);
  }

  /** The layer whose noise is used. */
  int noiseOf(int layer, int layers) {
    return layer;
  }

  @Override
  Session session(Problem problem) {
    return new ScoreSession(problem);
  }

  private final class ScoreSession extends Copy {
    private final Session adapting;
    private final boolean optimal;

    ScoreSession(Problem problem) {
      super(problem, recipe.samples());
      adapting = right().open(problem);
      optimal = recipe.baseline().kind() == Baseline.Kind.OPTIMAL;
    }

    private double bestOf(int layer, int unit, double f) {
      int first = 0;
      for (int k = 0; k < layer; k++) {
        first += units(k);
      }
      return best(adapting.state()[first + constantOf(unit, units(layer))], f);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      double[] advantage = advantages();
      for (int k = 0; k < layers(); k++) {
        double[] da = new double[units(k) * rows];
        for (int at = 0; at < da.length; at++) {
          double a = path.preactivations(k)[at];
          double p = path.probabilities(k)[at];
          double bit = (spin(k, at) + 1) / 2.0;
          double score = logitScore(path.states(k).values()[at], bit, p);
          double slope = logitSlope(path.noise(noiseOf(k, layers())), a);
          double own = optimal ? bestOf(k, at / rows, loss.values()[at % rows]) : 0;
          da[at] = (advantage[at % rows] - own) * share(samples) * score * slope;
        }
        out.layer(path.pass(), k, path.previous(k), da);
      }
    }

    private double[] advantages() {
      int stride = stride(problem.points());
      double[] sums = new double[stride];
      for (int r = 0; r < rows; r++) {
        sums[r % stride] += loss.values()[r];
      }
      boolean leaveOneOut = recipe.baseline().kind() == Baseline.Kind.LEAVE_ONE_OUT;
      double[] advantages = new double[rows];
      for (int r = 0; r < rows; r++) {
        double f = loss.values()[r];
        double baseline =
            leaveOneOut
                ? leaveOneOut(sums[r % stride], f, rows / stride)
                : recipe.baseline().constant();
        advantages[r] = advantage(f, baseline);
      }
      return advantages;
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
