package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.papers.autoencoder.TextTraining;
import org.bitgrad.papers.shared.Parallel;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;

/**
 * Means of estimated derivatives in the logits of documents, along a training by ST, beside a mean
 * of as many estimates by ARM, which is unbiased. The exact derivatives are out of reach: a code of
 * 32 bits has too many states.
 *
 * @param rows one per step, estimator and group of documents
 */
record TextErrors(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "step", "estimator", "group", "cos_with_arm");

  static final String FILE = "text-errors.csv";

  private static final String REFERENCE = "arm";

  TextErrors {
    rows = List.copyOf(rows);
  }

  /**
   * The direction of a mean.
   *
   * @param step of the training
   * @param estimator name; {@code arm} is a second mean by ARM
   * @param group number of the group of documents
   * @param cosine with the reference mean by ARM
   */
  record Row(int step, String estimator, int group, double cosine) {}

  static TextErrors run(Texts texts, int threads) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    TextTraining training = texts.training(Codes.ST, 0);
    for (int step : texts.amount().looked()) {
      training.until(step);
      List<Callable<List<Row>>> tasks = new ArrayList<>();
      for (int g = 0; g < texts.amount().groups(); g++) {
        int group = g;
        int from = g * TextTraining.BATCH;
        Problem problem =
            training.decoding(IntStream.range(from, from + TextTraining.BATCH).toArray());
        RandomStream stream =
            StraightThrough2021.stream(texts.seed(), "text-errors").child(step).child(g);
        tasks.add(() -> rows(problem, step, group, texts.amount().samples(), stream));
      }
      Parallel.all(tasks, threads).forEach(rows::addAll);
    }
    return new TextErrors(rows);
  }

  private static List<Row> rows(
      Problem problem, int step, int group, int samples, RandomStream stream) {
    double[] reference = sum(problem, REFERENCE, samples, stream.child("reference"));
    List<Row> rows = new ArrayList<>();
    for (String name : Texts.ESTIMATORS) {
      double[] sum = sum(problem, name, samples, stream.child(name));
      rows.add(new Row(step, name, group, cosine(sum, reference)));
    }
    return rows;
  }

  /** The sum has the direction of the mean. */
  private static double[] sum(Problem problem, String name, int samples, RandomStream stream) {
    MeanSink sink = new MeanSink(problem);
    Session session = Estimators.parse(name).open(problem);
    for (int i = 0; i < samples; i++) {
      session.estimate(Draw.of(stream.child(i)), sink);
    }
    return sink.gradient().group(0);
  }

  /** 0 for a vector of zeros. */
  private static double cosine(double[] a, double[] b) {
    double norms = Vectors.norm(a) * Vectors.norm(b);
    return norms == 0 ? 0 : Vectors.dot(a, b) / norms;
  }

  int[] steps() {
    return rows.stream().mapToInt(Row::step).distinct().sorted().toArray();
  }

  /** Cosines by group. */
  double[] cosines(int step, String estimator) {
    return rows.stream()
        .filter(row -> row.step == step && row.estimator.equals(estimator))
        .mapToDouble(Row::cosine)
        .toArray();
  }

  double[] last(String estimator) {
    return cosines(Arrays.stream(steps()).max().orElseThrow(), estimator);
  }

  String csv() {
    return TABLE.text(rows);
  }

  static TextErrors parse(String text) {
    return new TextErrors(TABLE.rows(text));
  }
}
