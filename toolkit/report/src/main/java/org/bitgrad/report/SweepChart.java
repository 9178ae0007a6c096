package org.bitgrad.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bitgrad.analysis.BudgetRow;
import org.bitgrad.analysis.Measured;
import org.bitgrad.analysis.ProbabilitySweep;
import org.bitgrad.analysis.ProbabilitySweep.Point;
import org.bitgrad.random.KnownNames;

/**
 * Bias, standard deviation and error of estimators while a number of the problem moves: three
 * plots. Immutable; each method returns a new chart.
 *
 * <pre>{@code
 * SweepChart sweep = Charts.of(result).titled("one bit").over("probability of the bit");
 * Display.show(sweep.only("arm", "disarm"));
 * Display.show(sweep.profile("arm"));
 * }</pre>
 */
public final class SweepChart implements Chart {
  private final ProbabilitySweep.Result sweep;
  private final Set<String> names;
  private final String title;
  private final String axis;

  private SweepChart(ProbabilitySweep.Result sweep, Set<String> names, String title, String axis) {
    this.sweep = sweep;
    this.names = names;
    this.title = title;
    this.axis = axis;
  }

  static SweepChart of(ProbabilitySweep.Result sweep) {
    Set<String> all = new LinkedHashSet<>();
    sweep.points().forEach(p -> all.add(p.estimator()));
    return new SweepChart(sweep, all, "", "value");
  }

  /**
   * Keeps some of the estimators.
   *
   * @param estimators their names; those that refused the problem have no curve
   * @return a chart of these
   * @throws IllegalArgumentException if the sweep does not know one of them
   */
  public SweepChart only(String... estimators) {
    List<String> wanted = Arrays.asList(estimators);
    wanted.forEach(this::requireKnown);
    return new SweepChart(sweep, new LinkedHashSet<>(wanted), title, axis);
  }

  /**
   * Says what problem this is, in the titles.
   *
   * @param text for example {@code one bit}
   * @return a chart with these titles
   */
  public SweepChart titled(String text) {
    return new SweepChart(sweep, names, text, axis);
  }

  /**
   * Names the number that moves.
   *
   * @param text for example {@code probability of the bit}
   * @return a chart with this horizontal axis
   */
  public SweepChart over(String text) {
    return new SweepChart(sweep, names, title, text);
  }

  /**
   * One plot of one estimator: bias, standard deviation and error together.
   *
   * @param estimator its name
   * @return the plot; empty, with the reason, if the estimator refused the problem
   * @throws IllegalArgumentException if the sweep does not know it
   */
  public Plot profile(String estimator) {
    requireKnown(estimator);
    String heading = estimator + (title.isEmpty() ? "" : ", " + title);
    Plot plot = Plot.of(heading, Axis.linear(axis), Axis.linear("units of the gradient"));
    List<Point> points = points(estimator);
    if (points.isEmpty()) {
      return plot.note("not defined here: " + sweep.refused().get(estimator));
    }
    // Without bias the dashes of the deviation lie on the line of the error.
    plot = curve(plot, "rmse", points, Point::error);
    plot = curve(plot, "deviation", points, Point::deviation);
    return curve(plot, "bias", points, Point::bias).note(note(points));
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        plot("bias", Point::bias), plot("standard deviation", Point::deviation), errors());
  }

  /** {@return the root of the mean squared error alone} */
  public Plot errors() {
    return plot("root of the mean squared error", Point::error);
  }

  private Plot plot(String quantity, Function<Point, Measured> number) {
    String heading = quantity + (title.isEmpty() ? "" : ", " + title);
    Plot plot =
        Plot.of(heading, Axis.linear(axis), Axis.linear(quantity + " (units of the gradient)"));
    List<Point> all = new ArrayList<>();
    for (String name : names) {
      List<Point> points = points(name);
      if (!points.isEmpty()) {
        plot = curve(plot, name, points, number);
      }
      all.addAll(points);
    }
    return plot.note(note(all));
  }

  private static Plot curve(
      Plot plot, String name, List<Point> points, Function<Point, Measured> number) {
    double[] x = points.stream().mapToDouble(Point::value).toArray();
    List<Measured> values = points.stream().map(number).toList();
    Plot with = plot;
    if (points.size() > 1 && values.stream().anyMatch(Measured::sampled)) {
      with =
          with.band(
              name,
              x,
              values.stream().mapToDouble(m -> m.interval().low()).toArray(),
              values.stream().mapToDouble(m -> m.interval().high()).toArray());
    }
    return with.line(name, x, values.stream().mapToDouble(Measured::value).toArray());
  }

  private String note(List<Point> points) {
    String spent =
        sweep.budget().isPresent()
            ? BudgetTables.amount(sweep.budget().getAsDouble(), BudgetRow.Unit.EVALUATIONS)
            : "one estimate";
    boolean sampled = points.stream().anyMatch(p -> p.error().sampled());
    boolean exact = points.stream().anyMatch(p -> !p.error().sampled());
    String how =
        sampled
            ? (exact ? "exact where there is no band; " : "")
                + "bands: 95 % interval, n = "
                + sweep.trials()
            : "exact";
    return spent + "; " + how;
  }

  private List<Point> points(String estimator) {
    return sweep.points().stream().filter(p -> p.estimator().equals(estimator)).toList();
  }

  private void requireKnown(String estimator) {
    Set<String> known = new LinkedHashSet<>(sweep.refused().keySet());
    sweep.points().forEach(p -> known.add(p.estimator()));
    if (!known.contains(estimator)) {
      throw new IllegalArgumentException(
          "estimator is '" + estimator + "'; allowed: " + KnownNames.allowed(estimator, known));
    }
  }
}
