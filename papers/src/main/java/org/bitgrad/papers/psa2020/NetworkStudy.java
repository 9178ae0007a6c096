package org.bitgrad.papers.psa2020;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bitgrad.analysis.Interval;
import org.bitgrad.report.CsvFile;

/**
 * A network and what the study of the estimators on it found. Layers are those of the figures: 0, 1
 * and 2 hidden, 3 the head. All numbers are relative to the norm of the exact gradient of the
 * layer. It is written to and read from two tables without loss.
 */
public final class NetworkStudy {
  private final Checkpoint checkpoint;
  private final Map<String, Moments> moments = new LinkedHashMap<>();
  private final Map<String, CurvePoint> points = new LinkedHashMap<>();
  private final Set<Integer> samples = new TreeSet<>();

  NetworkStudy(Checkpoint checkpoint, List<Moments> moments, List<CurvePoint> points) {
    this.checkpoint = checkpoint;
    for (Moments m : moments) {
      this.moments.put(m.estimator() + m.layer(), m);
    }
    for (CurvePoint p : points) {
      this.points.put(p.estimator() + p.layer() + "/" + p.samples(), p);
      samples.add(p.samples());
    }
  }

  /** Reads the two tables. */
  static NetworkStudy parse(Checkpoint checkpoint, String moments, String points) {
    return new NetworkStudy(
        checkpoint,
        CsvFile.parse(moments).stream().skip(1).map(Moments::parse).toList(),
        CsvFile.parse(points).stream().skip(1).map(CurvePoint::parse).toList());
  }

  /** The table of moments. */
  String momentsCsv() {
    CsvFile csv = new CsvFile(Moments.COLUMNS);
    moments.values().forEach(m -> csv.row(m.cells()));
    return csv.text();
  }

  /** The table of curves. */
  String pointsCsv() {
    CsvFile csv = new CsvFile(CurvePoint.COLUMNS);
    points.values().forEach(p -> csv.row(p.cells()));
    return csv.text();
  }

  /** {@return the network} */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** {@return numbers of averaged samples M, ascending} */
  public List<Integer> samples() {
    return List.copyOf(samples);
  }

  /** Bias and spread of one sample. */
  Moments moments(String estimator, int layer) {
    return found(moments, estimator + layer);
  }

  /** Error and cosine of the mean of M samples. */
  CurvePoint point(String estimator, int layer, int samples) {
    return found(points, estimator + layer + "/" + samples);
  }

  private static <T> T found(Map<String, T> map, String key) {
    T value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the study has no " + key);
    }
    return value;
  }

  double bias(String estimator, int layer) {
    return moments(estimator, layer).bias();
  }

  Interval biasInterval(String estimator, int layer) {
    return moments(estimator, layer).biasInterval();
  }

  double std(String estimator, int layer) {
    return moments(estimator, layer).std();
  }

  /** The root mean squared error of one sample: from exact moments, or sampled. */
  double error(String estimator, int layer) {
    Moments m = moments(estimator, layer);
    return m.exact() ? Math.hypot(m.bias(), m.std()) : point(estimator, layer, 1).rmse();
  }

  /** The same with its 95 % interval. */
  Interval errorInterval(String estimator, int layer) {
    double error = error(estimator, layer);
    return moments(estimator, layer).exact()
        ? new Interval(error, error)
        : point(estimator, layer, 1).rmseInterval().orElseThrow();
  }

  /** The mean cosine with its 95 % interval; wide open where there are too few groups for one. */
  Interval cosine(String estimator, int layer, int samples) {
    return point(estimator, layer, samples).cosineInterval().orElse(new Interval(-1, 1));
  }
}
