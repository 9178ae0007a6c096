package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.analysis.Interval;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;
import org.bitgrad.papers.autoencoder.Autoencoder;
import org.bitgrad.papers.autoencoder.AutoencoderTraining;
import org.bitgrad.report.RecordTable;

/**
 * Errors of the estimated derivatives in the logits of 50 codes, along a training by
 * straight-through: relative to the exact derivatives of the expected cost of decoding.
 *
 * @param rows one per size, step and estimator
 */
record AutoencoderErrors(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "bits",
          "step",
          "estimator",
          "rmse",
          "rmse_low",
          "rmse_high",
          "rel_bias",
          "rel_bias_low",
          "rel_bias_high",
          "rel_std",
          "cos",
          "cos_of_mean");

  static final String FILE = "autoencoder-errors.csv";
  static final List<String> ESTIMATORS =
      Stream.of(
              List.of(AutoencoderMethods.STRAIGHT_THROUGH),
              AutoencoderMethods.ELABORATE,
              List.of("loorf(2)", "disarm", "arm", "reinforce"))
          .flatMap(List::stream)
          .toList();

  private static final String GROUP = "logits";

  AutoencoderErrors {
    rows = List.copyOf(rows);
  }

  /**
   * What one estimate is worth.
   *
   * @param bits of the code
   * @param step of the training
   * @param estimator name
   * @param rmse relative root mean squared error of one estimate, with its 95 % interval
   * @param bias relative bias, with its 95 % interval
   * @param deviation relative standard deviation of one estimate
   * @param cosine mean cosine of one estimate
   * @param cosineOfMean cosine of the mean of all estimates
   */
  record Row(
      int bits,
      int step,
      String estimator,
      Known rmse,
      Known bias,
      double deviation,
      double cosine,
      double cosineOfMean) {}

  /**
   * A number and its interval.
   *
   * @param value the number
   * @param interval 95 %
   */
  record Known(double value, Interval interval) {}

  static AutoencoderErrors run(long seed, int[] steps, int trials, int threads)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Autoencoder.Size size : AutoencoderMethods.SIZES) {
      if (size.hidden() == Autoencoder.HIDDEN) {
        AutoencoderTraining training =
            AutoencoderMethods.training(seed, size, AutoencoderMethods.STRAIGHT_THROUGH, 0);
        for (int step : steps) {
          training.until(step);
          StudyResult study = training.study(ESTIMATORS, seed, trials, threads);
          for (String estimator : ESTIMATORS) {
            rows.add(row(size.bits(), step, study, estimator));
          }
        }
      }
    }
    return new AutoencoderErrors(rows);
  }

  private static Row row(int bits, int step, StudyResult study, String name) {
    StudyRow one = study.row(name, GROUP, 1);
    return new Row(
        bits,
        step,
        name,
        new Known(one.rmse().getAsDouble(), study.rmseInterval(name, GROUP, 1).orElseThrow()),
        new Known(one.relBias().getAsDouble(), study.relBiasInterval(name, GROUP).orElseThrow()),
        one.relStd().getAsDouble(),
        one.cos().getAsDouble(),
        study.row(name, GROUP, study.settings().trials()).cos().getAsDouble());
  }

  List<Row> at(int bits, int step) {
    return rows.stream().filter(row -> row.bits == bits && row.step == step).toList();
  }

  Row of(int bits, int step, String estimator) {
    return at(bits, step).stream()
        .filter(row -> row.estimator.equals(estimator))
        .findFirst()
        .orElseThrow();
  }

  int lastStep() {
    return rows.stream().mapToInt(Row::step).max().orElseThrow();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static AutoencoderErrors parse(String text) {
    return new AutoencoderErrors(TABLE.rows(text));
  }
}
