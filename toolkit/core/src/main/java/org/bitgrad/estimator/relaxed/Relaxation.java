package org.bitgrad.estimator.relaxed;

import java.util.Arrays;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/**
 * A pass with relaxed states: each unit's state is a differentiable function {@code low + step
 * y(a)} of its pre-activation, and the derivative is that of ordinary back-propagation. Shared by
 * {@link Concrete} and {@link MeanField}, which differ in y.
 */
final class Relaxation {
  private final Problem problem;
  private final Chain chain;
  private final ChainPass pass;
  private final LossPass loss;
  private final int rows;
  private final States[] states;
  private final double[][] slopes;
  private final double[] a;
  private final double[] g;
  private final double[] ones;

  Relaxation(Problem problem) {
    this.problem = problem;
    chain = problem.chain();
    rows = problem.points();
    pass = chain.open(rows);
    loss = problem.loss().open(rows);
    states = new States[chain.layers()];
    slopes = new double[chain.layers()][];
    int widest = 0;
    for (int k = 0; k < states.length; k++) {
      states[k] = States.zeros(chain.encoding(), chain.units(k), rows);
      slopes[k] = new double[chain.units(k) * rows];
      widest = Math.max(widest, slopes[k].length);
    }
    a = new double[widest];
    g = new double[widest];
    ones = new double[rows];
    Arrays.fill(ones, 1);
  }

  /** How a layer's units depend on their pre-activations. */
  @FunctionalInterface
  interface Units {
    /**
     * Replaces pre-activations by y in (0, 1) and writes dy/da.
     *
     * @param layer which
     * @param a {@code [units x rows]} pre-activations, overwritten with y; may be longer
     * @param slope {@code [units x rows]}, overwritten with dy/da
     */
    void relax(int layer, double[] a, double[] slope);
  }

  void estimate(Units units, GradientSink out) {
    forward(units);
    States last = states[states.length - 1];
    loss.at(last);
    Finite.losses(loss.values(), problem.points());
    out.value(loss.values(), rows);
    if (problem.loss().parameters().groups() > 0) {
      out.loss(loss, ones);
    }
    loss.stateGradient(g);
    double step = chain.encoding().step();
    for (int k = states.length - 1; k >= 0; k--) {
      double[] da = slopes[k];
      for (int i = 0; i < da.length; i++) {
        da[i] *= step * g[i];
      }
      out.layer(pass, k, previous(k), da);
      if (k > 0) {
        pass.pullBackStates(k, previous(k), da, g);
      }
    }
  }

  private void forward(Units units) {
    double low = chain.encoding().low();
    double step = chain.encoding().step();
    for (int k = 0; k < states.length; k++) {
      pass.preactivations(k, previous(k), a);
      units.relax(k, a, slopes[k]);
      double[] x = states[k].values();
      for (int i = 0; i < x.length; i++) {
        x[i] = low + step * a[i];
      }
    }
  }

  private States previous(int layer) {
    return layer == 0 ? null : states[layer - 1];
  }
}
