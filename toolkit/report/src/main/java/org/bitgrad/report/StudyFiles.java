package org.bitgrad.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.bitgrad.analysis.EstimatorResult;
import org.bitgrad.analysis.Metric;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;
import org.bitgrad.analysis.StudySettings;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.problem.Gradient;

/**
 * The files of a study: {@code study.csv} (the table), {@code moments.json} (mean and variance of
 * one estimate), {@code exact.json} (if the oracle ran), {@code cost.csv} (with times, which is why
 * it stands apart), plots as PNG and SVG ({@code rmse}, {@code bias}, {@code cosine}; {@code
 * variance} where there is no exact gradient), then {@code manifest.json}. All but {@code cost.csv}
 * and the manifest are the same bytes for the same seed.
 */
public final class StudyFiles {
  /** Smaller squares have lost digits, or all of them. */
  private static final double LEAST_SQUARE = 1e-290;

  /** The columns of {@code study.csv} that may be empty, in their order. */
  static final Map<String, Function<StudyRow, OptionalDouble>> METRICS = metrics();

  private static final int MOST_PLOTS = 12;

  private StudyFiles() {}

  private static Map<String, Function<StudyRow, OptionalDouble>> metrics() {
    Map<String, Function<StudyRow, OptionalDouble>> columns = new LinkedHashMap<>();
    columns.put("rmse", StudyRow::rmse);
    columns.put("rel_bias", StudyRow::relBias);
    columns.put("rel_bias_low", StudyRow::relBiasLow);
    columns.put("rel_bias_high", StudyRow::relBiasHigh);
    columns.put("rel_std", StudyRow::relStd);
    columns.put("cos", StudyRow::cos);
    columns.put("cos_q15", StudyRow::cosQ15);
    columns.put("cos_q85", StudyRow::cosQ85);
    return columns;
  }

  /**
   * Writes all files and completes the folder.
   *
   * @param study what was found
   * @param folder where to; it must have been opened with {@link #settings}
   * @throws IOException if a file cannot be written
   */
  public static void write(StudyResult study, RunFolder folder) throws IOException {
    folder.write("study.csv", table(study));
    folder.write("moments.json", moments(study));
    if (study.exact().isPresent()) {
      folder.write("exact.json", exact(study.exact().get()));
    }
    folder.write("cost.csv", cost(study));
    for (Map.Entry<String, Metric> plot : plots(study).entrySet()) {
      Export.chart(folder, plot.getKey(), Charts.of(study, plot.getValue()).first(MOST_PLOTS));
    }
    Map<String, Object> states = new LinkedHashMap<>();
    for (EstimatorResult result : study.estimators()) {
      if (!result.frozenState().isEmpty()) {
        states.put(result.name(), result.frozenState());
      }
    }
    if (!states.isEmpty()) {
      folder.note("frozen_state", states);
    }
    folder.complete();
  }

  private static Map<String, Metric> plots(StudyResult study) {
    Map<String, Metric> plots = new LinkedHashMap<>();
    if (study.exact().isEmpty()) {
      plots.put("variance", Metric.VARIANCE);
    } else {
      plots.put("rmse", Metric.RMSE);
      plots.put("bias", Metric.BIAS);
      plots.put("cosine", Metric.COSINE);
    }
    return plots;
  }

  /**
   * The study in short, for people: a row for each estimator and group.
   *
   * @param study what was found
   * @param width the longest line
   * @return errors of the mean of M estimates, bias and deviation; deviations alone where there is
   *     no exact gradient
   */
  public static String summary(StudyResult study, int width) {
    String what =
        study.exact().isPresent()
            ? "; relative to the exact gradient: rmse of the mean of M estimates, bias, standard"
                + " deviation and cosine of the smallest M"
            : "; standard deviation of one estimate";
    return TextColumns.paragraph(StudyTables.note(study) + what, width)
        + TextColumns.fit(StudyTables.brief(study), 2, column -> column > 1, width);
  }

  /**
   * Where the files and plots of a study lie, for people.
   *
   * @param study what was found
   * @param folder as the user named it
   * @return two lines
   */
  public static String places(StudyResult study, String folder) {
    String plots = String.join(".png, ", plots(study).keySet());
    return "files: "
        + folder
        + " (the whole table: study.csv)\nplots: "
        + plots
        + ".png there, and as .svg\n";
  }

  /**
   * The settings of a study for the manifest.
   *
   * @param study its settings
   * @return by name
   */
  public static Map<String, Object> settings(StudySettings study) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("estimators", study.estimators());
    settings.put("trials", study.trials());
    settings.put("samples", study.samples());
    settings.put("seed", study.seed());
    settings.put("exact", study.requireExact());
    settings.put("exact_moments", study.exactMoments());
    return settings;
  }

  /**
   * The table.
   *
   * @param study what was found
   * @return text of {@code study.csv}
   */
  public static String table(StudyResult study) {
    List<String> header = new ArrayList<>(List.of("estimator", "group", "samples", "groups"));
    header.addAll(METRICS.keySet());
    header.addAll(List.of("evaluations", "gradient_evaluations"));
    CsvFile csv = new CsvFile(header.toArray(String[]::new));
    for (StudyRow row : study.rows()) {
      List<Object> fields = new ArrayList<>();
      fields.add(row.estimator());
      fields.add(row.group());
      fields.add(row.samples());
      fields.add(row.groups());
      for (Function<StudyRow, OptionalDouble> metric : METRICS.values()) {
        OptionalDouble value = metric.apply(row);
        fields.add(value.isPresent() ? value.getAsDouble() : null);
      }
      fields.add(row.evaluations());
      fields.add(row.gradientEvaluations());
      csv.row(fields.toArray());
    }
    return csv.text();
  }

  /**
   * Which moments in {@code moments.json} are exact, in words.
   *
   * @param study what was found
   * @return one line
   */
  public static String momentsNote(StudyResult study) {
    List<String> exact = StudyTables.names(study, true);
    List<String> sampled = StudyTables.names(study, false);
    String text = "moments exact: " + (exact.isEmpty() ? "none" : String.join(", ", exact));
    return sampled.isEmpty()
        ? text
        : text
            + "; sampled from "
            + study.settings().trials()
            + " estimates, since they have no exact ones here or cost too much: "
            + String.join(", ", sampled);
  }

  static String moments(StudyResult study) {
    Map<String, Object> estimators = new LinkedHashMap<>();
    for (EstimatorResult result : study.estimators()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("trials", result.trials());
      entry.put("exact", result.exactMoments());
      entry.put("groups", groups(result));
      estimators.put(result.name(), entry);
    }
    return JsonText.of(Map.of("estimators", estimators));
  }

  /** Variances, infinite where no number holds them: a 0 beside a tiny mean is a lost square. */
  private static double[] held(double[] mean, double[] variance) {
    double[] held = variance.clone();
    for (int i = 0; i < held.length; i++) {
      boolean lost = held[i] < Double.MIN_NORMAL && mean[i] * mean[i] < LEAST_SQUARE;
      held[i] = lost && mean[i] != 0 ? Double.POSITIVE_INFINITY : held[i];
    }
    return held;
  }

  private static Map<String, Object> groups(EstimatorResult result) {
    Map<String, Object> groups = new LinkedHashMap<>();
    for (int g = 0; g < result.mean().layout().groups(); g++) {
      int at = g;
      Map<String, Object> numbers = new LinkedHashMap<>();
      numbers.put("mean", result.mean().group(g));
      result
          .variance()
          .map(variance -> held(result.mean().group(at), variance.group(at)))
          .ifPresent(variance -> numbers.put("var", new JsonText.Limited(variance)));
      groups.put(result.mean().layout().name(g), numbers);
    }
    return groups;
  }

  static String exact(ExactResult exact) {
    Gradient gradient = exact.gradient();
    Map<String, Object> groups = new LinkedHashMap<>();
    for (int g = 0; g < gradient.layout().groups(); g++) {
      groups.put(gradient.layout().name(g), Map.of("flat", gradient.group(g)));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("expected_loss", exact.expectedLoss());
    all.put("grad", groups);
    return JsonText.of(all);
  }

  private static String cost(StudyResult study) {
    CsvFile csv =
        new CsvFile("estimator", "estimates", "evaluations", "gradient_evaluations", "seconds");
    for (EstimatorResult result : study.estimators()) {
      csv.row(
          result.name(),
          result.estimates(),
          result.evaluations(),
          result.gradientEvaluations(),
          result.seconds());
    }
    return csv.text();
  }
}
