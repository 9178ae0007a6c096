package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.report.CsvFile;

/**
 * What the rules for binary weights reach on digits, epoch by epoch.
 *
 * @param rows one per run, rule and epoch
 */
record MnistRuns(List<Row> rows) {
  private static final List<String> HEADER =
      List.of(
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
    CsvFile csv = new CsvFile(HEADER.toArray(String[]::new));
    for (Row r : rows) {
      csv.row(
          r.run,
          r.rule,
          r.epoch,
          r.loss,
          r.accuracy,
          r.drawnAccuracy,
          r.entropy,
          r.signs,
          r.unsaturated,
          r.equal);
    }
    return csv.text();
  }

  static MnistRuns parse(List<String> texts) {
    List<Row> rows = new ArrayList<>();
    for (String text : texts) {
      List<List<String>> lines = CsvFile.parse(text);
      for (List<String> f : lines.subList(1, lines.size())) {
        rows.add(
            new Row(
                Integer.parseInt(f.get(0)),
                WeightRule.of(f.get(1)),
                Integer.parseInt(f.get(2)),
                Double.parseDouble(f.get(3)),
                Double.parseDouble(f.get(4)),
                Double.parseDouble(f.get(5)),
                Double.parseDouble(f.get(6)),
                Double.parseDouble(f.get(7)),
                Double.parseDouble(f.get(8)),
                Double.parseDouble(f.get(9))));
      }
    }
    return new MnistRuns(rows);
  }
}
