package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.BudgetRow;
import org.bitgrad.analysis.Crossing;
import org.bitgrad.analysis.Difference;
import org.bitgrad.analysis.Frontier;
import org.bitgrad.analysis.ProbabilitySweep;
import org.bitgrad.analysis.Ranking;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.train.TrainingResult;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Results as Tablesaw tables, for notebooks and exports. */
public final class Tables {
  private Tables() {}

  /**
   * The layers of a network and what they cost per data point.
   *
   * @param network whose layers are listed
   * @return one row per layer and one for all: units, parameters, random bits of a sampled path,
   *     multiplications and additions of the affine maps (those with a border of zeros among them),
   *     and the share of these in which one factor is a state of two values: such a product is a
   *     choice of sign or of nothing. Windows joined by mean or sum are not states of two values
   */
  public static Table of(StochasticBinaryNetwork network) {
    return NetworkTables.of(network);
  }

  /**
   * What each budget in evaluations buys, with 95 % intervals.
   *
   * @param result what was found
   * @return one row per budget, estimator and group; the last columns say which numbers are exact,
   *     declared or sampled
   */
  public static Table of(BudgetResult result) {
    return BudgetTables.of(result, BudgetRow.Unit.EVALUATIONS);
  }

  /**
   * What was measured in a training, epoch by epoch.
   *
   * @param result what was measured
   * @return one row per epoch: losses, accuracies, entropy, flip rate and saturation of the units
   *     of each layer, norms of the gradient
   */
  public static Table of(TrainingResult result) {
    return TrainingTables.of(result);
  }

  /**
   * What each budget in seconds buys; measured, so different from run to run.
   *
   * @param result what was found
   * @return as {@link #of(BudgetResult)}; empty unless seconds were asked for
   */
  public static Table ofTimes(BudgetResult result) {
    return BudgetTables.of(result, BudgetRow.Unit.SECONDS);
  }

  /**
   * Which estimator for a problem and a budget.
   *
   * @param ranking for example {@code result.ranking(100)}
   * @return one row per estimator, the best first, those without a place last, with the reason
   */
  public static Table of(Ranking ranking) {
    return BudgetTables.of(ranking);
  }

  /**
   * Bias and standard deviation at one budget, and who dominates whom.
   *
   * @param frontier for example {@code result.frontier(100)}
   * @return one row per estimator
   */
  public static Table of(Frontier frontier) {
    return BudgetTables.of(frontier);
  }

  /**
   * Bias, standard deviation and error at each value of a sweep.
   *
   * @param sweep what was found
   * @return one row per estimator and value
   */
  public static Table of(ProbabilitySweep.Result sweep) {
    return BudgetTables.of(sweep);
  }

  /**
   * Bias and standard deviation of one estimate of a study, and whether they are exact.
   *
   * @param study what was found
   * @return one row per estimator and group; a sampled bias is free of the noise of the mean, with
   *     its 95 % interval
   */
  public static Table ofMoments(StudyResult study) {
    return StudyTables.moments(study);
  }

  /**
   * The table of a study: the columns of {@code study.csv}. Its caption says which numbers are
   * exact and which sampled.
   *
   * @param study what was found
   * @return one row per estimator, group and number of samples; empty cells are missing
   */
  public static Table of(StudyResult study) {
    StringColumn estimator = StringColumn.create("estimator");
    StringColumn group = StringColumn.create("group");
    IntColumn samples = IntColumn.create("samples");
    IntColumn groups = IntColumn.create("groups");
    LongColumn evaluations = LongColumn.create("evaluations");
    LongColumn gradientEvaluations = LongColumn.create("gradient_evaluations");
    List<DoubleColumn> metrics = new ArrayList<>();
    StudyFiles.METRICS.keySet().forEach(name -> metrics.add(DoubleColumn.create(name)));
    for (StudyRow row : study.rows()) {
      estimator.append(row.estimator());
      group.append(row.group());
      samples.append(row.samples());
      groups.append(row.groups());
      evaluations.append(row.evaluations());
      gradientEvaluations.append(row.gradientEvaluations());
      for (DoubleColumn metric : metrics) {
        metric.append(boxed(StudyFiles.METRICS.get(metric.name()).apply(row)));
      }
    }
    Table table = Table.create(StudyTables.note(study), estimator, group, samples, groups);
    metrics.forEach(table::addColumns);
    return table.addColumns(evaluations, gradientEvaluations);
  }

  /**
   * Where an unbiased estimator overtakes a biased one.
   *
   * @param crossings as {@link StudyResult#crossings} gives them
   * @return one row per group; empty cells say that there is no such number
   */
  public static Table ofCrossings(List<Crossing> crossings) {
    StringColumn biased = StringColumn.create("biased");
    StringColumn unbiased = StringColumn.create("unbiased");
    StringColumn group = StringColumn.create("group");
    DoubleColumn match = DoubleColumn.create("samples_to_match_one");
    DoubleColumn equal = DoubleColumn.create("crossing_at_equal_samples");
    for (Crossing crossing : crossings) {
      biased.append(crossing.biased());
      unbiased.append(crossing.unbiased());
      group.append(crossing.group());
      match.append(boxed(crossing.samplesToMatchOne()));
      equal.append(boxed(crossing.crossingAtEqualSamples()));
    }
    return Table.create("", biased, unbiased, group, match, equal);
  }

  /**
   * Paired differences of squared relative errors.
   *
   * @param differences as {@link StudyResult#differences} gives them
   * @return one row per group and number of samples
   */
  public static Table ofDifferences(List<Difference> differences) {
    StringColumn first = StringColumn.create("first");
    StringColumn second = StringColumn.create("second");
    StringColumn group = StringColumn.create("group");
    IntColumn samples = IntColumn.create("samples");
    DoubleColumn value = DoubleColumn.create("difference");
    DoubleColumn low = DoubleColumn.create("low");
    DoubleColumn high = DoubleColumn.create("high");
    for (Difference difference : differences) {
      first.append(difference.first());
      second.append(difference.second());
      group.append(difference.group());
      samples.append(difference.samples());
      value.append(difference.difference());
      low.append(difference.interval().low());
      high.append(difference.interval().high());
    }
    return Table.create("", first, second, group, samples, value, low, high);
  }

  /**
   * The traits of estimators.
   *
   * @param estimators for example {@code Estimators.all()}
   * @return one row per estimator
   */
  public static Table ofEstimators(List<Estimator> estimators) {
    StringColumn name = StringColumn.create("estimator");
    StringColumn bias = StringColumn.create("bias");
    StringColumn needs = StringColumn.create("needs");
    StringColumn random = StringColumn.create("random");
    StringColumn exact = StringColumn.create("exact moments");
    StringColumn source = StringColumn.create("source");
    for (Estimator estimator : estimators) {
      name.append(estimator.name());
      bias.append(words(estimator.traits().bias()));
      needs.append(words(estimator.traits().needs()));
      random.append(estimator.traits().deterministic() ? "no" : "yes");
      exact.append(words(estimator.traits().exactMoments()));
      source.append(estimator.traits().source());
    }
    return Table.create("", name, bias, needs, random, exact, source);
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static Double boxed(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  /**
   * The verdicts, without the long texts.
   *
   * @param ledger results of claims
   * @return one row per part of a claim
   */
  public static Table of(Ledger ledger) {
    StringColumn claim = StringColumn.create("claim");
    StringColumn part = StringColumn.create("part");
    StringColumn statement = StringColumn.create("statement");
    StringColumn published = StringColumn.create("published");
    DoubleColumn measured = DoubleColumn.create("measured");
    DoubleColumn low = DoubleColumn.create("low");
    DoubleColumn high = DoubleColumn.create("high");
    LongColumn n = LongColumn.create("n");
    StringColumn covers = StringColumn.create("the interval covers");
    StringColumn tolerance = StringColumn.create("tolerance");
    StringColumn verdict = StringColumn.create("verdict");
    for (ClaimResult result : ledger.results()) {
      claim.append(result.claim().claim());
      part.append(result.claim().part());
      statement.append(result.claim().statement());
      published.append(result.claim().published());
      measured.append(result.measured().map(Measurement::value).orElse(null));
      low.append(result.measured().map(Measurement::low).orElse(null));
      high.append(result.measured().map(Measurement::high).orElse(null));
      n.append(result.measured().map(Measurement::n).orElse(null));
      covers.append(result.measured().map(Measurement::covers).orElse(""));
      tolerance.append(result.claim().tolerance().map(Criterion::text).orElse(""));
      verdict.append(
          result.verdict() == Verdict.NOT_TESTED
              ? result.verdict().text() + ": " + result.reason()
              : result.verdict().text());
    }
    return Table.create(
        "", claim, part, statement, published, measured, low, high, n, covers, tolerance, verdict);
  }
}
