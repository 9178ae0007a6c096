package org.bitgrad.papers.straightthrough2021;

import org.bitgrad.report.Scale;

/**
 * How much is done at a scale.
 *
 * @param cases random functions of each kind, and random steps of each rule
 * @param networks small random networks that are written in several ways
 * @param widths random networks of each width
 * @param depths random networks of each depth
 * @param trials estimates on each of those
 * @param gains random networks whose gradients are followed through the layers
 */
record Plan(int cases, int networks, int widths, int depths, int trials, int gains) {
  static Plan of(Scale scale) {
    return switch (scale) {
      case QUICK -> new Plan(24, 4, 12, 3, 1_000, 10);
      case STANDARD -> new Plan(200, 40, 200, 24, 200_000, 40);
      case PAPER -> new Plan(1_000, 200, 1_000, 60, 1_000_000, 400);
    };
  }
}
