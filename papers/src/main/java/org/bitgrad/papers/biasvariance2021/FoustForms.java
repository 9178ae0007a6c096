package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.problem.Encoding;
import org.bitgrad.report.RecordTable;

/**
 * Exact moments of straight-through and FouST's forms on one unit with states -1 and +1.
 *
 * @param rows one per function, probability and form
 */
record FoustForms(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "function", "p", "estimator", "gradient", "mean", "variance");

  static final String FILE = "foust-forms.csv";
  static final List<Scalar> FUNCTIONS =
      List.of(Scalar.LINEAR, Scalar.SQUARE, Scalar.CUBE, Scalar.EXP);
  static final List<String> FORMS =
      List.of("st", "foust(scaled)", "foust(importance)", "foust(importance-scaled)");

  /** Of the higher state: in steps of 0.05. */
  private static final int STEPS = 20;

  FoustForms {
    rows = List.copyOf(rows);
  }

  /**
   * Moments of a form.
   *
   * @param function name of the function
   * @param p probability of +1
   * @param form name of the estimator
   * @param moments of one estimate
   */
  record Row(String function, double p, String form, UnitMoments moments) {}

  static FoustForms run() {
    List<Row> rows = new ArrayList<>();
    for (Scalar f : FUNCTIONS) {
      for (int i = 1; i < STEPS; i++) {
        double p = i / (double) STEPS;
        for (String form : FORMS) {
          rows.add(new Row(f.name(), p, form, UnitMoments.of(form, f.unit(Encoding.SPINS, p))));
        }
      }
    }
    return new FoustForms(rows);
  }

  List<Row> of(String function, String form) {
    return rows.stream().filter(r -> r.function.equals(function) && r.form.equals(form)).toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static FoustForms parse(String text) {
    return new FoustForms(TABLE.rows(text));
  }
}
