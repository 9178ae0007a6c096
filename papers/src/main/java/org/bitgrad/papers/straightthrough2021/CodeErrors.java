package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.analysis.Interval;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;
import org.bitgrad.papers.autoencoder.AutoencoderTraining;
import org.bitgrad.report.RecordTable;

/**
 * Estimated derivatives in the logits of 50 codes, along a training by ST, beside the exact ones of
 * the expected cost of decoding.
 *
 * @param rows one per step and estimator
 */
record CodeErrors(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "step",
          "estimator",
          "cos_of_mean",
          "norm_of_mean",
          "cos",
          "rmse",
          "rmse_low",
          "rmse_high");

  static final String FILE = "code-errors.csv";
  static final List<String> ESTIMATORS = List.of(Codes.ST, Codes.HARD_TANH, Codes.IDENTITY, "arm");

  private static final String GROUP = "logits";

  CodeErrors {
    rows = List.copyOf(rows);
  }

  /**
   * What an estimator is worth at a step.
   *
   * @param step of the training
   * @param estimator name
   * @param cosineOfMean cosine of the mean of all estimates
   * @param norm of that mean over the exact one
   * @param cosine mean cosine of one estimate
   * @param rmse relative root mean squared error of one estimate
   * @param interval its 95 % interval
   */
  record Row(
      int step,
      String estimator,
      double cosineOfMean,
      double norm,
      double cosine,
      double rmse,
      Interval interval) {}

  static CodeErrors run(long seed, int[] steps, int trials, int threads)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    AutoencoderTraining training = Codes.training(seed, Codes.ST, 0);
    for (int step : steps) {
      training.until(step);
      StudyResult study = training.study(ESTIMATORS, seed, trials, threads);
      for (String estimator : ESTIMATORS) {
        rows.add(row(step, study, estimator));
      }
    }
    return new CodeErrors(rows);
  }

  private static Row row(int step, StudyResult study, String name) {
    StudyRow one = study.row(name, GROUP, 1);
    double[] exact = study.exact().orElseThrow().gradient().group(0);
    return new Row(
        step,
        name,
        study.row(name, GROUP, study.settings().trials()).cos().getAsDouble(),
        Vectors.norm(study.estimator(name).mean().group(0)) / Vectors.norm(exact),
        one.cos().getAsDouble(),
        one.rmse().getAsDouble(),
        study.rmseInterval(name, GROUP, 1).orElseThrow());
  }

  Row of(int step, String estimator) {
    return rows.stream()
        .filter(row -> row.step == step && row.estimator.equals(estimator))
        .findFirst()
        .orElseThrow();
  }

  int[] steps() {
    return rows.stream().mapToInt(Row::step).distinct().sorted().toArray();
  }

  Row last(String estimator) {
    int[] steps = steps();
    return of(steps[steps.length - 1], estimator);
  }

  String csv() {
    return TABLE.text(rows);
  }

  static CodeErrors parse(String text) {
    return new CodeErrors(TABLE.rows(text));
  }
}
