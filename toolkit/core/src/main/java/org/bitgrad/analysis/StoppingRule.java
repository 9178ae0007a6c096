package org.bitgrad.analysis;

import java.util.Optional;

/**
 * Whether the 95 % intervals of a metric are narrow enough in all rows of a study.
 *
 * @param metric one with intervals
 * @param halfWidth largest half-width allowed
 */
record StoppingRule(Metric metric, double halfWidth) {
  StoppingRule {
    if (metric == null || metric == Metric.VARIANCE) {
      throw new IllegalArgumentException(
          "metric must be RMSE, BIAS, STD or COSINE, which have intervals, but is " + metric);
    }
    if (!(halfWidth > 0 && halfWidth < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "halfWidth must be positive and finite, but is " + halfWidth);
    }
  }

  /** A row without an interval is not narrow enough. */
  boolean met(StudyResult result) {
    for (StudyRow row : result.rows()) {
      Optional<Interval> interval = interval(result, row);
      if (interval.isEmpty() || interval.get().halfWidth() > halfWidth) {
        return false;
      }
    }
    return true;
  }

  private Optional<Interval> interval(StudyResult result, StudyRow row) {
    String estimator = row.estimator();
    String group = row.group();
    return switch (metric) {
      case RMSE -> result.rmseInterval(estimator, group, row.samples());
      case BIAS -> result.relBiasInterval(estimator, group);
      case STD -> result.relStdInterval(estimator, group);
      case COSINE -> result.cosineInterval(estimator, group, row.samples());
      case VARIANCE -> Optional.empty();
    };
  }
}
