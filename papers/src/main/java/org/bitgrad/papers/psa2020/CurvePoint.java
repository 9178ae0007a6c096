package org.bitgrad.papers.psa2020;

import java.util.List;
import java.util.Optional;
import org.bitgrad.analysis.Interval;

/**
 * Error and cosine of the mean of M samples, from real groups of M trials.
 *
 * @param estimator name in the library
 * @param layer 0, 1 and 2 hidden, 3 the head
 * @param samples M
 * @param groups groups of M trials
 * @param rmse root mean squared error, relative to the norm of the exact gradient
 * @param rmseInterval its 95 % interval; empty below 20 groups
 * @param cosine mean cosine with the exact gradient
 * @param cosineInterval its 95 % interval; empty below 20 groups
 * @param band 15 % and 85 % quantiles of the cosine; empty below 20 groups
 */
record CurvePoint(
    String estimator,
    int layer,
    int samples,
    int groups,
    double rmse,
    Optional<Interval> rmseInterval,
    double cosine,
    Optional<Interval> cosineInterval,
    Optional<Interval> band) {
  static final String[] COLUMNS = {
    "estimator",
    "layer",
    "samples",
    "groups",
    "rmse",
    "rmse_low",
    "rmse_high",
    "cos",
    "cos_low",
    "cos_high",
    "cos_q15",
    "cos_q85"
  };

  Object[] cells() {
    return new Object[] {
      estimator,
      layer,
      samples,
      groups,
      rmse,
      rmseInterval.map(Interval::low).orElse(null),
      rmseInterval.map(Interval::high).orElse(null),
      cosine,
      cosineInterval.map(Interval::low).orElse(null),
      cosineInterval.map(Interval::high).orElse(null),
      band.map(Interval::low).orElse(null),
      band.map(Interval::high).orElse(null)
    };
  }

  static CurvePoint parse(List<String> cells) {
    return new CurvePoint(
        cells.get(0),
        Integer.parseInt(cells.get(1)),
        Integer.parseInt(cells.get(2)),
        Integer.parseInt(cells.get(3)),
        Double.parseDouble(cells.get(4)),
        interval(cells, 5),
        Double.parseDouble(cells.get(7)),
        interval(cells, 8),
        interval(cells, 10));
  }

  private static Optional<Interval> interval(List<String> cells, int at) {
    return cells.get(at).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Interval(Double.parseDouble(cells.get(at)), Double.parseDouble(cells.get(at + 1))));
  }
}
