package org.bitgrad.estimator;

import java.util.Arrays;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;

/** Buffers and steps that sessions on sampled paths share. */
public abstract class PathSession implements Session {
  /** What is estimated. */
  protected final Problem problem;

  /** Its chain. */
  protected final Chain chain;

  /** Rows of the block: points times samples. */
  protected final int rows;

  /** Layers of the chain. */
  protected final int layers;

  /** The sampled path of every row. */
  protected final SampledPath path;

  /** The loss at its end. */
  protected final LossPass loss;

  /** What estimators compute of the path. */
  protected final PathTerms terms;

  private final double[] equalWeights;
  private final double[] shares;
  private final int samples;

  /**
   * Opens buffers.
   *
   * @param problem what is estimated
   * @param samples of each point
   */
  protected PathSession(Problem problem, int samples) {
    this.problem = problem;
    this.samples = samples;
    chain = problem.chain();
    rows = Math.multiplyExact(problem.points(), samples);
    layers = chain.layers();
    path = new SampledPath(chain, rows);
    loss = problem.loss().open(rows);
    terms = new PathTerms(path);
    equalWeights = new double[rows];
    Arrays.fill(equalWeights, 1.0 / samples);
    shares = new double[rows];
  }

  /**
   * Draws a path per row and evaluates the loss at its end.
   *
   * @param draw random numbers
   * @throws ArithmeticException if a loss is not finite
   */
  protected final void sample(Draw draw) {
    path.sample(draw);
    evaluate();
  }

  /**
   * Evaluates the loss at the end of the path.
   *
   * @throws ArithmeticException if a loss is not finite
   */
  protected final void evaluate() {
    loss.at(path.last());
    Finite.losses(loss.values(), problem.points());
  }

  /**
   * Gives a layer's derivatives to a sink.
   *
   * @param out the sink
   * @param layer which
   * @param da derivatives in the pre-activations, {@code [units x rows]}
   */
  protected final void layer(GradientSink out, int layer, double[] da) {
    out.layer(path.pass(), layer, path.previous(layer), da);
  }

  /**
   * Gives the loss's own derivative and the value, both plainly at the sampled states.
   *
   * @param out the sink
   */
  protected final void plainHead(GradientSink out) {
    if (hasLossParameters()) {
      out.loss(loss, equalWeights);
    }
    plainValue(out);
  }

  /**
   * Gives the value at the sampled states.
   *
   * @param out the sink
   */
  protected final void plainValue(GradientSink out) {
    double[] values = loss.values();
    if (samples == 1) {
      out.value(values, rows);
      return;
    }
    for (int r = 0; r < rows; r++) {
      shares[r] = values[r] / samples;
    }
    out.value(shares, rows);
  }

  /** {@return whether the loss has parameters} */
  protected final boolean hasLossParameters() {
    return problem.loss().parameters().groups() > 0;
  }

  /** {@return a buffer that holds the widest layer} */
  protected final double[] buffer() {
    int widest = 0;
    for (int k = 0; k < layers; k++) {
      widest = Math.max(widest, chain.units(k));
    }
    return new double[widest * rows];
  }

  /** {@return units of the last layer} */
  protected final int lastUnits() {
    return chain.units(layers - 1);
  }
}
