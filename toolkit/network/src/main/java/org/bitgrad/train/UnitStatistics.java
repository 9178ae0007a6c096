package org.bitgrad.train;

/**
 * What the Bernoulli units of a layer do, mean over units and examples.
 *
 * @param entropy of a unit given the layer before, in bits, 0 to 1
 * @param flipRate share of the states that differ between two sampled passes of the same example
 * @param saturated share of the units whose probability is below 0.01 or above 0.99
 */
public record UnitStatistics(double entropy, double flipRate, double saturated) {
  /** Probabilities nearer than this to 0 or 1 count as saturated. */
  public static final double SATURATION = 0.01;
}
