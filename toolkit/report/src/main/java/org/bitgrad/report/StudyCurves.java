package org.bitgrad.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bitgrad.analysis.EstimatorResult;
import org.bitgrad.analysis.Metric;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;

/** The curves of a study's plots. */
final class StudyCurves {
  private final StudyResult study;
  private final Metric metric;

  StudyCurves(StudyResult study, Metric metric) {
    this.study = study;
    this.metric = metric;
  }

  /** What is behind the numbers, in one line. */
  String note() {
    String n = "n = " + study.settings().trials() + " estimates each";
    return switch (metric) {
      case RMSE -> n + ", in groups of M";
      case COSINE -> n + ", in groups of M; band: 15-85 % of groups (20 or more)";
      case BIAS -> n + "; lines: 95 % interval; no marker: bias not above noise";
      case STD, VARIANCE -> n;
    };
  }

  Plot plot(String heading, String group) {
    Axis samples = Axis.log("samples M (estimates averaged)");
    Plot empty =
        switch (metric) {
          case RMSE -> Plot.of(heading, samples, Axis.log("relative RMSE  |g_M - g| / |g|"));
          case COSINE -> Plot.of(heading, samples, Axis.linear("cosine of g_M and exact g"));
          case BIAS -> perEstimator(heading, "relative bias  |E g_1 - g| / |g|");
          case STD -> perEstimator(heading, "relative standard deviation of one estimate");
          case VARIANCE -> perEstimator(heading, "variance of one estimate (sum over coordinates)");
        };
    Plot plot = empty;
    for (int i = 0; i < study.estimators().size(); i++) {
      plot = add(plot, study.estimators().get(i), group, i + 1);
    }
    return plot;
  }

  private static Plot perEstimator(String heading, String title) {
    return Plot.of(heading, Axis.linear(""), Axis.log(title));
  }

  private Plot add(Plot plot, EstimatorResult estimator, String group, int position) {
    String name = estimator.name();
    double[] at = {position};
    StudyRow first = study.row(name, group, study.settings().samples().get(0));
    return switch (metric) {
      case RMSE -> {
        List<StudyRow> rows = rows(name, group, StudyRow::rmse);
        yield plot.line(name, samples(rows), values(rows, StudyRow::rmse));
      }
      case COSINE -> cosine(plot, name, group);
      case BIAS ->
          first.relBiasLow().isPresent()
              ? plot.whiskers(
                  name,
                  at,
                  numbers(first.relBias()),
                  numbers(first.relBiasLow()),
                  numbers(first.relBiasHigh()))
              : plot;
      case STD -> first.relStd().isPresent() ? plot.line(name, at, numbers(first.relStd())) : plot;
      case VARIANCE -> variance(plot, estimator, group, at);
    };
  }

  private Plot cosine(Plot plot, String name, String group) {
    List<StudyRow> all = rows(name, group, StudyRow::cos);
    List<StudyRow> banded = rows(name, group, StudyRow::cosQ15);
    Plot with = plot;
    if (banded.size() >= 2) {
      with =
          with.band(
              name,
              samples(banded),
              values(banded, StudyRow::cosQ15),
              values(banded, StudyRow::cosQ85));
    }
    return with.line(name, samples(all), values(all, StudyRow::cos));
  }

  private Plot variance(Plot plot, EstimatorResult estimator, String group, double[] at) {
    if (estimator.variance().isEmpty()) {
      return plot;
    }
    double[] coordinates = estimator.variance().get().group(study.groups().indexOf(group));
    return plot.line(estimator.name(), at, new double[] {Arrays.stream(coordinates).sum()});
  }

  private List<StudyRow> rows(
      String estimator, String group, Function<StudyRow, OptionalDouble> needed) {
    return study.settings().samples().stream()
        .map(m -> study.row(estimator, group, m))
        .filter(row -> needed.apply(row).isPresent())
        .toList();
  }

  private static double[] samples(List<StudyRow> rows) {
    return rows.stream().mapToDouble(StudyRow::samples).toArray();
  }

  private static double[] values(List<StudyRow> rows, Function<StudyRow, OptionalDouble> column) {
    return rows.stream().mapToDouble(row -> column.apply(row).getAsDouble()).toArray();
  }

  private static double[] numbers(OptionalDouble value) {
    return new double[] {value.getAsDouble()};
  }
}
