package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.bitgrad.analysis.BudgetRow.Unit;

/** What {@link EqualBudget} found. Immutable, safe for any thread. */
public final class BudgetResult {
  private final Setting setting;
  private final Budgets budgets;
  private final List<Contender> contenders;
  private final double[] times;
  private final Map<String, String> refused;

  BudgetResult(
      Setting setting,
      Budgets budgets,
      List<Contender> contenders,
      double[] times,
      Map<String, String> refused) {
    this.setting = setting;
    this.budgets = budgets;
    this.contenders = List.copyOf(contenders);
    this.times = times;
    this.refused = java.util.Collections.unmodifiableMap(refused);
  }

  /**
   * What may be spent.
   *
   * @param evaluations ascending
   * @param seconds ascending, may be empty
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Budgets(double[] evaluations, double[] seconds) {}

  /**
   * What decides the numbers.
   *
   * @param moments how moments were found
   * @param gradientCost evaluations that one of the derivative counts as
   * @param groups names; the last one stands for all parameters
   * @param norms of the exact gradient, as many, or none
   */
  record Setting(
      MomentSettings moments, double gradientCost, List<String> groups, List<Double> norms) {}

  /** {@return the budgets in evaluations, ascending} */
  public List<Double> budgets() {
    return java.util.Arrays.stream(budgets.evaluations()).boxed().toList();
  }

  /** {@return the budgets in seconds, ascending; empty unless they were asked for} */
  public List<Double> secondBudgets() {
    return java.util.Arrays.stream(budgets.seconds()).boxed().toList();
  }

  /** {@return estimates behind every sampled number} */
  public int trials() {
    return setting.moments().trials();
  }

  /** {@return seed of every random number} */
  public long seed() {
    return setting.moments().seed();
  }

  /** {@return evaluations of the loss that one of its derivative counts as} */
  public double gradientCost() {
    return setting.gradientCost();
  }

  /** {@return names of the parameter groups; the last one stands for all parameters} */
  public List<String> groups() {
    return setting.groups();
  }

  /** {@return the name that stands for all parameters} */
  public String total() {
    return groups().get(groups().size() - 1);
  }

  /**
   * The norm of the exact gradient.
   *
   * @param group name of a parameter group
   * @return the norm; empty if the exact gradient costs too much
   * @throws IllegalArgumentException if there is no such group
   */
  public OptionalDouble gradientNorm(String group) {
    int g = groupIndex(group);
    return setting.norms().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(setting.norms().get(g));
  }

  /** {@return names of the estimators that were compared, in the order given} */
  public List<String> estimators() {
    return contenders.stream().map(Contender::name).toList();
  }

  /** {@return estimators that refuse the problem, and why} */
  public Map<String, String> refused() {
    return refused;
  }

  /** {@return rows by budget, then estimator, then group; the same for the same seed} */
  public List<BudgetRow> rows() {
    return rows(Unit.EVALUATIONS, budgets.evaluations());
  }

  /** {@return as {@link #rows}, for the budgets in seconds: they differ from run to run} */
  public List<BudgetRow> timedRows() {
    return rows(Unit.SECONDS, budgets.seconds());
  }

  private List<BudgetRow> rows(Unit unit, double... amounts) {
    List<BudgetRow> rows = new ArrayList<>();
    for (double amount : amounts) {
      for (Contender contender : contenders) {
        for (int g = 0; g < groups().size() && cost(contender, unit) <= amount; g++) {
          rows.add(row(contender, unit, amount, g));
        }
      }
    }
    return rows;
  }

  BudgetRow row(Contender contender, Unit unit, double amount, int group) {
    double cost = cost(contender, unit);
    ErrorParts parts = contender.parts().get(group);
    return new BudgetRow(
        contender.name(),
        groups().get(group),
        unit,
        amount,
        cost,
        parts.variance().times(cost / amount),
        parts.squaredBias(),
        parts.error(cost / amount));
  }

  /** The cost of one estimate. */
  double cost(Contender contender, Unit unit) {
    return unit == Unit.EVALUATIONS
        ? contender.cost(setting.gradientCost())
        : times[contenders.indexOf(contender)];
  }

  List<Contender> contenders() {
    return contenders;
  }

  int groupIndex(String group) {
    int g = groups().indexOf(group);
    if (g < 0) {
      throw new IllegalArgumentException("group must be one of " + groups() + ", but is " + group);
    }
    return g;
  }

  /**
   * Ranks the estimators by their mean squared error in all parameters.
   *
   * @param budget evaluations per data point, positive; not only those of {@link #budgets}
   * @return the ranking
   */
  public Ranking ranking(double budget) {
    return ranking(total(), budget);
  }

  /**
   * Ranks the estimators by their mean squared error.
   *
   * @param group name of a parameter group
   * @param budget evaluations per data point, positive; not only those of {@link #budgets}
   * @return the ranking
   * @throws IllegalArgumentException if there is no such group or the budget is not positive
   */
  public Ranking ranking(String group, double budget) {
    return Ranking.of(this, Unit.EVALUATIONS, group, requirePositive("budget", budget));
  }

  /**
   * Ranks the estimators by the error in all parameters that they reach in a time.
   *
   * @param seconds of one thread, positive
   * @return the ranking; it differs from run to run
   * @throws IllegalStateException if the comparison had no budgets in seconds
   */
  public Ranking rankingAtSeconds(double seconds) {
    if (budgets.seconds().length == 0) {
      throw new IllegalStateException("times were not measured; set seconds(...) before run()");
    }
    return Ranking.of(this, Unit.SECONDS, total(), requirePositive("seconds", seconds));
  }

  /**
   * Bias against standard deviation in all parameters.
   *
   * @param budget evaluations per data point
   * @return the estimators that it buys, and which of them others dominate
   */
  public Frontier frontier(double budget) {
    return frontier(total(), budget);
  }

  /**
   * Bias against standard deviation.
   *
   * @param group name of a parameter group
   * @param budget evaluations per data point, positive
   * @return the estimators that it buys, and which of them others dominate
   * @throws IllegalArgumentException if there is no such group or the budget is not positive
   */
  public Frontier frontier(String group, double budget) {
    return Frontier.of(this, group, requirePositive("budget", budget));
  }

  /**
   * Which estimator to take, as a text: the one with the smallest error as the budget grows, among
   * all, among those that need values of the loss only, and among unbiased ones.
   *
   * @return a few lines
   */
  public String rule() {
    return new BudgetRule(this).text();
  }

  /** {@return seconds of one estimate by estimator; empty unless seconds were asked for} */
  public Map<String, Double> secondsPerEstimate() {
    Map<String, Double> seconds = new TreeMap<>();
    for (int i = 0; i < times.length; i++) {
      seconds.put(contenders.get(i).name(), times[i]);
    }
    return seconds;
  }

  /** The error that an amount buys; empty if it buys none, or the bias is not known. */
  Optional<Measured> error(Contender contender, Unit unit, int group, double amount) {
    double cost = cost(contender, unit);
    return cost <= amount ? contender.parts().get(group).error(cost / amount) : Optional.empty();
  }

  private static double requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive and finite, but is " + value);
    }
    return value;
  }
}
