package org.bitgrad.papers.arms2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;

/**
 * Ascent on the toy objective with means of many estimates: the start is logit log(0.1), the step
 * 1, as in the authors' code. At each step the spread of the estimates is noted.
 *
 * @param rows one per estimator and noted step
 */
record Optimisation(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "estimator", "step", "p", "variance");

  static final String EXACT = "exact";
  static final List<String> ESTIMATORS =
      List.of("arm(4)", "disarm(4)", "loorf(4)", "arms(4)", "arms-gaussian(4)");

  private static final double START = Math.log(0.1);
  private static final int NOTED = 10;

  Optimisation {
    rows = List.copyOf(rows);
  }

  /**
   * A noted step.
   *
   * @param estimator name, or {@code exact}
   * @param step number of the step
   * @param p probability before the step
   * @param variance sample variance of the estimates of the step
   */
  record Row(String estimator, int step, double p, double variance) {}

  static Optimisation run(Plan plan, long seed) {
    List<Row> rows = new ArrayList<>();
    double logit = START;
    for (int step = 0; step < plan.steps(); step++) {
      double p = 1 / (1 + Math.exp(-logit));
      if (step % NOTED == 0) {
        rows.add(new Row(EXACT, step, p, 0));
      }
      logit += Toy.gradient(p);
    }
    for (String estimator : ESTIMATORS) {
      ascend(estimator, plan, RandomStream.of(seed, Arms2021.PAPER, "ascent", estimator), rows);
    }
    return new Optimisation(rows);
  }

  private static void ascend(String name, Plan plan, RandomStream stream, List<Row> rows) {
    double logit = START;
    for (int step = 0; step < plan.steps(); step++) {
      double p = 1 / (1 + Math.exp(-logit));
      Sampler sampler = new Sampler(Toy.at(p), Estimators.parse(name), plan.perStep());
      double[] block = sampler.block(stream.child(step));
      double mean = 0;
      for (double g : block) {
        mean += g / block.length;
      }
      double squares = 0;
      for (double g : block) {
        squares += (g - mean) * (g - mean);
      }
      if (step % NOTED == 0) {
        rows.add(new Row(name, step, p, squares / (block.length - 1)));
      }
      logit += mean;
    }
  }

  List<Row> of(String estimator) {
    return rows.stream().filter(row -> row.estimator.equals(estimator)).toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Optimisation parse(String text) {
    return new Optimisation(TABLE.rows(text));
  }
}
