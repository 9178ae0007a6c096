package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.random.Shown;

/** What a {@link GradientStudy} found. Immutable, safe for any thread. */
public final class StudyResult {
  private final StudySettings settings;
  private final Optional<ExactResult> exact;
  private final List<String> groups;
  private final List<EstimatorResult> estimators = new ArrayList<>();
  private final List<StudyRow> rows = new ArrayList<>();
  private final Map<String, List<GroupSummary>> summaries = new LinkedHashMap<>();

  StudyResult(StudySettings settings, Optional<ExactResult> exact, List<String> groups) {
    this.settings = settings;
    this.exact = exact;
    this.groups = groups;
  }

  void add(EstimatorResult estimator, List<StudyRow> table, List<GroupSummary> perGroup) {
    estimators.add(estimator);
    rows.addAll(table);
    summaries.put(estimator.name(), perGroup);
  }

  /** {@return what decided the numbers} */
  public StudySettings settings() {
    return settings;
  }

  /** {@return exact expected loss and gradient, empty if they cost too much} */
  public Optional<ExactResult> exact() {
    return exact;
  }

  /** {@return names of the parameter groups, in order} */
  public List<String> groups() {
    return groups;
  }

  /** {@return one result per estimator, in the order of the settings} */
  public List<EstimatorResult> estimators() {
    return List.copyOf(estimators);
  }

  /**
   * The result of one estimator.
   *
   * @param name its name
   * @return the result
   * @throws IllegalArgumentException if the study has no such estimator
   */
  public EstimatorResult estimator(String name) {
    return estimators.get(indexOf(name));
  }

  /** {@return the table: by estimator, then group, then samples} */
  public List<StudyRow> rows() {
    return List.copyOf(rows);
  }

  /**
   * One row of the table.
   *
   * @param estimator name of the estimator
   * @param group name of the parameter group
   * @param samples M
   * @return the row
   * @throws IllegalArgumentException if the table has no such row
   */
  public StudyRow row(String estimator, String group, int samples) {
    int perGroup = settings.samples().size();
    int at = indexOf(estimator) * groups.size() + indexOfGroup(group);
    return rows.get(at * perGroup + indexOfSamples(samples));
  }

  /**
   * The 95 % interval of a row's {@code rmse}: squared errors of the groups taken as multiples of
   * chi squared.
   *
   * @param estimator name of the estimator
   * @param group name of the parameter group
   * @param samples M
   * @return the interval; empty without an exact gradient and below 20 groups
   */
  public Optional<Interval> rmseInterval(String estimator, String group, int samples) {
    return summary(estimator, group)
        .flatMap(s -> s.samples(indexOfSamples(samples)).rmseInterval());
  }

  /**
   * The 95 % interval of a row's mean cosine, by Student's t over batches of groups.
   *
   * @param estimator name of the estimator
   * @param group name of the parameter group
   * @param samples M
   * @return the interval; empty without an exact gradient and below 20 groups
   */
  public Optional<Interval> cosineInterval(String estimator, String group, int samples) {
    return summary(estimator, group)
        .flatMap(s -> s.samples(indexOfSamples(samples)).cosineInterval());
  }

  /**
   * The 95 % interval of a relative bias, as in the rows.
   *
   * @param estimator name of the estimator
   * @param group name of the parameter group
   * @return the interval; empty without an exact gradient and below 20 trials
   */
  public Optional<Interval> relBiasInterval(String estimator, String group) {
    return summary(estimator, group).flatMap(GroupSummary::relBiasInterval);
  }

  /**
   * The 95 % interval of a relative standard deviation.
   *
   * @param estimator name of the estimator
   * @param group name of the parameter group
   * @return the interval; empty without an exact gradient and below 20 trials
   */
  public Optional<Interval> relStdInterval(String estimator, String group) {
    return summary(estimator, group).flatMap(GroupSummary::relStdInterval);
  }

  /**
   * Where an unbiased estimator overtakes a biased one, group by group, predicted from {@code
   * rel_bias} and {@code rel_std}; definitions at {@link Crossing}.
   *
   * @param biased name of the biased estimator
   * @param unbiased name of the unbiased estimator
   * @return one crossing per group that has these columns
   * @throws IllegalArgumentException if the study lacks one of the estimators
   */
  public List<Crossing> crossings(String biased, String unbiased) {
    List<Crossing> crossings = new ArrayList<>();
    for (String group : groups) {
      GroupSummary b = summary(biased, group).orElse(null);
      GroupSummary u = summary(unbiased, group).orElse(null);
      if (b != null && u != null && b.relStd().isPresent() && u.relStd().isPresent()) {
        Crossing.Spreads spreads =
            new Crossing.Spreads(
                b.relBias().getAsDouble(), b.relStd().getAsDouble(), u.relStd().getAsDouble());
        crossings.add(Crossing.of(biased, unbiased, group, spreads));
      }
    }
    return crossings;
  }

  /**
   * Paired differences of the squared relative errors of two estimators, with 95 % intervals
   * (Student's t over at most 128 batches of paired groups).
   *
   * @param first name of the estimator whose error counts positive
   * @param second name of the estimator whose error is taken off
   * @return one difference per parameter group and M with at least 20 groups of M; none without an
   *     exact gradient
   * @throws IllegalArgumentException if the study lacks one of the estimators
   */
  public List<Difference> differences(String first, String second) {
    List<Difference> differences = new ArrayList<>();
    for (String group : groups) {
      Optional<GroupSummary> a = summary(first, group);
      Optional<GroupSummary> b = summary(second, group);
      for (int i = 0; i < settings.samples().size() && a.isPresent() && b.isPresent(); i++) {
        SampleSummary x = a.get().samples(i);
        SampleSummary y = b.get().samples(i);
        int m = settings.samples().get(i);
        x.differenceInterval(y)
            .map(in -> new Difference(first, second, group, m, x.meanDifference(y), in))
            .ifPresent(differences::add);
      }
    }
    return differences;
  }

  private Optional<GroupSummary> summary(String estimator, String group) {
    List<GroupSummary> perGroup = summaries.get(estimators.get(indexOf(estimator)).name());
    int g = indexOfGroup(group);
    return perGroup.isEmpty() ? Optional.empty() : Optional.of(perGroup.get(g));
  }

  private int indexOf(String estimator) {
    return index("estimator", estimator, settings.estimators());
  }

  private int indexOfGroup(String group) {
    return index("group", group, groups);
  }

  private int indexOfSamples(int samples) {
    return index("samples", samples, settings.samples());
  }

  private static <T> int index(String what, T value, List<T> known) {
    int at = known.indexOf(value);
    if (at < 0) {
      throw new IllegalArgumentException(
          what + " must be one of " + known + ", but is " + Shown.text(value));
    }
    return at;
  }

  /** {@return which estimators, and how often each, for people} */
  @Override
  public String toString() {
    return "study of "
        + String.join(", ", estimators.stream().map(EstimatorResult::name).toList())
        + "; estimates of each: "
        + settings.trials()
        + (exact.isPresent() ? ", gradient exact" : ", no exact gradient");
  }
}
