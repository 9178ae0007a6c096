package org.bitgrad.estimator;

import java.util.Arrays;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;

/** Buffers and steps that sessions on sampled paths share. */
abstract class PathSession implements Session {
  final Problem problem;
  final Chain chain;
  final int rows;
  final int layers;
  final SampledPath path;
  final LossPass loss;
  final PathTerms terms;
  private final double[] equalWeights;
  private final double[] shares;
  private final int samples;

  PathSession(Problem problem, int samples) {
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

  /** Draws a path per row and evaluates the loss at its end. */
  final void sample(Draw draw) {
    path.sample(draw);
    evaluate();
  }

  /** Evaluates the loss at the end of the path. */
  final void evaluate() {
    loss.at(path.last());
    Finite.check(loss.values(), problem.points());
  }

  /** Gives a layer's derivatives to the sink. */
  final void layer(GradientSink out, int layer, double[] da) {
    out.layer(path.pass(), layer, path.previous(layer), da);
  }

  /** The loss's own derivative and the value, both plainly at the sampled states. */
  final void plainHead(GradientSink out) {
    if (hasLossParameters()) {
      out.loss(loss, equalWeights);
    }
    plainValue(out);
  }

  final void plainValue(GradientSink out) {
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

  final boolean hasLossParameters() {
    return problem.loss().parameters().groups() > 0;
  }

  /** A buffer that holds the widest layer. */
  final double[] buffer() {
    int widest = 0;
    for (int k = 0; k < layers; k++) {
      widest = Math.max(widest, chain.units(k));
    }
    return new double[widest * rows];
  }

  final int lastUnits() {
    return chain.units(layers - 1);
  }
}
