package org.bitgrad.papers.arms2021;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bitgrad.random.Copulas;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;

/** The plots of a run. */
public final class Figures {
  private final Evidence evidence;
  private final Scale scale;

  /**
   * Figures of a run.
   *
   * @param evidence what was found
   * @param scale scale of the run, named in every figure
   */
  public Figures(Evidence evidence, Scale scale) {
    this.evidence = evidence;
    this.scale = scale;
  }

  /**
   * Variances in the toy problem against p.
   *
   * @param n evaluations: 2, 4, 6, 8 or 10
   * @return one plot
   */
  public Plot toy(int n) {
    Plot plot =
        Plot.of(
            "Toy problem, " + n + " evaluations",
            Axis.linear("probability of the bit"),
            Axis.linear("variance of one estimate (1e-6)"));
    for (String estimator : ToyGrid.EXACT) {
      List<ToyGrid.Row> rows = evidence.toy().of(estimator, n);
      plot = plot.line(estimator, of(rows, r -> r.p()), micro(rows));
    }
    List<ToyGrid.Row> rows = evidence.toy().of(ToyGrid.GAUSSIAN, n);
    double[] low = rows.stream().mapToDouble(r -> 1e6 * r.low()).toArray();
    double[] high = rows.stream().mapToDouble(r -> 1e6 * r.high()).toArray();
    return plot.whiskers(ToyGrid.GAUSSIAN, of(rows, r -> r.p()), micro(rows), low, high)
        .note("lines exact; whiskers sampled, 95 %; scale " + scale.text());
  }

  /** {@return variances in the toy problem at 2, 4, 6 and 10 evaluations} */
  public Chart toy() {
    return Chart.grid(toy(2), toy(4), toy(6), toy(10));
  }

  private static double[] micro(List<ToyGrid.Row> rows) {
    return of(rows, r -> 1e6 * r.variance());
  }

  private static <T> double[] of(List<T> rows, ToDoubleFunction<T> number) {
    return rows.stream().mapToDouble(number).toArray();
  }

  /** {@return how far each optimisation is from the exact one, against the step} */
  public Plot ascent() {
    Plot plot =
        Plot.of(
            "Ascent of the toy objective, 4 evaluations",
            Axis.linear("step"),
            Axis.linear("probability minus that of the exact ascent (1e-3)"));
    double[] exact = of(evidence.ascents().of(Optimisation.EXACT), r -> r.p());
    for (String estimator : Optimisation.ESTIMATORS) {
      List<Optimisation.Row> rows = evidence.ascents().of(estimator);
      double[] away =
          IntStream.range(0, exact.length)
              .mapToDouble(i -> 1e3 * (rows.get(i).p() - exact[i]))
              .toArray();
      plot = plot.line(method(estimator), of(rows, r -> r.step()), away);
    }
    return plot.note(
        "one ascent each, from p = 0.09 to 0.9 in about 1390 steps of size 1; scale "
            + scale.text());
  }

  /** The name without the number of evaluations: a method has one colour in all plots. */
  private static String method(String estimator) {
    return estimator.substring(0, estimator.indexOf('('));
  }

  /** {@return the spread of estimates along the optimisation, against the probability} */
  public Plot spread() {
    Plot plot =
        Plot.of(
            "Spread along the ascent, 4 evaluations",
            Axis.linear("probability of the bit"),
            Axis.linear("sample variance (1e-6)"));
    for (String estimator : Optimisation.ESTIMATORS) {
      List<Optimisation.Row> rows = evidence.ascents().of(estimator);
      plot = plot.line(method(estimator), of(rows, r -> r.p()), of(rows, r -> 1e6 * r.variance()));
    }
    return plot.note("every tenth step; scale " + scale.text());
  }

  /** {@return correlations of two bits under three copulas against p, for four samples} */
  public Plot correlations() {
    double[] p = IntStream.rangeClosed(1, 99).mapToDouble(i -> i / 100.0).toArray();
    Plot plot =
        Plot.of(
            "Correlation of two of four bits",
            Axis.linear("probability of a bit"),
            Axis.linear("correlation"));
    plot = plot.line("arms", p, each(p, q -> at(q, Copulas.dirichlet())));
    plot = plot.line("arms-gaussian", p, each(p, q -> at(q, Copulas.gaussian())));
    plot = plot.line("arms-rotation", p, each(p, q -> at(q, Copulas.rotation())));
    return plot.note("the copulas of these estimators, exact");
  }

  private static double at(double p, org.bitgrad.random.Copula copula) {
    return ArmsTests.correlation(copula, 4, Math.min(p, 1 - p));
  }

  private static double[] each(double[] p, java.util.function.DoubleUnaryOperator number) {
    return java.util.Arrays.stream(p).map(number).toArray();
  }

  /** {@return the distribution of variance ratios over random functions} */
  public Plot sweep() {
    Plot plot =
        Plot.of(
            "Random functions: ARMS against LOORF, 4 evaluations",
            Axis.linear("total variance, arms(4) / loorf(4)"),
            Axis.linear("share of functions below"));
    for (int bits = 1; bits <= Sweep.MOST_BITS; bits++) {
      double[] ratios =
          evidence.sweep().of(bits).stream().mapToDouble(Sweep.Row::ratio).sorted().toArray();
      double[] share =
          IntStream.range(0, ratios.length).mapToDouble(i -> (i + 0.5) / ratios.length).toArray();
      plot = plot.line(bits + (bits == 1 ? " bit" : " bits"), ratios, share);
    }
    return plot.note(
        "exact variances, "
            + evidence.sweep().of(1).size()
            + " functions of each size; scale "
            + scale.text());
  }
}
