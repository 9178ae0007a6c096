package org.bitgrad.papers.psa2020;

import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.report.Scale;

/**
 * How much is done at a scale.
 *
 * @param points data points of each class
 * @param networks starts of training that are studied, at least 2
 * @param updates updates of the parameters in training
 * @param trials estimates of each estimator on each network
 * @param samples numbers of averaged samples M
 * @param costSeconds time spent on each measured cost
 */
record Plan(
    int points, int networks, int updates, int trials, List<Integer> samples, double costSeconds) {

  /** Published: 100 points of each class, 1 network, 40000 updates and 20000 trials. */
  static Plan of(Scale scale) {
    return switch (scale) {
      case QUICK -> new Plan(20, 2, 10_000, 200, List.of(1, 10, 100), 0.02);
      case STANDARD -> new Plan(100, 10, 40_000, 20_000, publishedSamples(), 0.5);
      case PAPER -> new Plan(100, 20, 40_000, 20_000, publishedSamples(), 2);
    };
  }

  /** 1 to 9, 10 to 90, 100 to 900 and 1000 to 9000 (released code). */
  static List<Integer> publishedSamples() {
    return IntStream.of(1, 10, 100, 1000)
        .flatMap(unit -> IntStream.rangeClosed(1, 9).map(i -> i * unit))
        .boxed()
        .toList();
  }
}
