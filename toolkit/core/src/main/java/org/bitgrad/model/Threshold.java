package org.bitgrad.model;

/** The one rule for drawing bits: 1 iff u is below p. */
final class Threshold {
  private static final double STEEP = 0x1p1000;

  private Threshold() {}

  /**
   * 1 if {@code u < p}, else 0, without a branch: a random branch costs more than the arithmetic.
   * The difference of two distinct doubles is never 0, and scaled by 2^1000 the difference of two
   * probabilities that differ exceeds 1.
   */
  static double below(double u, double p) {
    return Math.min(1, Math.max(0, (p - u) * STEEP));
  }
}
