package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Plots and tables of bias against width. */
public final class WidthFigures {
  private static final Axis WIDTH = Axis.linear("width of both layers");

  /** A pilot's medians and mean cosines, 40 networks each. */
  private static final double[] PILOT_BIAS = {0.071, 0.065, 0.057, 0.050, 0.036, 0.031};

  private final Widths widths;
  private final Scale scale;

  WidthFigures(Widths widths, Scale scale) {
    this.widths = widths;
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
  public static WidthFigures read(Path folder, Scale scale) throws IOException {
    return new WidthFigures(Widths.parse(Files.readString(folder.resolve(Widths.FILE))), scale);
  }

  private double[] each(IntToDoubleFunction number) {
    return Arrays.stream(Widths.WIDTHS).mapToDouble(number).toArray();
  }

  private double quantile(int width, double share) {
    double[] sorted = widths.biases(width);
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }

  /** {@return relative bias and cosine of the mean in the first layer against the width} */
  public Chart chart() {
    double[] x = each(w -> w);
    int networks = widths.biases(Widths.WIDTHS[0]).length;
    String note = networks + " networks per width, exact; scale " + scale.text();
    Plot bias =
        Plot.of("Relative bias of ST, first of two layers", WIDTH, Axis.log("relative bias"))
            .band("st", x, each(w -> quantile(w, 0.25)), each(w -> quantile(w, 0.75)))
            .line("st", x, each(w -> Vectors.median(widths.biases(w))))
            .line("pilot, 40 networks", x, PILOT_BIAS)
            .line("n^(-1/2)", x, each(w -> 0.1 / Math.sqrt(w)))
            .note("median and middle half; " + note);
    Plot cosine =
        Plot.of("Angle of the mean estimate", WIDTH, Axis.log("1 - mean cosine"))
            .line("st", x, each(w -> 1 - Vectors.mean(widths.cosines(w))))
            .note(note);
    return Chart.grid(bias, cosine);
  }

  /** {@return the same numbers} */
  public Table table() {
    return Table.create(
        "bias against width",
        IntColumn.create("width", Widths.WIDTHS),
        DoubleColumn.create("median relative bias", each(w -> Vectors.median(widths.biases(w)))),
        DoubleColumn.create("of a pilot", PILOT_BIAS),
        DoubleColumn.create("mean cosine", each(w -> Vectors.mean(widths.cosines(w)))));
  }
}
