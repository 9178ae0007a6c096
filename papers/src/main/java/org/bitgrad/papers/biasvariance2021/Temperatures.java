package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.problem.Encoding;
import org.bitgrad.report.RecordTable;

/**
 * Bias and deviation of one estimate against the temperature, by quadrature.
 *
 * @param rows one per function, probability, estimator and temperature
 */
record Temperatures(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class, "function", "p", "estimator", "tau", "gradient", "mean", "variance");

  static final String FILE = "temperatures.csv";
  static final double LEAST = 0.01;
  static final double MOST = 4;
  static final List<String> METHODS = List.of("concrete", "st-gumbel");

  /** Without a temperature, as horizontal lines. */
  static final List<String> OTHERS = List.of("st", "zgr");

  static final List<Double> PROBABILITIES = List.of(0.1, 0.3, 0.5, 0.9);

  Temperatures {
    rows = List.copyOf(rows);
  }

  /**
   * Moments at a temperature.
   *
   * @param function name of the function
   * @param p probability of 1
   * @param method name without temperature
   * @param tau temperature
   * @param moments of one estimate
   */
  record Row(String function, double p, String method, double tau, UnitMoments moments) {}

  static Temperatures run(Plan plan) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Scalar f : Scalar.ALL) {
      for (double p : PROBABILITIES) {
        for (double tau : Plan.grid(LEAST, MOST, plan.lines())) {
          for (String method : METHODS) {
            rows.add(new Row(f.name(), p, method, tau, moments(f, p, method, tau)));
          }
          for (String method : OTHERS) {
            UnitMoments moments = UnitMoments.of(method, f.unit(Encoding.BITS, p));
            rows.add(new Row(f.name(), p, method, tau, moments));
          }
        }
        if (Thread.interrupted()) {
          throw new InterruptedException("the run was interrupted");
        }
      }
    }
    return new Temperatures(rows);
  }

  static UnitMoments moments(Scalar f, double p, String method, double tau) {
    return UnitMoments.of(method + "(" + tau + ")", f.unit(Encoding.BITS, p));
  }

  List<Row> of(String function, double p, String method) {
    return rows.stream()
        .filter(r -> r.function.equals(function) && r.p == p && r.method.equals(method))
        .toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Temperatures parse(String text) {
    return new Temperatures(TABLE.rows(text));
  }
}
