package org.bitgrad.train;

import org.bitgrad.numeric.RealArray;

/**
 * A recipe of steps along a gradient; immutable. {@link #start} gives the state for one set of
 * parameters.
 *
 * <pre>{@code
 * Optimiser recipe = Optimiser.sgd(0.03).momentum(0.9).nesterov().clipEntries(1000);
 * OptimiserRun run = recipe.start(weights, biases);
 * run.rate(schedule.factor(epoch) * recipe.rate());
 * run.step(weightGradient, biasGradient);
 * }</pre>
 */
public sealed interface Optimiser permits Sgd, Adam {
  /**
   * Plain stochastic gradient descent.
   *
   * @param rate learning rate, positive
   * @return the recipe, to which momentum and others may be added
   */
  static Sgd sgd(double rate) {
    return new Sgd(rate, 0, false, 0, Clipping.NONE);
  }

  /**
   * Adam with the published decays 0.9 and 0.999 and epsilon 1e-8.
   *
   * @param rate learning rate, positive
   * @return the recipe
   */
  static Adam adam(double rate) {
    return new Adam(rate, Adam.PUBLISHED, new Adam.Decay(0, false), Clipping.NONE);
  }

  /**
   * Adam with decoupled weight decay.
   *
   * @param rate learning rate, positive
   * @param decay of the weights per unit of rate, at least 0
   * @return the recipe
   */
  static Adam adamW(double rate, double decay) {
    return new Adam(rate, Adam.PUBLISHED, new Adam.Decay(decay, true), Clipping.NONE);
  }

  /** {@return the learning rate with which runs begin} */
  double rate();

  /**
   * Changes the learning rate.
   *
   * @param rate positive
   * @return a new recipe, the same otherwise
   */
  Optimiser withRate(double rate);

  /**
   * Clips each entry of the gradient.
   *
   * @param limit entries end in [-limit, limit]; positive
   * @return a new recipe
   */
  Optimiser clipEntries(double limit);

  /**
   * Shortens a gradient that is too long, all groups of a run together, after {@link #clipEntries}.
   *
   * @param limit largest Euclidean norm, positive
   * @return a new recipe
   */
  Optimiser clipNorm(double limit);

  /**
   * Begins.
   *
   * @param parameters groups that the steps change; float32 or float64 each
   * @return the state, at step 0
   */
  OptimiserRun start(RealArray... parameters);
}
