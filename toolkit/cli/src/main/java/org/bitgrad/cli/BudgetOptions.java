package org.bitgrad.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.EqualBudget;
import org.bitgrad.analysis.Ranking;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.Numbers;
import picocli.CommandLine.Option;

/** What {@code bitgrad study} compares at equal budgets, if that is asked for. */
final class BudgetOptions {
  private static final int FEWEST_TRIALS = 20;

  @Option(
      names = "--budget",
      paramLabel = "B,...",
      description = {
        "also compare at these budgets: evaluations of the loss per data point, ascending;",
        "adds budget, ranking, frontier, error-over-budget (.csv .md .tex, .png .svg), rule.md"
      })
  private String budgets;

  @Option(
      names = "--seconds",
      paramLabel = "S,...",
      description = "with --budget: also at these seconds of one thread, measured")
  private String seconds;

  @Option(
      names = "--gradient-cost",
      paramLabel = "C",
      description = "with --budget: evaluations that one of the derivative counts as (default 2)")
  private String gradientCost;

  private double[] evaluations = {};
  private double[] times = {};
  private double derivative = EqualBudget.GRADIENT_COST;

  boolean given() {
    return budgets != null;
  }

  /** Checks what was given; {@code trials} stand behind sampled numbers. */
  void check(int trials) {
    if (budgets == null) {
      requireBudget("--seconds", seconds);
      requireBudget("--gradient-cost", gradientCost);
      return;
    }
    evaluations = ascending("--budget", budgets);
    times = seconds == null ? times : ascending("--seconds", seconds);
    derivative = gradientCost == null ? derivative : cost(gradientCost);
    if (trials < FEWEST_TRIALS) {
      throw Refusal.of("--trials", trials, "at least " + FEWEST_TRIALS + " with --budget");
    }
  }

  private static void requireBudget(String option, String value) {
    if (value != null) {
      throw Refusal.of(option, value, "only together with --budget");
    }
  }

  private static double[] ascending(String option, String text) {
    String allowed = "ascending positive numbers between commas";
    List<Double> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      double last = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
      double number = number(option, part, text, allowed);
      if (!(number > last && number < Double.POSITIVE_INFINITY)) {
        throw Refusal.of(option, text, allowed);
      }
      numbers.add(number);
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double cost(String text) {
    String allowed = "a number of at least 0";
    double cost = number("--gradient-cost", text, text, allowed);
    if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
      throw Refusal.of("--gradient-cost", text, allowed);
    }
    return cost;
  }

  private static double number(String option, String part, String text, String allowed) {
    try {
      return Double.parseDouble(part.strip());
    } catch (NumberFormatException e) {
      throw Refusal.of(option, text, allowed);
    }
  }

  /** For the manifest; empty unless a comparison was asked for. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (given()) {
      settings.put("budget", evaluations);
      settings.put("seconds", times);
      settings.put("gradient_cost", derivative);
    }
    return settings;
  }

  /** The comparison, still without listener and number of threads. */
  EqualBudget comparison(Problem problem, List<Estimator> estimators) {
    return EqualBudget.of(problem)
        .estimators(estimators.toArray(Estimator[]::new))
        .budget(evaluations)
        .seconds(times)
        .gradientCost(derivative);
  }

  /** What is printed at the end. */
  static String summary(BudgetResult result) {
    StringBuilder text = new StringBuilder();
    for (double budget : result.budgets()) {
      Ranking ranking = result.ranking(budget);
      text.append("best at ").append(Numbers.brief(budget, 6));
      text.append(" evaluations: ");
      List<String> best = ranking.best();
      text.append(best.isEmpty() ? none(ranking) : String.join(", ", best)).append('\n');
    }
    return text.toString();
  }

  private static String none(Ranking ranking) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    ranking
        .unranked()
        .forEach((name, why) -> reasons.computeIfAbsent(why, w -> new ArrayList<>()).add(name));
    StringBuilder text = new StringBuilder("none");
    reasons.forEach(
        (why, names) ->
            text.append("\n  ").append(String.join(", ", names)).append(": ").append(why));
    return text.toString();
  }
}
