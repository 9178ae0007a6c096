package org.bitgrad.papers.biasvariance2021;

import org.bitgrad.report.Scale;

/**
 * How much is done at a scale.
 *
 * @param lines temperatures at which moments are integrated
 * @param dots temperatures at which estimates are sampled
 * @param trials estimates at each of them
 * @param averagedTrials estimates of which means are taken
 * @param chains sampled chains of each length and temperature
 * @param shares estimates of which a share is counted
 */
record Plan(int lines, int dots, int trials, int averagedTrials, int chains, int shares) {

  static Plan of(Scale scale) {
    return switch (scale) {
      case QUICK -> new Plan(14, 5, 2_000, 100_000, 10_000, 100_000);
      case STANDARD -> new Plan(53, 14, 20_000, 4_000_000, 200_000, 1_000_000);
      case PAPER -> new Plan(105, 27, 200_000, 20_000_000, 2_000_000, 10_000_000);
    };
  }

  /** Equal steps of the logarithm. */
  static double[] grid(double from, double to, int points) {
    double[] grid = new double[points];
    for (int i = 0; i < points; i++) {
      grid[i] = from * Math.pow(to / from, (double) i / (points - 1));
    }
    return grid;
  }
}
