package org.bitgrad.papers.psa2020;

import java.util.List;
import org.bitgrad.analysis.Interval;

/**
 * Bias and standard deviation of one sample, relative to the norm of the exact gradient of the
 * layer.
 *
 * @param estimator name in the library
 * @param layer 0, 1 and 2 hidden, 3 the head
 * @param exact whether by enumeration of all paths, or sampled
 * @param bias relative bias
 * @param biasInterval the bias itself if it is exact, otherwise its 95 % interval
 * @param std relative standard deviation
 * @param stdInterval likewise
 */
record Moments(
    String estimator,
    int layer,
    boolean exact,
    double bias,
    Interval biasInterval,
    double std,
    Interval stdInterval) {
  static final String[] COLUMNS = {
    "estimator",
    "layer",
    "exact",
    "rel_bias",
    "rel_bias_low",
    "rel_bias_high",
    "rel_std",
    "rel_std_low",
    "rel_std_high"
  };

  Object[] cells() {
    return new Object[] {
      estimator,
      layer,
      exact,
      bias,
      biasInterval.low(),
      biasInterval.high(),
      std,
      stdInterval.low(),
      stdInterval.high()
    };
  }

  static Moments parse(List<String> cells) {
    return new Moments(
        cells.get(0),
        Integer.parseInt(cells.get(1)),
        Boolean.parseBoolean(cells.get(2)),
        Double.parseDouble(cells.get(3)),
        new Interval(Double.parseDouble(cells.get(4)), Double.parseDouble(cells.get(5))),
        Double.parseDouble(cells.get(6)),
        new Interval(Double.parseDouble(cells.get(7)), Double.parseDouble(cells.get(8))));
  }
}
