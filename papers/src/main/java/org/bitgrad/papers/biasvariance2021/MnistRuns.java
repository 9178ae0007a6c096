package org.bitgrad.papers.biasvariance2021;

import java.util.List;
import org.bitgrad.report.RecordTable;

/**
 * What the rules for binary weights reach on digits, epoch by epoch.
 *
 * @param rows one per run, rule and epoch
 */
record MnistRuns(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "run",
          "rule",
          "epoch",
          "loss",
          "accuracy",
          "drawn_accuracy",
          "entropy",
          "signs",
          "unsaturated",
          "equal_signs");

  MnistRuns {
    rows = List.copyOf(rows);
  }

  /**
   * After an epoch.
   *
   * @param run number of the run; start and order of the images are its own
   * @param rule that moves the weights
   * @param epoch epochs done
   * @param loss mean training loss of the epoch, at the weights drawn, in nats
   * @param accuracy on the test images with the signs of the latent parameters, in percent
   * @param drawnAccuracy the same with the signs of a fresh draw
   * @param entropy mean entropy of the weights, in bits
   * @param signs share of weights in a fresh draw with the sign of their latent parameter
   * @param unsaturated share of weights in it strictly between -1 and 1
   * @param equal share of signs that its reference has after this epoch, too: the noise-free rule
   *     or, for the coded one with other noise, the coded one
   */
  record Row(
      int run,
      WeightRule rule,
      int epoch,
      double loss,
      double accuracy,
      double drawnAccuracy,
      double entropy,
      double signs,
      double unsaturated,
      double equal) {
    Row withEqual(double share) {
      return new Row(
          run, rule, epoch, loss, accuracy, drawnAccuracy, entropy, signs, unsaturated, share);
    }
  }

  static String file(int run) {
    return "bayesbinn-mnist-" + run + ".csv";
  }

  int epochs() {
    return rows.stream().mapToInt(Row::epoch).max().orElseThrow();
  }

  /** One row per run. */
  List<Row> of(WeightRule rule, int epoch) {
    return rows.stream().filter(row -> row.rule == rule && row.epoch == epoch).toList();
  }

  List<Row> last(WeightRule rule) {
    return of(rule, epochs());
  }

  String csv() {
    return TABLE.text(rows);
  }

  static MnistRuns parse(List<String> texts) {
    return new MnistRuns(texts.stream().flatMap(text -> TABLE.rows(text).stream()).toList());
  }
}
