package org.bitgrad.papers.arms2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RecordTable;

/**
 * Variances in the toy problem by estimator, number of evaluations and probability.
 *
 * @param rows one per estimator, evaluations and p
 */
record ToyGrid(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "estimator", "evaluations", "p", "variance", "low", "high");

  static final List<Integer> EVALUATIONS = List.of(2, 4, 6, 8, 10);
  static final List<String> EXACT = List.of("arm", "disarm", "loorf", "arms");
  static final String GAUSSIAN = "arms-gaussian";

  /** Where the Gaussian copula is sampled: often enough for a curve, seldom enough for the time. */
  private static final int GAUSSIAN_STEP = 8;

  private static final double LEAST = 0.02;

  ToyGrid {
    rows = List.copyOf(rows);
  }

  /**
   * A variance.
   *
   * @param estimator name without arguments
   * @param n evaluations
   * @param p probability of the bit
   * @param variance of one estimate
   * @param low lower end of its interval; the variance itself if exact
   * @param high upper end
   */
  record Row(String estimator, int n, double p, double variance, double low, double high) {}

  static double[] grid(int points) {
    double[] p = new double[points];
    for (int i = 0; i < points; i++) {
      p[i] = LEAST + (1 - 2 * LEAST) * i / (points - 1);
    }
    return p;
  }

  static ToyGrid run(Plan plan, long seed) {
    List<Row> rows = new ArrayList<>();
    double[] grid = grid(plan.gridPoints());
    for (int n : EVALUATIONS) {
      for (String estimator : EXACT) {
        for (double p : grid) {
          double variance = Variances.total(Toy.at(p), estimator + "(" + n + ")");
          rows.add(new Row(estimator, n, p, variance, variance, variance));
        }
      }
      for (int i = 0; i < grid.length; i += GAUSSIAN_STEP) {
        rows.add(gaussian(n, grid[i], seed, plan.estimates() / 10));
      }
    }
    return new ToyGrid(rows);
  }

  static Row gaussian(int n, double p, long seed, int estimates) {
    Sampler sampler = new Sampler(Toy.at(p), Estimators.parse(GAUSSIAN + "(" + n + ")"));
    Measurement m = sampler.totalVariance(seed, estimates);
    return new Row(GAUSSIAN, n, p, m.value(), m.low(), m.high());
  }

  List<Row> of(String estimator, int n) {
    return rows.stream().filter(r -> r.estimator.equals(estimator) && r.n == n).toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static ToyGrid parse(String text) {
    return new ToyGrid(TABLE.rows(text));
  }
}
