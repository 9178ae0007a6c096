package org.bitgrad.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.Measured;
import org.bitgrad.analysis.Ranking;

/** The charts of comparisons at equal budgets. */
final class BudgetCharts {
  private static final int CURVE_POINTS = 40;
  private static final int MOST_CURVES = 14;

  private BudgetCharts() {}

  /** Error and variance of every budget, estimators in the order of their errors. */
  static Chart of(BudgetResult result) {
    List<Plot> plots = new ArrayList<>();
    result.budgets().forEach(budget -> plots.addAll(of(result.ranking(budget)).plots()));
    for (double seconds : result.secondBudgets()) {
      plots.addAll(of(result.rankingAtSeconds(seconds)).plots());
    }
    return () -> plots;
  }

  static Chart of(Ranking ranking) {
    List<Plot> plots =
        List.of(
            plot(ranking, "mean squared error", Ranking.Place::error),
            plot(ranking, "variance", place -> place.row().variance()));
    return () -> plots;
  }

  private static Plot plot(
      Ranking ranking, String quantity, Function<Ranking.Place, Measured> number) {
    List<Ranking.Place> places = ranking.places();
    String heading =
        quantity
            + " of what "
            + BudgetTables.amount(ranking.budget(), ranking.unit())
            + " buy, "
            + ranking.group();
    Plot plot =
        Plot.of(
            heading,
            Axis.of(places.stream().map(Ranking.Place::estimator).toList()),
            Axis.log(quantity));
    List<String> zeros = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Measured m = number.apply(places.get(i));
      double[] at = {i + 1};
      double[] value = {m.value()};
      if (m.value() <= 0) {
        zeros.add(places.get(i).estimator());
      }
      double[] low = {m.interval().low()};
      double[] high = {m.interval().high()};
      plot = plot.whiskers(places.get(i).estimator(), at, value, low, high);
    }
    return plot.note(note(zeros));
  }

  private static String note(List<String> zeros) {
    return "squared units of the gradient; from left to right by mean squared error;"
        + " lines: 95 % interval, none where exact"
        + (zeros.isEmpty() ? "" : "; no marker: 0");
  }

  /** The error as the budget grows, of those that are best, or tie with it, at some budget. */
  static Plot overBudgets(BudgetResult result, List<String> wanted) {
    List<Double> budgets = result.budgets();
    double first = budgets.get(0);
    double last = Math.max(budgets.get(budgets.size() - 1), 1000 * first);
    double[] grid = new double[CURVE_POINTS];
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < grid.length; i++) {
      grid[i] = first * Math.pow(last / first, (double) i / (grid.length - 1));
      rankings.add(result.ranking(grid[i]));
    }
    Plot plot =
        Plot.of(
            "error against budget, " + result.total(),
            Axis.log("budget (evaluations per data point)"),
            Axis.log("root of the mean squared error"));
    for (String name : wanted.isEmpty() ? leaders(rankings) : wanted) {
      plot = curve(plot, name, grid, rankings);
    }
    return plot.note("bands: 95 % interval where sampled, n = " + result.trials());
  }

  private static List<String> leaders(List<Ranking> rankings) {
    Set<String> names = new LinkedHashSet<>();
    for (Ranking ranking : rankings) {
      ranking.places().stream().limit(1).map(Ranking.Place::estimator).forEach(names::add);
    }
    int most = rankings.stream().mapToInt(r -> r.places().size()).max().orElse(0);
    for (int p = 1; p < most && names.size() < MOST_CURVES; p++) {
      int at = p;
      rankings.stream()
          .filter(r -> r.places().size() > at)
          .map(r -> r.places().get(at).estimator())
          .limit(MOST_CURVES)
          .forEach(names::add);
    }
    return names.stream().limit(MOST_CURVES).collect(Collectors.toList());
  }

  private static Plot curve(Plot plot, String name, double[] grid, List<Ranking> rankings) {
    List<double[]> points = new ArrayList<>();
    boolean sampled = false;
    for (int i = 0; i < grid.length; i++) {
      Optional<Measured> error =
          rankings.get(i).places().stream()
              .filter(p -> p.estimator().equals(name))
              .map(Ranking.Place::error)
              .findFirst();
      if (error.isPresent()) {
        Measured m = error.get();
        sampled |= m.sampled();
        points.add(
            new double[] {
              grid[i],
              Math.sqrt(m.value()),
              Math.sqrt(Math.max(0, m.interval().low())),
              Math.sqrt(m.interval().high())
            });
      }
    }
    Plot with = plot;
    if (sampled && points.size() > 1) {
      with = with.band(name, column(points, 0), column(points, 2), column(points, 3));
    }
    return points.isEmpty() ? with : with.line(name, column(points, 0), column(points, 1));
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }
}
