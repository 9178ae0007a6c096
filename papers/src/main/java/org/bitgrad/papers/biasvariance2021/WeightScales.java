package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.RecordTable;

/**
 * Moments of the factor {@code s = (1 - w^2) / (tau (1 - mu^2))} of a relaxed weight {@code w =
 * tanh((lambda + delta) / tau)}, by quadrature.
 *
 * @param rows one per lambda and temperature
 */
record WeightScales(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "lambda", "tau", "mean", "second_moment", "second_moment_formula");

  static final String FILE = "bayesbinn-scale.csv";
  static final List<Double> LAMBDAS = List.of(0.0, 0.5, 2.0, 4.0);
  private static final double COLDEST = 1e-4;
  private static final int TEMPERATURES = 17;

  WeightScales {
    rows = List.copyOf(rows);
  }

  /**
   * Moments.
   *
   * @param lambda half of the logit of the weight
   * @param tau temperature
   * @param mean of s
   * @param second mean of its square
   * @param formula what the second goes to as the temperature goes to 0
   */
  record Row(double lambda, double tau, double mean, double second, double formula) {}

  /**
   * A weight with the loss w. It is the mirror image, which has the same scale: its uniform number
   * changes the weight near 0, where doubles are dense, so that low temperatures can be integrated.
   */
  static Problem weight(double lambda) {
    return Scalar.LINEAR.unit(Encoding.SPINS, 1 / (1 + Math.exp(2 * lambda)));
  }

  /** The derivative of the mean of a weight in its logit: an estimate is s times this. */
  static double slope(double lambda) {
    double small = Math.exp(-Math.abs(2 * lambda));
    return 2 * small / ((1 + small) * (1 + small));
  }

  static Row row(double lambda, double tau) {
    UnitMoments moments = UnitMoments.of("bayesbinn(" + tau + ")", weight(lambda));
    double slope = slope(lambda);
    return new Row(
        lambda,
        tau,
        moments.mean() / slope,
        moments.secondMoment() / (slope * slope),
        2 / (3 * tau * 2 * slope));
  }

  static WeightScales run() {
    List<Row> rows = new ArrayList<>();
    for (double lambda : LAMBDAS) {
      for (double tau : Plan.grid(COLDEST, 1, TEMPERATURES)) {
        rows.add(row(lambda, tau));
      }
    }
    return new WeightScales(rows);
  }

  List<Row> of(double lambda) {
    return rows.stream().filter(r -> r.lambda == lambda).toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static WeightScales parse(String text) {
    return new WeightScales(TABLE.rows(text));
  }
}
