package org.bitgrad.estimator;

import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;

/**
 * Back-propagation through one sampled path with a slope in place of the derivative of each unit's
 * state, which does not exist: {@code da = step slope g} with {@code g} the derivative in the hard
 * state. The straight-through family; its members differ in the slope.
 */
abstract class SlopeSession extends PathSession {
  private final double[] da;
  private final double[] g;

  SlopeSession(Problem problem) {
    super(problem, 1);
    da = buffer();
    g = buffer();
  }

  /** What stands for the derivative of a bit in its pre-activation. */
  @FunctionalInterface
  interface Slopes {
    /**
     * Writes the slopes of a layer.
     *
     * @param path sampled
     * @param layer which
     * @param out {@code [units x rows]}, overwritten; may be longer
     */
    void at(SampledPath path, int layer, double[] out);
  }

  /** A session whose slopes are a function of the path. */
  static Session of(Problem problem, Slopes slopes) {
    return new SlopeSession(problem) {
      @Override
      void slopes(int layer, double[] out) {
        slopes.at(path, layer, out);
      }
    };
  }

  /** Draws the path; {@link #slopes} may use what it kept of the draw. */
  void draw(Draw draw) {
    sample(draw);
  }

  abstract void slopes(int layer, double[] out);

  /** Writes {@code da = step slope g}; to be overridden where that is had in one go. */
  void derivatives(int layer, double step, double[] g, double[] da) {
    int size = chain.units(layer) * rows;
    slopes(layer, da);
    for (int i = 0; i < size; i++) {
      da[i] *= step * g[i];
    }
  }

  @Override
  public final void estimate(Draw draw, GradientSink out) {
    draw(draw);
    plainHead(out);
    loss.stateGradient(g);
    double step = chain.encoding().step();
    for (int k = layers - 1; k >= 0; k--) {
      derivatives(k, step, g, da);
      layer(out, k, da);
      if (k > 0) {
        path.pass().pullBackStates(k, path.previous(k), da, g);
      }
    }
  }
}
