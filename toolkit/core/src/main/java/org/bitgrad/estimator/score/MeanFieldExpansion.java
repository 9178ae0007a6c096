package org.bitgrad.estimator.score;

import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/**
 * The loss at the end of the mean-field path, on which every state is its expectation given the
 * means before it, and its derivative in the means of each layer: a linear model of the loss as a
 * function of the states of any one layer.
 */
final class MeanFieldExpansion {
  private final Problem problem;
  private final Chain chain;
  private final ChainPass pass;
  private final LossPass loss;
  private final States[] means;
  private final double[][] gradients;
  private final double[] a;

  MeanFieldExpansion(Problem problem) {
    this.problem = problem;
    chain = problem.chain();
    int rows = problem.points();
    pass = chain.open(rows);
    loss = problem.loss().open(rows);
    means = new States[chain.layers()];
    gradients = new double[chain.layers()][];
    int widest = 0;
    for (int k = 0; k < means.length; k++) {
      means[k] = States.zeros(chain.encoding(), chain.units(k), rows);
      gradients[k] = new double[chain.units(k) * rows];
      widest = Math.max(widest, gradients[k].length);
    }
    a = new double[widest];
  }

  /** Forwards and backwards once. */
  void compute() {
    double low = chain.encoding().low();
    double step = chain.encoding().step();
    for (int k = 0; k < means.length; k++) {
      double[] x = means[k].values();
      pass.preactivations(k, previous(k), a);
      chain.noise(k).probabilities(a, x, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        x[i] = low + step * x[i];
      }
    }
    loss.at(means[means.length - 1]);
    Finite.losses(loss.values(), problem.points());
    loss.stateGradient(gradients[means.length - 1]);
    for (int k = means.length - 1; k > 0; k--) {
      pass.preactivations(k, previous(k), a);
      chain.noise(k).densities(a, a, 0, gradients[k].length);
      for (int i = 0; i < gradients[k].length; i++) {
        a[i] *= step * gradients[k][i];
      }
      pass.pullBackStates(k, previous(k), a, gradients[k - 1]);
    }
  }

  private States previous(int layer) {
    return layer == 0 ? null : means[layer - 1];
  }

  /** {@return the loss of each row at the means; the buffer itself} */
  double[] values() {
    return loss.values();
  }

  /** The means of a layer, as numbers of the encoding. */
  double[] means(int layer) {
    return means[layer].values();
  }

  /** The derivative of the loss in a layer's means, {@code [units x rows]}; the buffer itself. */
  double[] gradient(int layer) {
    return gradients[layer];
  }
}
