package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.score.MuProp;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;

/** MuProp. */
class EditedMuProp extends Edited {
  EditedMuProp(String edit) {
    super(new MuProp(), edit);
  }

  /** Whether the derivative of the loss is taken at the sample in place of the means. */
  boolean derivativeAtTheSample() {
    return false;
  }

  /** The loss minus its linear model. */
  double residual(double f, double atMeans, double linear) {
    return f - atMeans - linear;
  }

  /** What is added back: the derivative in a mean times the slope of the mean. */
  double addedBack(double derivative, double sampledSlope, double meanSlope) {
    return derivative * sampledSlope;
  }

  @Override
  Session session(Problem problem) {
    return new MuPropSession(problem);
  }

  private final class MuPropSession extends Copy {
    private final SampledPath means;
    private final LossPass atMeans;
    private final double[][] g;

    MuPropSession(Problem problem) {
      super(problem, 1);
      means = new SampledPath(problem.chain(), rows);
      atMeans = problem.loss().open(rows);
      g = new double[layers()][];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      expand();
      for (int k = 0; k < layers(); k++) {
        double[] linear = new double[rows];
        for (int at = 0; at < g[k].length; at++) {
          double mean = means.states(k).values()[at];
          linear[at % rows] += g[k][at] * (path.states(k).values()[at] - mean);
        }
        double[] da = new double[g[k].length];
        for (int at = 0; at < da.length; at++) {
          int r = at % rows;
          double f = residual(loss.values()[r], atMeans.values()[r], linear[r]);
          double a = path.preactivations(k)[at];
          double slope = step() * path.noise(k).density(a);
          double ofMean = step() * path.noise(k).density(means.preactivations(k)[at]);
          double bit = (spin(k, at) + 1) / 2.0;
          double score = (bit - path.probabilities(k)[at]) * path.noise(k).logitSlope(a);
          da[at] = f * score + addedBack(g[k][at], slope, ofMean);
        }
        out.layer(path.pass(), k, path.previous(k), da);
      }
    }

    private void expand() {
      double low = problem.chain().encoding().low();
      for (int k = 0; k < layers(); k++) {
        means.activate(k);
        for (int at = 0; at < units(k) * rows; at++) {
          means.states(k).values()[at] = low + step() * means.probabilities(k)[at];
        }
      }
      atMeans.at(means.last());
      int last = layers() - 1;
      g[last] = new double[units(last) * rows];
      (derivativeAtTheSample() ? loss : atMeans).stateGradient(g[last]);
      for (int k = last; k > 0; k--) {
        double[] da = new double[g[k].length];
        for (int at = 0; at < da.length; at++) {
          da[at] = g[k][at] * step() * means.noise(k).density(means.preactivations(k)[at]);
        }
        g[k - 1] = new double[units(k - 1) * rows];
        means.pass().pullBackStates(k, means.previous(k), da, g[k - 1]);
      }
    }
  }
}
