package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bitgrad.papers.shared.Parallel;
import org.bitgrad.papers.straightthrough2021.Variant.Group;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;

/**
 * Accuracies of classifiers of digits.
 *
 * @param rows one per variant and run
 */
record Classifiers(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "group",
          "noise",
          "ratio",
          "method",
          "run",
          "training_loss",
          "accuracy_10_samples",
          "accuracy_1_sample",
          "accuracy_no_noise");

  static final String FILE = "classifiers.csv";

  Classifiers {
    rows = List.copyOf(rows);
  }

  /**
   * A trained classifier.
   *
   * @param variant how it was trained
   * @param run its number
   * @param loss running training loss of the last epoch, in nats
   * @param ensemble test accuracy of the mean of 10 samples, in per cent
   * @param one test accuracy of one sample, in per cent
   * @param plain test accuracy without noise, in per cent
   */
  record Row(Variant variant, int run, double loss, double ensemble, double one, double plain) {}

  static Classifiers run(Digits digits, long seed, int threads) throws InterruptedException {
    List<Callable<Row>> tasks = new ArrayList<>();
    for (Variant variant : Variant.all()) {
      for (int run = 0; run < digits.amount().runs(); run++) {
        int number = run;
        tasks.add(() -> row(digits, variant, seed, number));
      }
    }
    return new Classifiers(Parallel.all(tasks, threads));
  }

  private static Row row(Digits digits, Variant variant, long seed, int number)
      throws InterruptedException {
    RandomStream stream = StraightThrough2021.stream(seed, "digits");
    return variant.group() == Group.WEIGHTS
        ? new BinaryTraining(digits, variant, stream.child("binary").child(number)).run(number)
        : new ClassifierTraining(digits, variant, stream).run(number);
  }

  List<Variant> variants(Group group) {
    return rows.stream().map(Row::variant).filter(v -> v.group() == group).distinct().toList();
  }

  List<Row> of(Variant variant) {
    return rows.stream().filter(row -> row.variant.equals(variant)).toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Classifiers parse(String text) {
    return new Classifiers(TABLE.rows(text));
  }
}
