package org.bitgrad.papers.arms2021;

import org.bitgrad.report.Scale;

/**
 * How much is done at a scale.
 *
 * @param functions random functions of each number of bits
 * @param estimates sampled estimates where there are no exact moments
 * @param copulaDraws draws of each copula
 * @param gridPoints points of the grid of p in the toy problem
 * @param steps steps of an optimisation
 * @param perStep estimates that are averaged in a step
 */
record Plan(int functions, int estimates, int copulaDraws, int gridPoints, int steps, int perStep) {

  /** Published: about 1390 steps of 1000 estimates; 2280 functions (760 of each size) are ours. */
  static Plan of(Scale scale) {
    return switch (scale) {
      case QUICK -> new Plan(60, 40_000, 20_000, 25, 300, 100);
      case STANDARD -> new Plan(760, 2_000_000, 1_000_000, 97, 1_600, 1_000);
      case PAPER -> new Plan(7_600, 20_000_000, 10_000_000, 97, 1_600, 1_000);
    };
  }
}
