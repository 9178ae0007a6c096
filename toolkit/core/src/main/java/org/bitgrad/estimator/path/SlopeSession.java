package org.bitgrad.estimator.path;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;

/**
 * Back-propagation through one sampled path with a slope in place of the derivative of each unit's
 * state, which does not exist: {@code da = step slope g} with {@code g} the derivative in the hard
 * state. The straight-through family; its members differ in the slope.
 */
public abstract class SlopeSession extends PathSession {
  private final double[] da;
  private final double[] g;

  /**
   * Opens buffers.
   *
   * @param problem on which
   */
  protected SlopeSession(Problem problem) {
    super(problem, 1);
    da = buffer();
    g = buffer();
  }

  /** What stands for the derivative of a bit in its pre-activation. */
  @FunctionalInterface
  public interface Slopes {
    /**
     * Writes the slopes of a layer.
     *
     * @param path sampled
     * @param layer which
     * @param out {@code [units x rows]}, overwritten; may be longer
     */
    void at(SampledPath path, int layer, double[] out);
  }

  /**
   * A session whose slopes are a function of the path.
   *
   * @param problem on which
   * @param slopes of its layers
   * @return the session
   */
  public static Session of(Problem problem, Slopes slopes) {
    return new SlopeSession(problem) {
      @Override
      protected void slopes(int layer, double[] out) {
        slopes.at(path, layer, out);
      }
    };
  }

  /**
   * Draws the path; {@link #slopes} may use what it kept of the draw.
   *
   * @param draw random numbers
   */
  protected void draw(Draw draw) {
    sample(draw);
  }

  /**
   * Writes the slopes of a layer.
   *
   * @param layer which
   * @param out {@code [units x rows]}, overwritten; may be longer
   */
  protected abstract void slopes(int layer, double[] out);

  /**
   * Writes {@code da = step slope g}; to be overridden where that is had in one go.
   *
   * @param layer which
   * @param step of the encoding
   * @param g derivatives in the states, {@code [units x rows]}
   * @param da overwritten by those in the pre-activations
   */
  protected void derivatives(int layer, double step, double[] g, double[] da) {
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
