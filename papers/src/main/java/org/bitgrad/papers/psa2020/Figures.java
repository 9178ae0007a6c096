package org.bitgrad.papers.psa2020;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bitgrad.analysis.Metric;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
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
    Plot plot =
        Plot.of(
            "Bias, " + stage.text() + " networks", Axis.linear("layer"), Axis.log("relative bias"));
    List<String> biased = List.of(Names.PSA, Names.ST, Names.CONCRETE_WARM, Names.MEAN_FIELD);
    for (int i = 0; i < biased.size(); i++) {
      String estimator = biased.get(i);
      int layers = estimator.equals(Names.PSA) ? 2 : 3;
      double shift = 0.08 * (i - 1.5);
      double[][] rows = new double[4][layers];
      for (int k = 0; k < layers; k++) {
        int layer = k;
        double[] values = of(stage).each(n -> n.bias(estimator, layer));
        rows[0][k] = k + shift;
        rows[1][k] = geometric(values);
        rows[2][k] = DoubleStream.of(values).min().orElseThrow();
        rows[3][k] = DoubleStream.of(values).max().orElseThrow();
      }
      double[] theirs = new double[layers];
      for (int k = 0; k < layers; k++) {
        double[] curve = published.curve(stage, Metric.RMSE, k, estimator);
        theirs[k] = curve[curve.length - 1];
      }
      plot = plot.whiskers(estimator, rows[0], rows[1], rows[2], rows[3]);
      plot = plot.published(estimator, rows[0], theirs);
    }
    return plot.note(note(stage, "geometric mean and range") + " (RMSE at M = 9000)");
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
        "%s over %d networks, scale %s; x: published, %s",
        mean, of(stage).studies().size(), scale.text(), stage.publishedCheckpoint());
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
