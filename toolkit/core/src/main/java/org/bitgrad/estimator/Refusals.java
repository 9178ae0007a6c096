package org.bitgrad.estimator;

import org.bitgrad.model.Problem;

/** Why an estimator cannot be opened on a problem. */
final class Refusals {
  private Refusals() {}

  static void requireDerivative(Estimator estimator, Problem problem) {
    if (!problem.loss().differentiable()) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " needs the derivative of the loss in its states, but the loss "
              + problem.loss().name()
              + " has none; give one, or use an estimator that needs values only, such as psa");
    }
  }

  static void requireOneLayer(Estimator estimator, Problem problem) {
    int layers = problem.chain().layers();
    if (layers != 1) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " is defined for 1 layer of Bernoulli units, but the problem has "
              + layers
              + "; use psa, which continues it to more layers");
    }
  }
}
