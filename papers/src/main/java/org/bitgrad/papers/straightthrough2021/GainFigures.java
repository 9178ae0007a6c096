package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.exact.NoiseGain;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.random.Noise;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Plots and tables of the growth of gradients. */
public final class GainFigures {
  private static final int POINTS = 25;
  private static final double LEAST = 0.3;
  private static final double MOST = 6;

  private final Gains gains;
  private final Scale scale;

  GainFigures(Gains gains, Scale scale) {
    this.gains = gains;
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
  public static GainFigures read(Path folder, Scale scale) throws IOException {
    return new GainFigures(Gains.parse(Files.readString(folder.resolve(Gains.FILE))), scale);
  }

  private static double[] ratios() {
    return IntStream.range(0, POINTS)
        .mapToDouble(i -> LEAST * Math.pow(MOST / LEAST, i / (POINTS - 1.0)))
        .toArray();
  }

  /** Over the steps between layers and the networks. */
  private Measurement mean(Gains.Setting setting) {
    return Means.mean(
        gains.rows().stream()
            .filter(row -> row.setting().equals(setting))
            .mapToDouble(Gains.Row::growth)
            .toArray());
  }

  /** {@return measured growth beside the gain, and flips by noise, against the ratio} */
  public Chart chart() {
    Axis ratio = Axis.linear("r, deviation of pre-activations over noise scale");
    Plot growth = Plot.of("Growth of squared gradients per layer", ratio, Axis.log("growth, G(r)"));
    Plot flips =
        Plot.of("How often noise turns a unit over", ratio, Axis.linear("flip probability"));
    double[] r = ratios();
    for (String family : LayerCase.FAMILIES) {
      Noise noise = Noise.of(family, 1);
      List<Gains.Setting> own =
          Gains.settings().stream().filter(s -> s.family().equals(family)).toList();
      List<Measurement> means = own.stream().map(this::mean).toList();
      growth =
          growth
              .line(family, r, Arrays.stream(r).map(x -> NoiseGain.of(noise, x)).toArray())
              .whiskers(
                  family,
                  own.stream().mapToDouble(Gains.Setting::ratio).toArray(),
                  means.stream().mapToDouble(Measurement::value).toArray(),
                  means.stream().mapToDouble(Measurement::low).toArray(),
                  means.stream().mapToDouble(Measurement::high).toArray());
      double[] flip = Arrays.stream(r).map(x -> NoiseGain.flipProbability(noise, x)).toArray();
      flips = flips.line(family, r, flip);
    }
    String networks = Plan.of(scale).gains() + " networks of 5 x 300, all layers, 95 %";
    return Chart.grid(
        growth.note("lines: quadrature; markers: " + networks + "; scale " + scale.text()),
        flips.note("by quadrature; scale " + scale.text()));
  }

  /** {@return gain by formula and growth measured at each step between layers} */
  public Table table() {
    List<Gains.Setting> settings = Gains.settings();
    Table table =
        Table.create(
            "growth of squared gradients",
            StringColumn.create("noise", settings.stream().map(Gains.Setting::family).toList()),
            column("r", settings.stream().map(Gains.Setting::ratio).toList()),
            column("G(r)", settings.stream().map(Gains.Setting::gain).toList()),
            column(
                "flip probability",
                settings.stream()
                    .map(s -> NoiseGain.flipProbability(s.noise(), s.ratio()))
                    .toList()));
    for (int k = Gains.steps() - 1; k >= 0; k--) {
      int layer = k;
      table.addColumns(
          column(
              "layer " + (layer + 2) + " to " + (layer + 1),
              settings.stream().map(s -> gains.growth(s, layer).value()).toList()));
    }
    return table;
  }

  private static DoubleColumn column(String name, List<Double> values) {
    return DoubleColumn.create(name, values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
