package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.numbers.gamma.Erf;
import org.bitgrad.random.Noise;
import org.bitgrad.report.CsvFile;

/**
 * The empirical proxy curves beside the densities of noises.
 *
 * @param rows one per proxy, scale and pre-activation
 */
record Proxies(List<Row> rows) {
  static final String FILE = "proxies.csv";
  static final double[] SCALES = {0.5, 1, 2};

  private static final double END = 3;
  private static final int POINTS = 240;
  private static final double STEP = 1e-5;

  Proxies {
    rows = List.copyOf(rows);
  }

  /** A proxy as the literature writes it, by the noise that it is paired with. */
  enum Proxy {
    UNIFORM("HardTanh"),
    LOGISTIC("tanh"),
    TRIANGULAR("ApproxSign"),
    GAUSSIAN("erf");

    private final String proxy;

    Proxy(String proxy) {
      this.proxy = proxy;
    }

    /** The curve at a pre-activation in units of the scale. */
    double curve(double t) {
      return switch (this) {
        case UNIFORM -> Math.max(-1, Math.min(1, t));
        case LOGISTIC -> Math.tanh(t / 2);
        case TRIANGULAR -> approxSign(Math.max(-1, Math.min(1, t)));
        case GAUSSIAN -> Erf.value(t / Math.sqrt(2));
      };
    }

    private static double approxSign(double t) {
      return 2 * t - Math.signum(t) * t * t;
    }

    String proxy() {
      return proxy;
    }

    String family() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A proxy at a pre-activation.
   *
   * @param proxy which
   * @param scale of the noise
   * @param a pre-activation
   * @param curve of the proxy
   * @param slope of the curve by finite differences
   * @param mean {@code 2 F(a) - 1}
   * @param factor {@code 2 F'(a)}
   */
  record Row(
      Proxy proxy, double scale, double a, double curve, double slope, double mean, double factor) {
    double difference() {
      return Math.max(Math.abs(curve - mean), Math.abs(slope - factor));
    }
  }

  static Proxies run() {
    List<Row> rows = new ArrayList<>();
    for (Proxy proxy : Proxy.values()) {
      for (double scale : SCALES) {
        Noise noise = Noise.of(proxy.family(), scale);
        for (int i = 0; i < POINTS; i++) {
          // Between the kinks, which lie at multiples of the scale.
          double a = END * (2 * i + 1 - POINTS) / POINTS;
          double above = proxy.curve((a + STEP) / scale);
          double below = proxy.curve((a - STEP) / scale);
          rows.add(
              new Row(
                  proxy,
                  scale,
                  a,
                  proxy.curve(a / scale),
                  (above - below) / (2 * STEP),
                  noise.probability(a) - noise.probability(-a),
                  2 * noise.density(a)));
        }
      }
    }
    return new Proxies(rows);
  }

  List<Row> of(Proxy proxy, double scale) {
    return rows.stream().filter(r -> r.proxy == proxy && r.scale == scale).toList();
  }

  String csv() {
    CsvFile csv =
        new CsvFile("proxy", "noise", "scale", "a", "curve", "slope", "2F-1", "st_factor");
    for (Row r : rows) {
      csv.row(r.proxy.proxy, r.proxy.family(), r.scale, r.a, r.curve, r.slope, r.mean, r.factor);
    }
    return csv.text();
  }

  static Proxies parse(String text) {
    List<Row> rows = new ArrayList<>();
    List<List<String>> lines = CsvFile.parse(text);
    for (List<String> f : lines.subList(1, lines.size())) {
      double[] n = f.subList(2, 8).stream().mapToDouble(Double::parseDouble).toArray();
      Proxy proxy = Proxy.valueOf(f.get(1).toUpperCase(Locale.ROOT));
      rows.add(new Row(proxy, n[0], n[1], n[2], n[3], n[4], n[5]));
    }
    return new Proxies(rows);
  }
}
