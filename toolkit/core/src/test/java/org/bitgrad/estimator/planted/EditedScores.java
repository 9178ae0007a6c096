package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.score.AugmentReinforce;
import org.bitgrad.estimator.score.Nvil;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** Augment-REINFORCE and NVIL. */
class EditedScores extends Edited {
  private final boolean augmented;

  EditedScores(Estimator right, String edit) {
    super(right, edit);
    augmented = right instanceof AugmentReinforce;
  }

  /** What augment-REINFORCE multiplies the loss with. */
  double affine(double u) {
    return 1 - 2 * u;
  }

  /** The layer whose uniform numbers are used. */
  int uniformsOf(int layer, int layers) {
    return layer;
  }

  /** NVIL's baseline, from that of the point and the loss of the sample. */
  double baseline(double ofPoint, double f) {
    return ofPoint;
  }

  /** The score in the logit. */
  double score(int bit, double p) {
    return bit - p;
  }

  @Override
  Session session(Problem problem) {
    return new ScoreSession(problem);
  }

  private final class ScoreSession extends Copy {
    private final Session adapting;

    ScoreSession(Problem problem) {
      super(problem, 1);
      adapting = right().open(problem);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      double[][] u = new double[layers()][];
      for (int k = 0; k < layers(); k++) {
        path.activate(k);
        u[k] = new double[units(k) * rows];
        draw.uniforms("layer" + (k + 1), rows, units(k), u[k]);
        path.threshold(k, u[k]);
      }
      loss.at(path.last());
      plainHead(out);
      for (int k = 0; k < layers(); k++) {
        double[] da = new double[u[k].length];
        for (int at = 0; at < da.length; at++) {
          Noise noise = path.noise(k);
          double slope = noise.logitSlope(path.preactivations(k)[at]);
          int of = uniformsOf(k, layers());
          da[at] = slope * (augmented ? augmented(u[of], at) : scored(k, at));
        }
        out.layer(path.pass(), k, path.previous(k), da);
      }
    }

    private double augmented(double[] u, int at) {
      return loss.values()[at % rows] * affine(u[at % u.length]);
    }

    private double scored(int layer, int at) {
      double f = loss.values()[at % rows];
      int bit = (spin(layer, at) + 1) / 2;
      double p = path.probabilities(layer)[at];
      return (f - baseline(ofPoint(at % rows), f)) * score(bit, p);
    }

    /** The running mean and the linear function of the first layer's pre-activations. */
    private double ofPoint(int row) {
      double[] state = adapting.state();
      double sum = state[0] + state[3];
      for (int j = 0; j < units(0); j++) {
        double a = path.preactivations(0)[j * rows + row];
        sum += state[4 + j] * Math.max(-30, Math.min(30, a));
      }
      return sum;
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

  static EditedScores augment(String edit) {
    return new EditedScores(new AugmentReinforce(), edit);
  }

  static EditedScores nvil(String edit) {
    return new EditedScores(new Nvil(false), edit);
  }
}
