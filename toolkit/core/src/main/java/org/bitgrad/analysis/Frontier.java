package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitgrad.analysis.BudgetRow.Unit;

/**
 * Bias against standard deviation of what one budget buys. An estimator is dominated if another has
 * neither the larger bias nor the larger deviation, and one of them smaller, whatever values they
 * take in their 95 % intervals: noise never puts an estimator off the frontier. A larger budget
 * divides all deviations alike, so who is dominated depends on the budget only through who can be
 * bought.
 */
public final class Frontier {
  private static final double ROUNDING = 1e-9;

  private final String group;
  private final double budget;
  private final List<Point> points;

  private Frontier(String group, double budget, List<Point> points) {
    this.group = group;
    this.budget = budget;
    this.points = List.copyOf(points);
  }

  /**
   * One estimator.
   *
   * @param estimator its name
   * @param bias norm of the bias
   * @param deviation square root of the trace of the covariance
   * @param dominatedBy name of one that dominates it; empty on the frontier
   */
  public record Point(
      String estimator, Measured bias, Measured deviation, Optional<String> dominatedBy) {
    private boolean dominates(Point other) {
      boolean neverWorse = atMost(bias, other.bias) && atMost(deviation, other.deviation);
      return neverWorse && (below(bias, other.bias) || below(deviation, other.deviation));
    }

    private static boolean atMost(Measured x, Measured y) {
      return x.interval().high() <= y.interval().low();
    }

    private static boolean below(Measured x, Measured y) {
      return x.interval().high() < y.interval().low() * (1 - ROUNDING);
    }
  }

  static Frontier of(BudgetResult result, String group, double budget) {
    int g = result.groupIndex(group);
    List<Point> free = new ArrayList<>();
    for (Contender c : result.contenders()) {
      ErrorParts parts = c.parts().get(g);
      double cost = result.cost(c, Unit.EVALUATIONS);
      if (cost <= budget && parts.squaredBias().isPresent()) {
        Measured bias = parts.squaredBias().get().root();
        Measured deviation = parts.variance().times(cost / budget).root();
        free.add(new Point(c.name(), bias, deviation, Optional.empty()));
      }
    }
    List<Point> judged = new ArrayList<>();
    for (Point p : free) {
      Optional<String> by =
          free.stream().filter(q -> q.dominates(p)).map(Point::estimator).findFirst();
      judged.add(new Point(p.estimator(), p.bias(), p.deviation(), by));
    }
    return new Frontier(group, budget, judged);
  }

  /** {@return all estimators, in the order given} */
  public List<Point> points() {
    return points;
  }

  /** {@return names of those that none dominates} */
  public List<String> nonDominated() {
    return points.stream().filter(p -> p.dominatedBy().isEmpty()).map(Point::estimator).toList();
  }

  /** {@return name of the parameter group} */
  public String group() {
    return group;
  }

  /** {@return evaluations per data point} */
  public double budget() {
    return budget;
  }
}
