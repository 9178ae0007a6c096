package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Plots of the error of a mean of M estimates. */
public final class AverageFigures {
  private static final Axis SAMPLES = Axis.log("estimates averaged, M");

  private final Averages averages;
  private final Scale scale;

  AverageFigures(Averages averages, Scale scale) {
    this.averages = averages;
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
  public static AverageFigures read(Path folder, Scale scale) throws IOException {
    return new AverageFigures(
        Averages.parse(Files.readString(folder.resolve(Averages.FILE))), scale);
  }

  /** {@return the error, and the best temperature, against M} */
  public Chart chart() {
    return Chart.grid(error(), temperature());
  }

  private Plot error() {
    Plot plot =
        Plot.of(
            "f = x^2, p = 0.3, at the best temperature", SAMPLES, Axis.log("error of the mean"));
    for (String method : Temperatures.METHODS) {
      plot = plot.line(method, of(method, Averages.Row::samples), of(method, Averages.Row::error));
    }
    for (String method : Temperatures.OTHERS) {
      plot = plot.line(method, of(method, Averages.Row::samples), of(method, Averages.Row::error));
    }
    List<Averages.Row> drawn =
        averages.of("concrete").stream().filter(Averages.Row::isSampled).toList();
    return plot.whiskers(
            "concrete",
            each(drawn, Averages.Row::samples),
            each(drawn, r -> r.sampled().value()),
            each(drawn, r -> r.sampled().low()),
            each(drawn, r -> r.sampled().high()))
        .note(
            "lines: quadrature; markers: means of "
                + Plan.of(scale).averagedTrials()
                + " sampled estimates, 95 %; scale "
                + scale.text());
  }

  private Plot temperature() {
    Plot plot = Plot.of("Best temperature", SAMPLES, Axis.log("temperature"));
    for (String method : Temperatures.METHODS) {
      plot = plot.line(method, of(method, Averages.Row::samples), of(method, Averages.Row::tau));
    }
    double[] large = {1e3, Averages.FEWEST, 1e5, 1e6, Averages.MOST};
    double[] formula = new double[large.length];
    for (int i = 0; i < large.length; i++) {
      formula[i] = AveragePart.formula(large[i]);
    }
    return plot.line("expansion", large, formula)
        .note("that of least error of the mean, by quadrature; expansion for small temperatures");
  }

  private double[] of(String method, ToDoubleFunction<Averages.Row> number) {
    return each(averages.of(method), number);
  }

  private static double[] each(List<Averages.Row> rows, ToDoubleFunction<Averages.Row> number) {
    return rows.stream().mapToDouble(number).toArray();
  }

  /** {@return best temperatures and errors by M} */
  public Table table() {
    DoubleColumn samples = DoubleColumn.create("M", of("concrete", Averages.Row::samples));
    Table table = Table.create("errors of means", samples);
    for (String method : Temperatures.METHODS) {
      table.addColumns(
          DoubleColumn.create("best tau " + method, of(method, Averages.Row::tau)),
          DoubleColumn.create("error " + method, of(method, Averages.Row::error)));
    }
    for (String method : Temperatures.OTHERS) {
      table.addColumns(DoubleColumn.create("error " + method, of(method, Averages.Row::error)));
    }
    return table;
  }
}
