package org.bitgrad.estimator.planted;

import java.util.Arrays;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;

/** A copy of a right estimator, which one hook may change; it claims the right one's traits. */
abstract class Edited implements Estimator {
  private final Estimator right;
  private final String edit;

  Edited(Estimator right, String edit) {
    this.right = right;
    this.edit = edit;
  }

  final Estimator right() {
    return right;
  }

  @Override
  public final String name() {
    return right.name() + " with " + edit;
  }

  @Override
  public final Traits traits() {
    return right.traits();
  }

  @Override
  public final Session open(Problem problem) {
    try {
      right.open(problem);
    } catch (UnsupportedOperationException refusal) {
      throw new UnsupportedOperationException(name() + ": " + refusal.getMessage(), refusal);
    }
    return session(problem);
  }

  abstract Session session(Problem problem);

  /** Buffers of one path per row. */
  abstract static class Copy implements Session {
    final Problem problem;
    final int samples;
    final int rows;
    final SampledPath path;
    final LossPass loss;

    Copy(Problem problem, int samples) {
      this.problem = problem;
      this.samples = samples;
      rows = problem.points() * samples;
      path = new SampledPath(problem.chain(), rows);
      loss = problem.loss().open(rows);
    }

    final void sample(Draw draw) {
      path.sample(draw);
      loss.at(path.last());
    }

    final int layers() {
      return problem.chain().layers();
    }

    final int units(int layer) {
      return problem.chain().units(layer);
    }

    final double step() {
      return problem.chain().encoding().step();
    }

    /** -1 or +1. */
    final int spin(int layer, int at) {
      return path.states(layer).values()[at] == problem.chain().encoding().high() ? 1 : -1;
    }

    final void plainHead(GradientSink out) {
      double[] weights = new double[rows];
      Arrays.fill(weights, 1.0 / samples);
      out.loss(loss, weights);
      for (int r = 0; r < rows; r++) {
        weights[r] = loss.values()[r] / samples;
      }
      out.value(weights, rows);
    }
  }
}
