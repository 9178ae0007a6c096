package org.bitgrad.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.Ranking;

/**
 * The files of a comparison at equal budgets: {@code budget} (variance, squared bias, error),
 * {@code ranking-N} and {@code frontier-N} for each budget, {@code error-over-budget} and {@code
 * rule.md}; with budgets in seconds also {@code budget-seconds} and {@code ranking-seconds-S},
 * whose numbers differ from run to run. Tables are CSV, Markdown and LaTeX, charts PNG and SVG.
 */
public final class BudgetFiles {
  /** Where the plots of the comparison lie, for people. */
  public static final String PLACES =
      "plots of the budgets: budget.png, error-over-budget.png, frontier-N.png; the rule: rule.md\n";

  private BudgetFiles() {}

  /**
   * Writes all files; the folder is not completed.
   *
   * @param result what was found
   * @param folder where to
   * @throws IOException if a file cannot be written
   */
  public static void write(BudgetResult result, RunFolder folder) throws IOException {
    Export.table(folder, "budget", Tables.of(result));
    List<Plot> plots = new ArrayList<>();
    for (double budget : result.budgets()) {
      String amount = Numbers.brief(budget, 6);
      Export.table(folder, "ranking-" + amount, Tables.of(result.ranking(budget)));
      Export.table(folder, "frontier-" + amount, Tables.of(result.frontier(budget)));
      Export.chart(folder, "frontier-" + amount, Charts.of(result.frontier(budget)));
      plots.addAll(Charts.of(result.ranking(budget)).plots());
    }
    Export.chart(folder, "budget", () -> plots);
    Export.chart(folder, "error-over-budget", Charts.overBudgets(result));
    if (!result.secondBudgets().isEmpty()) {
      writeTimes(result, folder);
    }
    folder.write("rule.md", rule(result));
  }

  private static void writeTimes(BudgetResult result, RunFolder folder) throws IOException {
    Export.table(folder, "budget-seconds", Tables.ofTimes(result));
    List<Plot> plots = new ArrayList<>();
    for (double seconds : result.secondBudgets()) {
      Ranking ranking = result.rankingAtSeconds(seconds);
      plots.addAll(Charts.of(ranking).plots());
      String name = "ranking-seconds-" + Numbers.brief(seconds, 6);
      Export.table(folder, name, Tables.of(ranking));
    }
    Export.chart(folder, "budget-seconds", () -> plots);
  }

  /** Which estimator to take, as a list in Markdown. */
  static String rule(BudgetResult result) {
    StringBuilder text = new StringBuilder();
    text.append("Smallest mean squared error of ").append(result.total());
    text.append(", budgets in evaluations of the loss, one of its derivative counted as ");
    text.append(Numbers.brief(result.gradientCost(), 3)).append(":\n\n");
    result.rule().lines().forEach(line -> text.append("- ").append(line).append('\n'));
    return text.toString();
  }
}
