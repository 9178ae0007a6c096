package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Plots and tables of errors against depth. */
public final class DepthFigures {
  private static final Axis LAYERS = Axis.linear("layers");

  /** Means of three networks of a pilot. */
  private static final double[] PILOT_RATIO = {3.9, 7.4, 12.8, 20, 28};

  private final Depths depths;
  private final Scale scale;

  DepthFigures(Depths depths, Scale scale) {
    this.depths = depths;
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
  public static DepthFigures read(Path folder, Scale scale) throws IOException {
    return new DepthFigures(Depths.parse(Files.readString(folder.resolve(Depths.FILE))), scale);
  }

  private static double[] layers() {
    return Arrays.stream(Depths.all()).asDoubleStream().toArray();
  }

  private List<Measurement> means(ToDoubleFunction<Depths.Row> number) {
    return Arrays.stream(Depths.all()).mapToObj(d -> DepthPart.mean(depths, d, number)).toList();
  }

  private static double[] each(List<Measurement> means, ToDoubleFunction<Measurement> number) {
    return means.stream().mapToDouble(number).toArray();
  }

  private Plot with(Plot plot, String name, ToDoubleFunction<Depths.Row> number) {
    List<Measurement> means = means(number);
    return plot.whiskers(
        name,
        layers(),
        each(means, Measurement::value),
        each(means, Measurement::low),
        each(means, Measurement::high));
  }

  /** {@return errors of single estimates, their ratio, and what the mean of ST is worth} */
  public Chart chart() {
    String note =
        "means of "
            + depths.of(1).size()
            + " networks, 95 % (Student's t); "
            + Plan.of(scale).trials()
            + " estimates each; scale "
            + scale.text();
    Plot errors =
        Plot.of("Relative error of one estimate, first layer", LAYERS, Axis.log("relative RMSE"));
    errors = with(errors, "st", Depths.Row::st);
    errors = with(errors, "reinforce", Depths.Row::reinforce).note(note);
    Plot ratio =
        with(
                Plot.of("REINFORCE over ST", LAYERS, Axis.linear("ratio of errors")),
                "ratio",
                Depths.Row::ratio)
            .line("pilot, 3 networks", layers(), PILOT_RATIO)
            .note(note);
    Plot mean = Plot.of("Mean of ST, first layer", LAYERS, Axis.linear("against exact gradient"));
    mean = with(mean, "cosine", Depths.Row::cosine);
    mean = with(mean, "norm", Depths.Row::norm);
    mean = with(mean, "relative bias", Depths.Row::bias).note(note);
    return Chart.grid(errors, ratio, mean);
  }

  private DoubleColumn column(String name, ToDoubleFunction<Depths.Row> number) {
    return DoubleColumn.create(name, each(means(number), Measurement::value));
  }

  /** {@return means over networks by depth} */
  public Table table() {
    return Table.create(
        "first layer, means over networks",
        IntColumn.create("layers", Depths.all()),
        column("rmse st", Depths.Row::st),
        column("rmse reinforce", Depths.Row::reinforce),
        column("ratio", Depths.Row::ratio),
        DoubleColumn.create("ratio of a pilot", PILOT_RATIO),
        column("relative bias of st", Depths.Row::bias),
        column("cosine of its mean", Depths.Row::cosine),
        column("norm of its mean / exact", Depths.Row::norm));
  }
}
