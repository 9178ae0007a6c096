package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;
import org.bitgrad.papers.shared.Parallel;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RecordTable;

/**
 * Bias of ST in the first of two layers of random networks, by width.
 *
 * @param rows one per network
 */
record Widths(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "width", "network", "rel_bias", "cosine");

  static final String FILE = "widths.csv";
  static final int[] WIDTHS = {2, 4, 6, 8, 10, 12};
  static final int NARROWEST = 4;

  private static final int RESAMPLES = 1_000;

  Widths {
    rows = List.copyOf(rows);
  }

  /**
   * A network.
   *
   * @param width of both layers
   * @param network its number
   * @param bias relative bias of ST in the first layer
   * @param cosine of the mean of ST and the exact gradient there
   */
  record Row(int width, int network, double bias, double cosine) {}

  static Widths run(Plan plan, long seed, int threads) throws InterruptedException {
    List<Callable<Row>> tasks = new ArrayList<>();
    for (int width : WIDTHS) {
      for (int i = 0; i < plan.widths(); i++) {
        int network = i;
        tasks.add(() -> row(seed, width, network));
      }
    }
    return new Widths(Parallel.all(tasks, threads));
  }

  private static Row row(long seed, int width, int network) {
    RandomStream stream = StraightThrough2021.stream(seed, "widths").child(width).child(network);
    WideLayer layer = WideLayer.of(width, stream);
    double[] exact = layer.exact();
    double[] mean = layer.meanOfStraightThrough();
    double[] bias = new double[width];
    Arrays.setAll(bias, i -> mean[i] - exact[i]);
    double norm = Vectors.norm(exact);
    return new Row(
        width,
        network,
        Vectors.norm(bias) / norm,
        Vectors.dot(mean, exact) / (norm * Vectors.norm(mean)));
  }

  double[] biases(int width) {
    return rows.stream().filter(r -> r.width == width).mapToDouble(Row::bias).toArray();
  }

  double[] cosines(int width) {
    return rows.stream().filter(r -> r.width == width).mapToDouble(Row::cosine).toArray();
  }

  /** The slope of log median bias against log width, from the least width compared. */
  Measurement slope(long seed) {
    return resampled(
        seed,
        resample ->
            slope(
                Arrays.stream(WIDTHS).filter(w -> w >= NARROWEST).toArray(),
                w -> Vectors.median(resample.of(w, biases(w)))));
  }

  /** The mean cosine of the widest networks less that of the narrowest. */
  Measurement cosineGain(long seed) {
    int widest = WIDTHS[WIDTHS.length - 1];
    return resampled(
        seed,
        resample ->
            Vectors.mean(resample.of(widest, cosines(widest)))
                - Vectors.mean(resample.of(WIDTHS[0], cosines(WIDTHS[0]))));
  }

  private static double slope(int[] widths, IntToDoubleFunction value) {
    double[] x = Arrays.stream(widths).mapToDouble(Math::log).toArray();
    double[] y = Arrays.stream(widths).mapToDouble(w -> Math.log(value.applyAsDouble(w))).toArray();
    double middle = Vectors.mean(x);
    double top = 0;
    double bottom = 0;
    for (int i = 0; i < x.length; i++) {
      top += (x[i] - middle) * y[i];
      bottom += (x[i] - middle) * (x[i] - middle);
    }
    return top / bottom;
  }

  /** What a statistic is computed from. */
  private interface Resample {
    double[] of(int width, double... values);
  }

  /** A statistic of resampled networks. */
  private interface Statistic {
    double of(Resample resample);
  }

  private Measurement resampled(long seed, Statistic statistic) {
    double value = statistic.of((width, values) -> values);
    double[] others = new double[RESAMPLES];
    for (int k = 0; k < RESAMPLES; k++) {
      RandomStream stream = StraightThrough2021.stream(seed, "resample").child(k);
      others[k] =
          statistic.of(
              (width, values) -> {
                double[] drawn = new double[values.length];
                for (int i = 0; i < drawn.length; i++) {
                  drawn[i] = values[(int) (stream.child(width).uniform(i) * values.length)];
                }
                return drawn;
              });
    }
    Arrays.sort(others);
    double low = Math.min(value, others[(int) (0.025 * RESAMPLES)]);
    double high = Math.max(value, others[(int) (0.975 * RESAMPLES)]);
    return new Measurement(
        value, low, high, rows.size(), "the population of such networks, 95 % (bootstrap)");
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Widths parse(String text) {
    return new Widths(TABLE.rows(text));
  }
}
