package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.exact.Moments;
import org.bitgrad.papers.straightthrough2021.LayerCase.Kind;
import org.bitgrad.report.RecordTable;

/**
 * Exact gradients, and exact means of estimates, of random functions of one layer.
 *
 * @param rows one per function and unit
 */
record Layers(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "kind",
          "index",
          "noise",
          "unit",
          "exact",
          "bias_st",
          "predicted",
          "bound",
          "hardtanh");

  static final String FILE = "single-layer.csv";

  Layers {
    rows = List.copyOf(rows);
  }

  /**
   * A unit of a function.
   *
   * @param kind of the function
   * @param index of the function
   * @param noise of the units
   * @param unit which
   * @param exact derivative
   * @param bias of ST
   * @param predicted bias by formula
   * @param bound on the size of the bias
   * @param hardTanh bias of HardTanh ST
   */
  record Row(
      Kind kind,
      int index,
      String noise,
      int unit,
      double exact,
      double bias,
      double predicted,
      double bound,
      double hardTanh) {
    /** What the formula leaves. */
    double difference() {
      return Math.abs(bias - predicted);
    }

    double relativeDifference() {
      return difference() / (1 + Math.abs(exact));
    }

    /** Rounding must not break a bound that is attained. */
    boolean withinBound() {
      return Math.abs(bias) <= bound + 1e-12 * (1 + Math.abs(exact));
    }
  }

  static Layers run(Plan plan, long seed) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int index = 0; index < plan.cases(); index++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("the run was interrupted");
        }
        rows.addAll(rows(LayerCase.of(seed, kind, index), index));
      }
    }
    return new Layers(rows);
  }

  private static List<Row> rows(LayerCase at, int index) {
    List<Row> rows = new ArrayList<>();
    double[] exact = at.exact();
    Moments st = at.moments("st");
    Moments hardTanh = at.moments("st-hardtanh");
    for (int i = 0; i < exact.length; i++) {
      rows.add(
          new Row(
              at.kind(),
              index,
              at.noise().name(),
              i,
              exact[i],
              st.mean().flat()[i] - exact[i],
              at.predictedBias(i),
              2 * at.function().lipschitz(i) * at.density(i),
              hardTanh.mean().flat()[i] - exact[i]));
    }
    return rows;
  }

  List<Row> of(Kind kind) {
    return rows.stream().filter(row -> row.kind == kind).toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Layers parse(String text) {
    return new Layers(TABLE.rows(text));
  }
}
