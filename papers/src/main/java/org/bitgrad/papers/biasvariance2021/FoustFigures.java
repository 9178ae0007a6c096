package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Numbers;
import org.bitgrad.report.Plot;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Plots and tables of FouST's forms. */
public final class FoustFigures {
  private static final int DIRECTIONS = 48;

  private final FoustForms forms;
  private final Mixtures mixtures;

  FoustFigures(FoustForms forms, Mixtures mixtures) {
    this.forms = forms;
    this.mixtures = mixtures;
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @return its figures
   * @throws IOException if a file cannot be read
   */
  public static FoustFigures read(Path folder) throws IOException {
    return new FoustFigures(
        FoustForms.parse(Files.readString(folder.resolve(FoustForms.FILE))),
        Mixtures.parse(Files.readString(folder.resolve(Mixtures.FILE))));
  }

  /**
   * Bias and standard deviation of each form against the probability.
   *
   * @param function {@code x}, {@code x^2}, {@code x^3} or {@code exp x}
   * @return two plots
   */
  public Chart forms(String function) {
    Axis p = Axis.linear("probability of +1");
    Plot bias = Plot.of("f = " + function + ", states -1 and +1", p, Axis.linear("bias"));
    Plot spread = Plot.of("f = " + function, p, Axis.linear("standard deviation of one estimate"));
    for (String form : FoustForms.FORMS) {
      List<FoustForms.Row> rows = forms.of(function, form);
      double[] at = of(rows, FoustForms.Row::p);
      bias = bias.line(form, at, of(rows, r -> r.moments().visibleBias()));
      spread = spread.line(form, at, of(rows, r -> r.moments().visibleDeviation()));
    }
    return Chart.grid(bias.note("exact, by quadrature"), spread.note("exact, by quadrature"));
  }

  /** {@return which of two biases is larger, against the direction of (a, b)} */
  public Plot mixtures() {
    double[] degrees =
        IntStream.rangeClosed(-DIRECTIONS, DIRECTIONS)
            .mapToDouble(i -> 90.0 * i / DIRECTIONS)
            .toArray();
    double first = 2 * Spins.FIRST - 1;
    double second = 2 * Spins.SECOND - 1;
    ToDoubleFunction<double[]> straight = ab -> Math.abs(4 * ab[1] * first);
    ToDoubleFunction<double[]> scaled = ab -> Math.abs(2 * ab[1] * first - ab[0] * second);
    double density = Spins.FIRST * (1 - Spins.FIRST);
    double[] byStraight = new double[degrees.length];
    double[] byScaled = new double[degrees.length];
    for (int i = 0; i < degrees.length; i++) {
      double[] ab = {Math.cos(Math.toRadians(degrees[i])), Math.sin(Math.toRadians(degrees[i]))};
      byStraight[i] = density * straight.applyAsDouble(ab);
      byScaled[i] = density * scaled.applyAsDouble(ab);
    }
    Plot plot =
        Plot.of(
            "f = a x1 x2 + b (x1^2 + x2^2), a^2 + b^2 = 1",
            Axis.linear("direction of (a, b) in degrees: 0 product only, 90 squares only"),
            Axis.linear("|bias| of the first unit"));
    return measured(plot.line("st", degrees, byStraight).line("foust(scaled)", degrees, byScaled))
        .note("lines: formulas; markers: the estimators on every outcome; p = 0.7 and 0.8");
  }

  private Plot measured(Plot plot) {
    List<Mixtures.Row> shown =
        mixtures.rows().stream().filter(r -> r.a() > 0 || (r.a() == 0 && r.b() > 0)).toList();
    double[] degrees = of(shown, r -> Math.toDegrees(Math.atan2(r.b(), r.a())));
    double[] straight = of(shown, r -> Math.abs(r.straight()) / Math.hypot(r.a(), r.b()));
    double[] scaled = of(shown, r -> Math.abs(r.scaled()) / Math.hypot(r.a(), r.b()));
    return plot.whiskers("st", degrees, straight, straight, straight)
        .whiskers("foust(scaled)", degrees, scaled, scaled, scaled);
  }

  /** {@return which has the larger bias at each (a, b)} */
  public Table map() {
    List<Double> as = mixtures.rows().stream().map(Mixtures.Row::a).distinct().sorted().toList();
    List<Double> bs = mixtures.rows().stream().map(Mixtures.Row::b).distinct().toList();
    DoubleColumn b = DoubleColumn.create("b \\ a");
    List<StringColumn> columns =
        as.stream().map(a -> StringColumn.create(Numbers.brief(a, 2))).toList();
    for (double at : bs) {
      b.append(at);
      for (int i = 0; i < as.size(); i++) {
        columns.get(i).append(larger(as.get(i), at));
      }
    }
    Table table = Table.create("larger bias of the first unit", b);
    columns.forEach(table::addColumns);
    return table;
  }

  private String larger(double a, double b) {
    return mixtures.rows().stream()
        .filter(r -> r.a() == a && r.b() == b)
        .map(r -> r.isScaledWorse() ? "scaled" : "st")
        .findFirst()
        .orElse("");
  }

  /** {@return bias and standard deviation of each form at some probabilities} */
  public Table table() {
    StringColumn function = StringColumn.create("f");
    DoubleColumn p = DoubleColumn.create("p");
    DoubleColumn gradient = DoubleColumn.create("exact gradient");
    List<DoubleColumn> biases =
        FoustForms.FORMS.stream().map(f -> DoubleColumn.create("bias " + brief(f))).toList();
    List<DoubleColumn> spreads =
        FoustForms.FORMS.stream().map(f -> DoubleColumn.create("std " + brief(f))).toList();
    for (Scalar f : FoustForms.FUNCTIONS) {
      for (int at : new int[] {1, 5, 9, 15}) {
        FoustForms.Row first = forms.of(f.name(), "st").get(at);
        function.append(f.name());
        p.append(first.p());
        gradient.append(first.moments().gradient());
        for (int i = 0; i < biases.size(); i++) {
          UnitMoments moments = forms.of(f.name(), FoustForms.FORMS.get(i)).get(at).moments();
          biases.get(i).append(moments.visibleBias());
          spreads.get(i).append(moments.visibleDeviation());
        }
      }
    }
    Table table = Table.create("one unit, states -1 and +1", function, p, gradient);
    biases.forEach(table::addColumns);
    spreads.forEach(table::addColumns);
    return table;
  }

  /** A form without the method's name, for narrow columns. */
  private static String brief(String form) {
    return form.replace("foust(", "").replace(")", "");
  }

  private static <T> double[] of(List<T> rows, ToDoubleFunction<T> number) {
    return rows.stream().mapToDouble(number).toArray();
  }
}
