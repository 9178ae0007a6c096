package org.bitgrad.network;

import org.bitgrad.random.Noise;

/** What a layer of a network makes of its pre-activations. */
public sealed interface Units {
  /**
   * Bernoulli units: states drawn with probability F(a).
   *
   * @param noise whose distribution function F is
   */
  record Bernoulli(Noise noise) implements Units {}

  /**
   * Real units: a deterministic function of the pre-activation.
   *
   * @param activation the function
   */
  record Real(Activation activation) implements Units {}

  /** The outputs of a head: the pre-activations themselves. */
  record Linear() implements Units {}
}
