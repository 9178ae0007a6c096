package org.bitgrad.report;

import java.util.List;
import java.util.Locale;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.Frontier;
import org.bitgrad.analysis.Metric;
import org.bitgrad.analysis.ProbabilitySweep;
import org.bitgrad.analysis.Ranking;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.train.TrainingResult;

/** Charts of results. For other curves see {@link Plot}. */
public final class Charts {
  private Charts() {}

  /**
   * A metric of a study: RMSE and cosine as curves over the number of samples M (the cosine with
   * its 15-85 % band), bias, standard deviation and variance as a point per estimator.
   *
   * @param study what was found
   * @param metric what to show
   * @return a chart with one plot per parameter group; {@link StudyChart#layer} picks one
   * @throws IllegalArgumentException if the metric needs the exact gradient and the study has none
   */
  public static StudyChart of(StudyResult study, Metric metric) {
    return StudyChart.of(study, metric);
  }

  /**
   * Errors and variances of what each budget of a comparison buys, with 95 % intervals: two plots
   * per budget, in evaluations and then in seconds.
   *
   * @param result what was found
   * @return the chart; estimators stand in the order of their errors
   */
  public static Chart of(BudgetResult result) {
    return BudgetCharts.of(result);
  }

  /**
   * Curves of a training over its epochs: losses, errors, units, norms of the gradient.
   *
   * @param result what was measured, at least one epoch
   * @return the plots of what there is
   */
  public static Chart of(TrainingResult result) {
    return TrainingCharts.of(List.of(result.method()), List.of(result));
  }

  /**
   * Losses and errors of several trainings over their epochs.
   *
   * @param names one per training, for the legend
   * @param results what was measured, at least one
   * @return two plots, or one where nothing was validated
   * @throws IllegalArgumentException if there are not as many names as results, or none
   */
  public static Chart ofTrainings(List<String> names, List<TrainingResult> results) {
    if (names.size() != results.size() || names.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "names must be one for each of at least 1 result, but there are %d for %d",
              names.size(),
              results.size()));
    }
    return TrainingCharts.of(names, results);
  }

  /**
   * Errors and variances at one budget, with 95 % intervals.
   *
   * @param ranking for example {@code result.ranking(100)}
   * @return two plots; estimators stand in the order of their errors
   */
  public static Chart of(Ranking ranking) {
    return BudgetCharts.of(ranking);
  }

  /**
   * Bias against standard deviation at one budget.
   *
   * @param frontier for example {@code result.frontier(100)}
   * @return one plot; the estimators on the frontier are named, the others grey
   */
  public static Chart of(Frontier frontier) {
    return FrontierChart.of(frontier);
  }

  /**
   * Bias, standard deviation and error while a number of the problem moves.
   *
   * @param sweep what was found
   * @return three plots, or {@link SweepChart#profile} of one estimator
   */
  public static SweepChart of(ProbabilitySweep.Result sweep) {
    return SweepChart.of(sweep);
  }

  /**
   * The error as the budget grows, from the smallest budget of the comparison.
   *
   * @param result what was found
   * @param estimators their names; without any those that come first somewhere, and the next ones
   * @return one plot
   */
  public static Chart overBudgets(BudgetResult result, String... estimators) {
    return BudgetCharts.overBudgets(result, List.of(estimators));
  }

  /**
   * Checks that charts can be drawn; for the start of long work that ends with one.
   *
   * @throws NoFontsException if there are no fonts; the message names the packages to install
   */
  public static void requireFonts() {
    PlotPainter.requireFonts();
  }
}
