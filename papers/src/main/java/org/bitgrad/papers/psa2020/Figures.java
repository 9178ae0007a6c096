package org.bitgrad.papers.psa2020;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bitgrad.analysis.Metric;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.CsvFile;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;

/**
 * The published figures with our curves: means over the networks that were trained as published;
 * crosses are published points.
 */
public final class Figures {
  /** The layers of the figures: three hidden ones and the head. */
  public static final int LAYERS = 4;

  /** The published points that are shown: all 36 would hide our curves. */
  private static final List<Double> SHOWN =
      List.of(1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0, 9000.0);

  private final Evidence evidence;
  private final Scale scale;
  private final PublishedFigures published = PublishedFigures.read();

  /**
   * Figures of a run.
   *
   * @param evidence what was found
   * @param scale scale of the run, named in every figure
   */
  public Figures(Evidence evidence, Scale scale) {
    this.evidence = evidence;
    this.scale = scale;
  }

  /**
   * Relative error against the number of averaged samples.
   *
   * @param stage stage of training
   * @param layer 0 to 3
   * @return one plot
   */
  public Plot rmse(Stage stage, int layer) {
    Plot plot = Plot.of(title(stage, layer), samples(), Axis.log("relative RMSE"));
    for (String estimator : Names.ALL) {
      plot = withCurve(plot, stage, new Curves(estimator, layer, Metric.RMSE));
    }
    return plot.note(note(stage, "geometric mean"));
  }

  /**
   * Cosine with the exact gradient against the number of averaged samples.
   *
   * @param stage stage of training
   * @param layer 0 to 3
   * @return one plot
   */
  public Plot cosine(Stage stage, int layer) {
    Plot plot = Plot.of(title(stage, layer), samples(), Axis.linear("mean cosine"));
    for (String estimator : Names.ALL) {
      plot = withCurve(plot, stage, new Curves(estimator, layer, Metric.COSINE));
    }
    return plot.note(note(stage, "mean"));
  }

  /**
   * Errors of all layers, two plots in a row.
   *
   * @param stage stage of training
   * @return four plots
   */
  public Chart rmse(Stage stage) {
    return Chart.grid(
        IntStream.range(0, LAYERS).mapToObj(k -> rmse(stage, k)).toArray(Chart[]::new));
  }

  /**
   * Cosines of all layers, two plots in a row.
   *
   * @param stage stage of training
   * @return four plots
   */
  public Chart cosine(Stage stage) {
    return Chart.grid(
        IntStream.range(0, LAYERS).mapToObj(k -> cosine(stage, k)).toArray(Chart[]::new));
  }

  /**
   * Bias of the biased estimators by hidden layer, with the range over networks; beside it the
   * published error at the largest M, which is mostly bias. Unbiased layers are left out.
   *
   * @param stage stage of training
   * @return one plot
   */
  public Plot bias(Stage stage) {
    Plot plot = Plot.of("Bias, " + stage.text() + " networks", layers(), Axis.log("relative bias"));
    List<String> biased = List.of(Names.PSA, Names.ST, Names.CONCRETE_WARM, Names.MEAN_FIELD);
    for (String estimator : biased) {
      double shift = 0.08 * (biased.indexOf(estimator) - 1.5);
      Layers shown = new Layers(estimator, estimator.equals(Names.PSA) ? 2 : 3, shift);
      plot = byLayer(plot, stage, shown, (n, k) -> n.bias(estimator, k), Figures::last);
    }
    return plot.note(note(stage, "geometric mean and range") + " (RMSE at M = 9000)");
  }

  /**
   * Standard deviation of one sample of PSA and ST by layer, with the range over networks; beside
   * it the published one, from the errors at the smallest and the largest M.
   *
   * @param stage stage of training
   * @return one plot
   */
  public Plot spread(Stage stage) {
    Plot plot =
        Plot.of(
            "Spread of one sample, " + stage.text() + " networks",
            layers(),
            Axis.log("relative standard deviation"));
    for (String estimator : List.of(Names.PSA, Names.ST)) {
      Layers shown = new Layers(estimator, LAYERS, estimator.equals(Names.PSA) ? -0.05 : 0.05);
      plot =
          byLayer(
              plot,
              stage,
              shown,
              (n, k) -> n.std(estimator, k),
              curve -> Math.sqrt(curve[0] * curve[0] - last(curve) * last(curve)));
    }
    return plot.note(note(stage, "geometric mean and range"));
  }

  private Plot byLayer(
      Plot plot,
      Stage stage,
      Layers shown,
      ToDoubleBiFunction<NetworkStudy, Integer> number,
      ToDoubleFunction<double[]> publishedNumber) {
    double[][] rows = new double[5][shown.count];
    for (int k = 0; k < shown.count; k++) {
      int layer = k;
      double[] values = of(stage).each(n -> number.applyAsDouble(n, layer));
      double[] curve = published.curve(stage, Metric.RMSE, k, shown.estimator);
      rows[0][k] = k + shown.shift;
      rows[1][k] = geometric(values);
      rows[2][k] = DoubleStream.of(values).min().orElseThrow();
      rows[3][k] = DoubleStream.of(values).max().orElseThrow();
      rows[4][k] = publishedNumber.applyAsDouble(curve);
    }
    return plot.whiskers(shown.estimator, rows[0], rows[1], rows[2], rows[3])
        .published(shown.estimator, rows[0], rows[4]);
  }

  /** Which layers of an estimator are shown, and how far beside their place. */
  private record Layers(String estimator, int count, double shift) {}

  /**
   * Measured time of one estimate on the data, against the width and against the depth.
   *
   * @param folder folder of the run, with its {@code timing.csv}
   * @return two plots
   * @throws IOException if the file cannot be read
   */
  public static Chart cost(Path folder) throws IOException {
    List<List<String>> rows = CsvFile.parse(Files.readString(folder.resolve("timing.csv")));
    return Chart.grid(
        cost(rows, Cost.USUAL_DEPTH + " hidden layers", "units of a layer", 1, Cost.WIDTHS),
        cost(rows, Cost.USUAL_WIDTH + " units in each layer", "hidden layers", 0, Cost.DEPTHS));
  }

  private static Plot cost(
      List<List<String>> rows, String title, String axis, int column, int... sizes) {
    Plot plot = Plot.of("Cost, " + title, Axis.log(axis), Axis.log("seconds of one estimate"));
    String fixed = Integer.toString(column == 1 ? Cost.USUAL_DEPTH : Cost.USUAL_WIDTH);
    for (String estimator : Cost.TIMED) {
      double[] xs = IntStream.of(sizes).asDoubleStream().toArray();
      double[] seconds = new double[sizes.length];
      for (List<String> row : rows) {
        int at =
            IntStream.range(0, sizes.length)
                .filter(i -> row.get(column).equals(Integer.toString(sizes[i])))
                .findFirst()
                .orElse(-1);
        if (at >= 0 && row.get(1 - column).equals(fixed) && row.get(2).equals(estimator)) {
          seconds[at] = Double.parseDouble(row.get(3));
        }
      }
      plot = plot.line(estimator, xs, seconds);
    }
    return plot.note("all data points at once, the best of several repeats");
  }

  private static double last(double... curve) {
    return curve[curve.length - 1];
  }

  private static Axis layers() {
    return Axis.linear("layer");
  }

  private Plot withCurve(Plot plot, Stage stage, Curves curves) {
    List<NetworkStudy> networks = of(stage).studies();
    double[] xs = networks.get(0).samples().stream().mapToDouble(m -> m).toArray();
    double[] ys =
        networks.get(0).samples().stream().mapToDouble(m -> curves.mean(networks, m)).toArray();
    List<Double> atShown = new ArrayList<>();
    double[] all = published.curve(stage, curves.metric, curves.layer, curves.estimator);
    double[] samples = published.samples();
    for (int i = 0; i < samples.length; i++) {
      if (SHOWN.contains(samples[i])) {
        atShown.add(all[i]);
      }
    }
    return plot.line(curves.estimator, xs, ys)
        .published(curves.estimator, array(SHOWN), array(atShown));
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private Evidence of(Stage stage) {
    return evidence.published(stage);
  }

  private static Axis samples() {
    return Axis.log("averaged samples M");
  }

  private static String title(Stage stage, int layer) {
    String where = layer == LAYERS - 1 ? "head (layer 3)" : "hidden layer " + layer;
    return "5-5-5 networks, " + stage.text() + ", " + where;
  }

  private String note(Stage stage, String mean) {
    return String.format(
        Locale.ROOT,
        "%s over %d networks, scale %s; x: published, %s",
        mean,
        of(stage).studies().size(),
        scale.text(),
        stage.publishedCheckpoint());
  }

  static double geometric(double... values) {
    return Math.exp(DoubleStream.of(values).map(Math::log).average().orElseThrow());
  }

  /** The curves of an estimator, one per network. */
  private record Curves(String estimator, int layer, Metric metric) {
    double mean(List<NetworkStudy> networks, int samples) {
      ToDoubleFunction<CurvePoint> number =
          metric == Metric.RMSE ? CurvePoint::rmse : CurvePoint::cosine;
      double[] values =
          networks.stream()
              .mapToDouble(n -> number.applyAsDouble(n.point(estimator, layer, samples)))
              .toArray();
      return metric == Metric.RMSE
          ? geometric(values)
          : DoubleStream.of(values).average().orElseThrow();
    }
  }
}
