package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitgrad.analysis.EstimatorResult;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;
import tech.tablesaw.api.Table;

/** What of a study is exact and what is sampled, in words and as a table. */
final class StudyTables {
  private static final int DIGITS = 3;

  private StudyTables() {}

  /** Holds for every row of the study's table. */
  static String note(StudyResult study) {
    String gradient =
        study.exact().isPresent()
            ? "gradient exact"
            : "no exact gradient (too costly), so no errors";
    return gradient
        + "; errors sampled, "
        + study.settings().trials()
        + " estimates each"
        + momentsNote(study);
  }

  private static String momentsNote(StudyResult study) {
    if (!study.settings().exactMoments()) {
      return "";
    }
    List<String> sampled = names(study, false);
    return "; moments exact"
        + (sampled.isEmpty() ? "" : ", but sampled for " + String.join(", ", sampled));
  }

  /** Rows of texts, the header first. */
  static List<List<String>> brief(StudyResult study) {
    boolean exact = study.exact().isPresent();
    List<Integer> samples = study.settings().samples();
    List<String> header = new ArrayList<>(List.of("estimator", "group"));
    if (exact) {
      samples.forEach(m -> header.add("M=" + m));
      header.addAll(List.of("bias", "std", "cosine"));
    } else {
      header.add("deviation");
    }
    List<List<String>> rows = new ArrayList<>(List.of(header));
    for (EstimatorResult estimator : study.estimators()) {
      for (String group : study.groups()) {
        List<String> row = new ArrayList<>(List.of(estimator.name(), group));
        row.addAll(exact ? errors(study, estimator.name(), group) : List.of());
        int g = study.groups().indexOf(group);
        row.addAll(exact ? List.of() : List.of(brief(deviation(estimator, g))));
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> errors(StudyResult study, String estimator, String group) {
    List<String> cells = new ArrayList<>();
    for (int m : study.settings().samples()) {
      cells.add(brief(study.row(estimator, group, m).rmse()));
    }
    StudyRow first = study.row(estimator, group, study.settings().samples().get(0));
    Stream.of(first.relBias(), first.relStd(), first.cos()).forEach(n -> cells.add(brief(n)));
    return cells;
  }

  private static OptionalDouble deviation(EstimatorResult estimator, int group) {
    return estimator.variance().stream().mapToDouble(v -> rootOfSum(v.group(group))).findFirst();
  }

  private static String brief(OptionalDouble number) {
    return number.isPresent() ? Numbers.brief(number.getAsDouble(), DIGITS) : "";
  }

  /** Names of the estimators whose moments are exact, or sampled. */
  static List<String> names(StudyResult study, boolean exact) {
    return study.estimators().stream()
        .filter(e -> e.exactMoments() == exact)
        .map(EstimatorResult::name)
        .collect(Collectors.toList());
  }

  static Table moments(StudyResult study) {
    TableBuilder table =
        TableBuilder.of("one estimate; sampled: n = " + study.settings().trials())
            .texts("estimator", "group")
            .measured("bias")
            .numbers("deviation", "gradient_norm")
            .texts("moments_are");
    for (EstimatorResult estimator : study.estimators()) {
      for (int g = 0; g < study.groups().size(); g++) {
        addRow(table, study, estimator, g);
      }
    }
    return table.build();
  }

  private static void addRow(
      TableBuilder table, StudyResult study, EstimatorResult estimator, int g) {
    String group = study.groups().get(g);
    Double norm = study.exact().map(e -> norm(e.gradient().group(g))).orElse(null);
    Double deviation = estimator.variance().map(v -> rootOfSum(v.group(g))).orElse(null);
    boolean exact = estimator.exactMoments();
    StudyRow row = study.row(estimator.name(), group, study.settings().samples().get(0));
    Double bias = exact ? exactBias(study, estimator, g) : times(row.relBias(), norm);
    table.row(
        estimator.name(),
        group,
        bias,
        exact ? bias : times(row.relBiasLow(), norm),
        exact ? bias : times(row.relBiasHigh(), norm),
        deviation,
        norm,
        exact ? "exact" : "sampled");
  }

  private static Double exactBias(StudyResult study, EstimatorResult estimator, int g) {
    return study
        .exact()
        .map(
            e -> {
              double[] difference = estimator.mean().group(g).clone();
              for (int i = 0; i < difference.length; i++) {
                difference[i] -= e.gradient().group(g)[i];
              }
              return norm(difference);
            })
        .orElse(null);
  }

  private static Double times(OptionalDouble relative, Double norm) {
    return relative.isPresent() && norm != null ? (Double) (relative.getAsDouble() * norm) : null;
  }

  private static double norm(double... values) {
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  private static double rootOfSum(double... variances) {
    double sum = 0;
    for (double v : variances) {
      sum += v;
    }
    return Math.sqrt(sum);
  }
}
