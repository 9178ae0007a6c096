package org.bitgrad.report;

import java.util.List;
import java.util.function.Function;
import org.bitgrad.analysis.BudgetRow;
import org.bitgrad.analysis.Frontier;
import org.bitgrad.analysis.Frontier.Point;
import org.bitgrad.analysis.Measured;

/**
 * Bias against standard deviation, both logarithmic. What is 0 stands on the edge, one step below
 * the smallest number above 0.
 */
final class FrontierChart {
  private static final double STEP = 3;

  private final Frontier frontier;
  private final double leastBias;
  private final double leastDeviation;

  private FrontierChart(Frontier frontier) {
    this.frontier = frontier;
    leastBias = least(frontier.points(), Point::bias);
    leastDeviation = least(frontier.points(), Point::deviation);
  }

  static Plot of(Frontier frontier) {
    return new FrontierChart(frontier).plot();
  }

  private static double least(List<Point> points, Function<Point, Measured> number) {
    double least =
        points.stream()
            .mapToDouble(p -> number.apply(p).value())
            .filter(v -> v > 0)
            .min()
            .orElse(1);
    return least / STEP;
  }

  private Plot plot() {
    String spent = BudgetTables.amount(frontier.budget(), BudgetRow.Unit.EVALUATIONS);
    Plot plot =
        Plot.of(
            "bias against deviation of what " + spent + " buy, " + frontier.group(),
            Axis.log("standard deviation (units of the gradient)"),
            Axis.log("bias (units of the gradient)"));
    for (Point p : frontier.points()) {
      if (p.dominatedBy().isPresent()) {
        plot = plot.muted(p.estimator(), xs(List.of(p)), ys(List.of(p)));
      }
    }
    for (Point p : frontier.points()) {
      if (p.dominatedBy().isEmpty()) {
        plot = add(plot, p);
      }
    }
    return plot.labelled()
        .note("grey: dominated by another; on the left or lower edge: 0; lines: 95 % interval");
  }

  private Plot add(Plot plot, Point p) {
    double[] x = xs(List.of(p));
    double[] y = ys(List.of(p));
    if (!p.bias().sampled()) {
      return plot.points(p.estimator(), x, y);
    }
    double[] low = {Math.max(leastBias, p.bias().interval().low())};
    double[] high = {Math.max(leastBias, p.bias().interval().high())};
    return plot.whiskers(p.estimator(), x, y, low, high);
  }

  private double[] xs(List<Point> points) {
    return points.stream()
        .mapToDouble(p -> Math.max(leastDeviation, p.deviation().value()))
        .toArray();
  }

  private double[] ys(List<Point> points) {
    return points.stream().mapToDouble(p -> Math.max(leastBias, p.bias().value())).toArray();
  }
}
