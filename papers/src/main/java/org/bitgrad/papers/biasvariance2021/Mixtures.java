package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.RecordTable;

/**
 * Bias of the first unit's derivative in {@code f = a x1 x2 + b (x1^2 + x2^2)}, by straight-through
 * and at the scaled point.
 *
 * @param rows one per (a, b)
 */
record Mixtures(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "a", "b", "bias_st", "bias_scaled");

  static final String FILE = "foust-mixtures.csv";
  private static final int HALF = 5;

  Mixtures {
    rows = List.copyOf(rows);
  }

  /**
   * Biases.
   *
   * @param a factor of the product
   * @param b factor of the squares
   * @param straight bias of straight-through
   * @param scaled bias at the scaled point
   */
  record Row(double a, double b, double straight, double scaled) {
    /** Whether the scaled point has the larger bias. */
    boolean isScaledWorse() {
      return Math.abs(scaled) > Math.abs(straight);
    }

    /** The same, by the formulas of both biases. */
    boolean isScaledWorseByFormula() {
      double first = 2 * Spins.FIRST - 1;
      double second = 2 * Spins.SECOND - 1;
      return Math.abs(2 * b * first - a * second) > Math.abs(4 * b * first);
    }
  }

  static Mixtures run() {
    List<Row> rows = new ArrayList<>();
    for (int j = HALF; j >= -HALF; j--) {
      for (int i = -HALF; i <= HALF; i++) {
        if (i != 0 || j != 0) {
          rows.add(row(i / (double) HALF, j / (double) HALF));
        }
      }
    }
    return new Mixtures(rows);
  }

  static Row row(double a, double b) {
    Problem problem = Spins.mixture(a, b);
    double exact = ExactOracle.compute(problem).gradient().flat()[0];
    double straight = EveryOutcome.mean(Estimators.parse("st"), problem)[0];
    double scaled = EveryOutcome.mean(Estimators.parse("foust(scaled)"), problem)[0];
    return new Row(a, b, straight - exact, scaled - exact);
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Mixtures parse(String text) {
    return new Mixtures(TABLE.rows(text));
  }
}
