package org.bitgrad.estimator;

import java.util.function.ToDoubleFunction;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.SampledPath;

/**
 * One unit of one sampled path, as a formula of one's own sees it: {@code unit -> unit.score() *
 * unit.loss()}. A view that moves on from unit to unit: it is not to be kept.
 */
public final class PathUnit {
  private final SampledPath path;
  private final LossPass loss;
  private final int layer;
  private final double[] scores;
  private final double[] densities;
  private int at;

  private PathUnit(SampledPath path, LossPass loss, int layer) {
    this.path = path;
    this.loss = loss;
    this.layer = layer;
    PathTerms terms = new PathTerms(path);
    int size = path.preactivations(layer).length;
    scores = new double[size];
    densities = new double[size];
    terms.scores(layer, scores);
    path.pass().densities(layer, path.preactivations(layer), densities);
  }

  /** The recipe that asks a formula for every unit. */
  static PathRecipe recipe(ToDoubleFunction<PathUnit> formula) {
    return (path, loss, out) -> {
      for (int k = 0; k < path.pass().chain().layers(); k++) {
        PathUnit unit = new PathUnit(path, loss, k);
        double[] da = new double[unit.scores.length];
        for (unit.at = 0; unit.at < da.length; unit.at++) {
          da[unit.at] = formula.applyAsDouble(unit);
        }
        out.layer(path.pass(), k, path.previous(k), da);
      }
    };
  }

  /** {@return the loss at the end of the path} */
  public double loss() {
    return loss.values()[at % path.rows()];
  }

  /** {@return the sampled bit, 0 or 1, in either encoding} */
  public double bit() {
    Encoding encoding = path.states(layer).encoding();
    return (path.states(layer).values()[at] - encoding.low()) / encoding.step();
  }

  /** {@return the probability of the bit 1} */
  public double probability() {
    return path.probabilities(layer)[at];
  }

  /** {@return the pre-activation} */
  public double preactivation() {
    return path.preactivations(layer)[at];
  }

  /** {@return the derivative of the probability in the pre-activation} */
  public double density() {
    return densities[at];
  }

  /**
   * {@return the derivative of the log-probability of the sampled bit in the pre-activation; for
   * standard logistic noise {@code bit - probability}}
   */
  public double score() {
    return scores[at];
  }

  /** {@return the layer, from 0} */
  public int layer() {
    return layer;
  }

  /** {@return which unit of the layer, from 0} */
  public int unit() {
    return at / path.rows();
  }
}
