package org.bitgrad.report;

import java.util.List;
import java.util.Objects;
import org.bitgrad.analysis.Metric;

/**
 * Points of a publication, to stand beside ours in the same plot.
 *
 * @param estimator name of the estimator as this library spells it
 * @param group name of the parameter group, for example {@code layer0}
 * @param metric what the values are
 * @param samples samples M of each point
 * @param values as many values
 */
public record PublishedCurve(
    String estimator, String group, Metric metric, List<Integer> samples, List<Double> values) {

  /**
   * Copies the lists.
   *
   * @param estimator name of the estimator as this library spells it
   * @param group name of the parameter group, for example {@code layer0}
   * @param metric what the values are
   * @param samples samples M of each point
   * @param values as many values
   * @throws IllegalArgumentException if they differ in length
   */
  public PublishedCurve {
    Objects.requireNonNull(estimator, "estimator");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(metric, "metric");
    samples = List.copyOf(samples);
    values = List.copyOf(values);
    if (samples.size() != values.size()) {
      throw new IllegalArgumentException(
          "values must have " + samples.size() + " numbers, but has " + values.size());
    }
  }

  double[] xs() {
    return samples.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  double[] ys() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
