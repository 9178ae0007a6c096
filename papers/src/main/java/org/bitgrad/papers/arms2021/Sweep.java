package org.bitgrad.papers.arms2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.RecordTable;

/**
 * Exact variances of estimators of four evaluations on random functions of 1 to 3 bits.
 *
 * @param rows one per function
 */
record Sweep(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class, "bits", "function", "arms(4)", "loorf(4)", "disarm(4)", "a_coordinate_above");

  static final int MOST_BITS = 3;

  Sweep {
    rows = List.copyOf(rows);
  }

  /**
   * One function.
   *
   * @param bits number of bits
   * @param function index
   * @param arms total variance of arms(4)
   * @param loorf total variance of loorf(4)
   * @param disarm total variance of disarm(4)
   * @param above whether arms(4) exceeds loorf(4) in some coordinate
   */
  record Row(int bits, int function, double arms, double loorf, double disarm, boolean above) {
    double ratio() {
      return arms / loorf;
    }
  }

  static Sweep run(long seed, int functions) {
    List<Row> rows = new ArrayList<>();
    for (int bits = 1; bits <= MOST_BITS; bits++) {
      for (int i = 0; i < functions; i++) {
        rows.add(row(RandomFunctions.of(seed, bits, i), bits, i));
      }
    }
    return new Sweep(rows);
  }

  private static Row row(Problem problem, int bits, int index) {
    double[] arms = Variances.of(problem, "arms(4)");
    double[] loorf = Variances.of(problem, "loorf(4)");
    boolean above = false;
    for (int j = 0; j < bits; j++) {
      above |= arms[j] > loorf[j] * (1 + Checks.ROUNDING);
    }
    double disarm = Variances.total(problem, "disarm(4)");
    return new Row(bits, index, sum(arms), sum(loorf), disarm, above);
  }

  private static double sum(double... numbers) {
    return java.util.Arrays.stream(numbers).sum();
  }

  List<Row> of(int bits) {
    return rows.stream().filter(row -> row.bits == bits).toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Sweep parse(String text) {
    return new Sweep(TABLE.rows(text));
  }
}
