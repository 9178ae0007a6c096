package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bitgrad.papers.biasvariance2021.SampledTemperatures.Known;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Plots of bias, deviation and error of one estimate against the temperature. */
public final class TemperatureFigures {
  private final Temperatures lines;
  private final SampledTemperatures dots;
  private final Scale scale;

  TemperatureFigures(Temperatures lines, SampledTemperatures dots, Scale scale) {
    this.lines = lines;
    this.dots = dots;
    this.scale = scale;
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @param scale scale of the run, named in every figure
   * @return its figures
   * @throws IOException if a file cannot be read
   */
  public static TemperatureFigures read(Path folder, Scale scale) throws IOException {
    return new TemperatureFigures(
        Temperatures.parse(Files.readString(folder.resolve(Temperatures.FILE))),
        SampledTemperatures.parse(Files.readString(folder.resolve(SampledTemperatures.FILE))),
        scale);
  }

  /**
   * The absolute bias for each function.
   *
   * @param p probability of 1: 0.1, 0.3, 0.5 or 0.9
   * @return one plot per function
   */
  public Chart bias(double p) {
    return each(
        p, "|bias|", moments -> Math.abs(moments.visibleBias()), SampledTemperatures.Row::bias);
  }

  /**
   * The standard deviation for each function.
   *
   * @param p probability of 1: 0.1, 0.3, 0.5 or 0.9
   * @return one plot per function
   */
  public Chart deviation(double p) {
    return each(
        p, "standard deviation", UnitMoments::deviation, SampledTemperatures.Row::deviation);
  }

  /**
   * The root mean squared error for each function.
   *
   * @param p probability of 1: 0.1, 0.3, 0.5 or 0.9
   * @return one plot per function
   */
  public Chart error(double p) {
    return each(
        p, "root mean squared error", moments -> moments.error(1), SampledTemperatures.Row::error);
  }

  private Chart each(
      double p,
      String title,
      ToDoubleFunction<UnitMoments> line,
      Function<SampledTemperatures.Row, Known> dot) {
    return Chart.grid(
        Scalar.ALL.stream().map(f -> plot(f, p, title, line, dot)).toArray(Plot[]::new));
  }

  private Plot plot(
      Scalar f,
      double p,
      String title,
      ToDoubleFunction<UnitMoments> line,
      Function<SampledTemperatures.Row, Known> dot) {
    Plot plot =
        Plot.of(
            "f = " + f.name() + ", p = " + p,
            Axis.log("temperature"),
            Axis.log(title + " of one estimate"));
    for (String method : Temperatures.METHODS) {
      plot = line(plot, lines.of(f.name(), p, method), line);
    }
    for (String method : Temperatures.OTHERS) {
      List<Temperatures.Row> rows = lines.of(f.name(), p, method);
      plot = line(plot, List.of(rows.get(0), rows.get(rows.size() - 1)), line);
    }
    for (String method : Temperatures.METHODS) {
      List<SampledTemperatures.Row> rows = dots.of(f.name(), p, method);
      plot =
          plot.whiskers(
              method,
              rows.stream().mapToDouble(SampledTemperatures.Row::tau).toArray(),
              rows.stream().mapToDouble(r -> dot.apply(r).value()).toArray(),
              rows.stream().mapToDouble(r -> dot.apply(r).low()).toArray(),
              rows.stream().mapToDouble(r -> dot.apply(r).high()).toArray());
    }
    return plot.note(
        "lines: quadrature; markers: "
            + trials()
            + " sampled estimates each, 95 %; scale "
            + scale.text());
  }

  private int trials() {
    return Plan.of(scale).trials();
  }

  private static Plot line(
      Plot plot, List<Temperatures.Row> rows, ToDoubleFunction<UnitMoments> number) {
    return plot.line(
        rows.get(0).method(),
        rows.stream().mapToDouble(Temperatures.Row::tau).toArray(),
        rows.stream().mapToDouble(r -> number.applyAsDouble(r.moments())).toArray());
  }

  /**
   * Exact moments at the lowest, a middle and a high temperature.
   *
   * @param p probability of 1: 0.1, 0.3, 0.5 or 0.9
   * @return one row per function and temperature
   */
  public Table table(double p) {
    StringColumn function = StringColumn.create("f");
    DoubleColumn tau = DoubleColumn.create("tau");
    DoubleColumn gradient = DoubleColumn.create("exact gradient");
    List<String> methods = List.of("concrete", "st-gumbel", "zgr", "st");
    List<DoubleColumn> biases =
        methods.stream().map(m -> DoubleColumn.create("bias " + m)).toList();
    List<DoubleColumn> spreads =
        methods.stream().map(m -> DoubleColumn.create("std " + m)).toList();
    for (Scalar f : Scalar.ALL) {
      List<Temperatures.Row> soft = lines.of(f.name(), p, "concrete");
      for (int at : new int[] {0, soft.size() / 2, soft.size() - 1}) {
        function.append(f.name());
        tau.append(soft.get(at).tau());
        gradient.append(soft.get(at).moments().gradient());
        for (int i = 0; i < methods.size(); i++) {
          UnitMoments moments = lines.of(f.name(), p, methods.get(i)).get(at).moments();
          biases.get(i).append(moments.visibleBias());
          spreads.get(i).append(moments.deviation());
        }
      }
    }
    Table table = Table.create("one unit, p = " + p, function, tau, gradient);
    biases.forEach(table::addColumns);
    spreads.forEach(table::addColumns);
    return table;
  }
}
