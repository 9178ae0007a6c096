package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Problem;

/** Turns the statistics of an estimator into rows of the table. */
final class StudyTable {
  private final Problem problem;
  private final StudySettings settings;

  StudyTable(Problem problem, StudySettings settings) {
    this.problem = problem;
    this.settings = settings;
  }

  /** Forward evaluations of the loss per data point, of one estimate. */
  long evaluations(Estimator estimator) {
    return evaluations(estimator, problem);
  }

  /** Forward evaluations of the loss per data point, of one estimate. */
  static long evaluations(Estimator estimator, Problem problem) {
    Chain chain = problem.chain();
    int layers = chain.layers();
    return estimator.traits().cost().evaluations(layers, chain.units(layers - 1));
  }

  /** Evaluations of the derivative of the loss per data point, of one estimate. */
  static long gradientEvaluations(Estimator estimator) {
    return estimator.traits().cost().gradientEvaluations();
  }

  /** The rows of an estimator; summaries are one per group, or none without an exact gradient. */
  List<StudyRow> rows(Estimator estimator, List<GroupSummary> summaries) {
    List<String> groups = problem.parameters().names();
    List<StudyRow> rows = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      for (int i = 0; i < settings.samples().size(); i++) {
        StudyRow costs = costs(estimator, groups.get(g), settings.samples().get(i));
        rows.add(summaries.isEmpty() ? costs : errors(costs, summaries.get(g), i));
      }
    }
    return rows;
  }

  private StudyRow costs(Estimator estimator, String group, int m) {
    OptionalDouble none = OptionalDouble.empty();
    return new StudyRow(
        estimator.name(),
        group,
        m,
        settings.trials() / m,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        m * evaluations(estimator),
        m * gradientEvaluations(estimator));
  }

  private static StudyRow errors(StudyRow row, GroupSummary group, int i) {
    SampleSummary atM = group.samples(i);
    return new StudyRow(
        row.estimator(),
        row.group(),
        row.samples(),
        row.groups(),
        atM.rmse(),
        group.relBias(),
        end(group.relBiasInterval().map(Interval::low).orElse(null)),
        end(group.relBiasInterval().map(Interval::high).orElse(null)),
        group.relStd(),
        atM.cosine(),
        atM.cosineQ15(),
        atM.cosineQ85(),
        row.evaluations(),
        row.gradientEvaluations());
  }

  private static OptionalDouble end(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
