package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;
import org.bitgrad.train.MirrorDescent;

/**
 * Random steps of latent weights beside the minimiser that mirror descent asks for.
 *
 * @param rows one per step
 */
record Steps(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class, "divergence", "p0", "g", "eps", "lambda", "after_step", "minimiser");

  static final String FILE = "latent-steps.csv";

  private static final double LEAST = 0.02;
  private static final double LARGEST_GRADIENT = 3;

  Steps {
    rows = List.copyOf(rows);
  }

  /**
   * A step.
   *
   * @param divergence of the probabilities
   * @param p0 probability before
   * @param g derivative of the loss in the probability
   * @param eps size of the step
   * @param lambda weight of the divergence from 1/2
   * @param after probability after the step of latent weights
   * @param minimiser found by a search
   */
  record Row(
      Divergence divergence,
      double p0,
      double g,
      double eps,
      double lambda,
      double after,
      double minimiser) {
    double difference() {
      return Math.abs(after - minimiser);
    }
  }

  static Steps run(Plan plan, long seed) {
    List<Row> rows = new ArrayList<>();
    for (Divergence divergence : Divergence.values()) {
      for (int i = 0; i < 2 * plan.cases(); i++) {
        RandomStream stream =
            StraightThrough2021.stream(seed, "steps").child(divergence.text()).child(i);
        double p0 = LEAST + (1 - 2 * LEAST) * stream.uniform(0);
        double g = LARGEST_GRADIENT * (2 * stream.uniform(1) - 1);
        double eps = 0.05 + 0.95 * stream.uniform(2);
        double lambda = i % 2 == 0 ? 0 : stream.uniform(3);
        double eta = divergence.noise().quantile(p0);
        MirrorDescent rule = new MirrorDescent(divergence.noise(), eps, lambda, eta);
        rule.step(new double[] {g / 2});
        rows.add(
            new Row(
                divergence,
                p0,
                g,
                eps,
                lambda,
                rule.probability(0),
                divergence.minimiser(p0, g, eps, lambda)));
      }
    }
    return new Steps(rows);
  }

  /** Steps of a divergence, with or without decay. */
  List<Row> of(Divergence divergence, boolean decay) {
    return rows.stream()
        .filter(row -> row.divergence == divergence && row.lambda > 0 == decay)
        .toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Steps parse(String text) {
    return new Steps(TABLE.rows(text));
  }
}
