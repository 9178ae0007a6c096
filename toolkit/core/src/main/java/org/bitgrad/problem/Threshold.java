package org.bitgrad.problem;

/** The one rule for drawing bits: 1 iff u is below p. */
final class Threshold {
  private static final double QUARTER = 0.25;

  private Threshold() {}

  /**
   * 1 if {@code u < p}, else 0, without a branch: a random branch costs more than the arithmetic.
   * The difference of two distinct doubles is never 0, and a quarter of it lies in [-1/2, 1/2], the
   * forced draws u = -1 and u = 2 included; so its ceiling is the bit.
   */
  static double below(double u, double p) {
    return Math.ceil(QUARTER * (p - u));
  }
}
