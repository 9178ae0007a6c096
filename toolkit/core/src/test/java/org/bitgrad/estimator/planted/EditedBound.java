package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/** What copies of estimators for multi-sample bounds share. */
abstract class EditedBound extends Edited {
  EditedBound(Estimator right, String edit) {
    super(right, edit);
  }

  /** The weight of one of n samples in the gradient. */
  double share(int n) {
    return 1;
  }

  /** From the logit to the pre-activation. */
  double logitSlope(Noise noise, double a) {
    return noise.logitSlope(a);
  }

  /** The sample to which a unit belongs. */
  int sampleOf(int unit, int units, int n) {
    return unit / units;
  }

  /** The bound of given log weights. */
  static double bound(double... logs) {
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log);
    }
    return Math.log(sum / logs.length);
  }

  static double[] exchanged(double[] logs, int k, double instead) {
    double[] changed = logs.clone();
    changed[k] = instead;
    return changed;
  }

  /** Buffers of one path per row. */
  abstract class BoundCopy extends Copy {
    final int n;
    final int units;

    BoundCopy(Problem problem) {
      super(problem, 1);
      n = problem.loss().samples();
      units = units(0) / n;
    }

    /** The log weights of a row. */
    final double[] row(double[] logs, int r) {
      double[] row = new double[n];
      for (int k = 0; k < n; k++) {
        row[k] = logs[k * rows + r];
      }
      return row;
    }

    final double probability(int at) {
      return path.probabilities(0)[at];
    }

    /** Turns derivatives in the logits into those in the pre-activations. */
    final void finish(GradientSink out, double[] inLogits) {
      for (int at = 0; at < inLogits.length; at++) {
        inLogits[at] *= share(n) * logitSlope(path.noise(0), path.preactivations(0)[at]);
      }
      out.layer(path.pass(), 0, null, inLogits);
    }

    final States states() {
      return States.zeros(problem.chain().encoding(), units(0), rows);
    }

    final double number(boolean bit) {
      return bit ? problem.chain().encoding().high() : problem.chain().encoding().low();
    }

    final SampledPath activated() {
      path.activate(0);
      return path;
    }
  }
}
