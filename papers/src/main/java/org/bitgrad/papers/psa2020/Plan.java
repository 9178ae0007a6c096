package org.bitgrad.papers.psa2020;

import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.report.Scale;

/**
 * How much is done at a scale.
 *
 * @param networks networks of each kind, at least 2
 * @param epochs epochs of training, 20 updates each
 * @param trials estimates of each estimator on each network
 * @param samples numbers of averaged samples M
 * @param costSeconds time spent on each measured cost
 */
record Plan(int networks, int epochs, int trials, List<Integer> samples, double costSeconds) {

  /** The published numbers are 1 network, 2000 epochs and 20000 trials. */
  static Plan of(Scale scale) {
    return switch (scale) {
      case QUICK -> new Plan(2, 500, 200, List.of(1, 10, 100), 0.02);
      case STANDARD -> new Plan(5, 2000, 20_000, publishedSamples(), 0.5);
      case PAPER -> new Plan(20, 2000, 20_000, publishedSamples(), 2);
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
