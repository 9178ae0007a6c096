package org.bitgrad.estimator.control;

import org.bitgrad.problem.Finite;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.VectorMath;

/** The loss at relaxed bits {@code sigmoid(z / tau)} of one layer, and its derivative in z. */
final class RelaxedLoss {
  private final LossPass loss;
  private final int points;
  private final States states;

  RelaxedLoss(Problem problem, LossPass loss) {
    this.loss = loss;
    points = problem.points();
    states = States.zeros(problem.chain().encoding(), problem.chain().units(0), loss.rows());
  }

  /**
   * Evaluates.
   *
   * @param z {@code [units x rows]}
   * @param tau temperature
   * @param value one per row, overwritten
   * @param gradient {@code [units x rows]}, overwritten
   */
  void at(double[] z, double tau, double[] value, double[] gradient) {
    double[] x = states.values();
    double low = states.encoding().low();
    double step = states.encoding().step();
    for (int i = 0; i < x.length; i++) {
      x[i] = z[i] / tau;
    }
    VectorMath.sigmoid(x, x, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      x[i] = low + step * x[i];
    }
    loss.at(states);
    Finite.losses(loss.values(), points);
    System.arraycopy(loss.values(), 0, value, 0, value.length);
    loss.stateGradient(gradient);
    for (int i = 0; i < x.length; i++) {
      gradient[i] *= step * VectorMath.sigmoidDerivative(z[i] / tau) / tau;
    }
  }
}
