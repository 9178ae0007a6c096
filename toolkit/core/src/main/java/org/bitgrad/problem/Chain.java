package org.bitgrad.problem;

import org.bitgrad.random.Noise;

/**
 * A Markov chain of layers of Bernoulli units. Given the states of the layer before, the units of a
 * layer are independent, and unit {@code j} draws the bit 1 with probability {@code F(a_j)}, where
 * {@code a_j} is its pre-activation (a logit in units of the noise) and {@code F} the distribution
 * function of the layer's noise.
 *
 * <p>Free logits, dense and convolutional layers, Bernoulli weights and encoders differ only in how
 * {@code a} depends on the states before and on parameters; that is what a {@link ChainPass}
 * computes. Layer {@code k}'s parameters are group {@code k} of {@link #parameters()}. A chain
 * reads its parameters afresh at each pass and keeps no other state, so one chain may serve many
 * threads, each with passes of its own.
 */
public interface Chain {
  /** {@return number of layers of Bernoulli units, at least 1} */
  int layers();

  /**
   * The width of a layer.
   *
   * @param layer 0 to layers - 1
   * @return number of units, at least 1
   */
  int units(int layer);

  /**
   * The noise injected into a layer.
   *
   * @param layer 0 to layers - 1
   * @return the noise, whose distribution function gives the probability of a bit
   */
  Noise noise(int layer);

  /** {@return how states are written as numbers, one encoding for the whole chain} */
  Encoding encoding();

  /** {@return number of data points} */
  int points();

  /** {@return one group of parameters per layer, in order} */
  ParameterLayout parameters();

  /**
   * The same chain on some of its data points; a point may be repeated.
   *
   * @param points indices, 0 to points - 1; point {@code i} of the result is {@code points[i]}
   * @return the restricted chain, sharing the parameters
   */
  Chain at(int... points);

  /**
   * Whether layers after the first depend on the data point in other ways than through the states
   * before them. Exact enumeration needs that they do not.
   *
   * @return false unless overridden
   */
  default boolean transitionsDependOnPoint() {
    return false;
  }

  /**
   * Opens buffers for a number of rows.
   *
   * @param rows rows of each block, a multiple of {@link #points()}; row {@code r} belongs to point
   *     {@code r % points}
   * @return a pass, for one thread
   */
  ChainPass open(int rows);
}
