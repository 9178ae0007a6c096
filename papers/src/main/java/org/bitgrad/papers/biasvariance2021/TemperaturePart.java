package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Gumbel-softmax and ST-Gumbel on one unit, against the temperature: claims 1, 2, 3, 6, 7. */
final class TemperaturePart implements Part {
  private static final String SOFT = "concrete";
  private static final String HARD = "st-gumbel";
  private static final double WARM = 0.02;
  private static final double COLD = 0.005;
  private static final double COLDEST = 0.001;
  private static final List<Double> BESIDE_THE_MIDDLE = List.of(0.1, 0.3, 0.9);

  private final ExperimentContext context;
  private final Plan plan;

  TemperaturePart(ExperimentContext context) {
    this.context = context;
    plan = Plan.of(context.scale());
  }

  @Override
  public List<Work> tables() {
    return List.of(
        new Work(Temperatures.FILE, () -> Temperatures.run(plan).csv()),
        new Work(
            SampledTemperatures.FILE,
            () -> SampledTemperatures.run(plan, context.seed(), context.threads()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    SampledTemperatures sampled = SampledTemperatures.parse(tables.get(SampledTemperatures.FILE));
    bias(tests, sampled);
    linear(tests);
    variance(tests);
    hard(tests);
    return tests;
  }

  private static void bias(Map<String, Supplier<Measurement>> tests, SampledTemperatures sampled) {
    tests.put("1 slope", () -> exact(biasSlope(Scalar.SQUARE, 0.3, SOFT)));
    tests.put(
        "1 coefficient",
        () -> {
          Expansion expansion = new Expansion(Scalar.SQUARE, 0.3);
          return exact(
              moments(Scalar.SQUARE, 0.3, SOFT, COLD).bias() / COLD / expansion.firstOrder());
        });
    tests.put(
        "1 functions",
        () -> slopes(Scalar.ALL.subList(1, Scalar.ALL.size()), BESIDE_THE_MIDDLE, 1));
    tests.put("1 middle", () -> slopes(Scalar.ALL, List.of(0.5), 2));
    tests.put("1 sampled", () -> covered(sampled));
  }

  private static Measurement exact(double value) {
    return Measurement.exact(value, 1);
  }

  private static UnitMoments moments(Scalar f, double p, String method, double tau) {
    return Temperatures.moments(f, p, method, tau);
  }

  private static double biasSlope(Scalar f, double p, String method) {
    double warm = moments(f, p, method, WARM).bias();
    double cold = moments(f, p, method, COLD).bias();
    return Math.log(warm / cold) / Math.log(WARM / COLD);
  }

  private static double deviationSlope(Scalar f, String method) {
    double warm = moments(f, 0.3, method, WARM).deviation();
    double cold = moments(f, 0.3, method, COLD).deviation();
    return Math.log(warm / cold) / Math.log(WARM / COLD);
  }

  private static Measurement slopes(
      List<Scalar> functions, List<Double> probabilities, double expected) {
    List<Decision> decisions = new ArrayList<>();
    for (Scalar f : functions) {
      for (double p : probabilities) {
        decisions.add(Decision.of(Math.abs(biasSlope(f, p, SOFT) - expected) <= 0.1));
      }
    }
    return Decision.share(decisions, "cases");
  }

  private static Measurement covered(SampledTemperatures sampled) {
    List<Decision> decisions = new ArrayList<>();
    for (SampledTemperatures.Row row : sampled.rows()) {
      double mean = moments(Scalar.of(row.function()), row.p(), row.method(), row.tau()).mean();
      decisions.add(Decision.of(row.mean().low() <= mean && mean <= row.mean().high()));
    }
    return Decision.share(decisions, "points");
  }

  private static void linear(Map<String, Supplier<Measurement>> tests) {
    tests.put("2 slope", () -> exact(biasSlope(Scalar.LINEAR, 0.3, SOFT)));
    tests.put("2 coefficient", () -> exact(secondOrder(0.3)));
    tests.put(
        "2 probabilities",
        () ->
            Means.largest(
                Temperatures.PROBABILITIES.stream()
                    .mapToDouble(p -> Math.abs(secondOrder(p) - 1))
                    .toArray()));
    tests.put(
        "2 fourth",
        () -> {
          double p = (3 - Math.sqrt(3)) / 6;
          double warm = moments(Scalar.LINEAR, p, SOFT, 0.05).bias();
          double cold = moments(Scalar.LINEAR, p, SOFT, 0.025).bias();
          return exact(Math.log(warm / cold) / Math.log(2));
        });
  }

  /** Bias of a linear function over its second-order term, at tau = 0.01. */
  private static double secondOrder(double p) {
    double factor = Math.PI * Math.PI / 6 * new Expansion(Scalar.LINEAR, p).curvature();
    return moments(Scalar.LINEAR, p, SOFT, 0.01).bias() / 1e-4 / factor;
  }

  private static void variance(Map<String, Supplier<Measurement>> tests) {
    tests.put("3 slope", () -> exact(deviationSlope(Scalar.SQUARE, SOFT)));
    tests.put(
        "3 coefficient",
        () ->
            exact(
                0.01
                    * moments(Scalar.SQUARE, 0.3, SOFT, 0.01).variance()
                    / new Expansion(Scalar.SQUARE, 0.3).varianceTimesTau()));
    tests.put(
        "3 functions",
        () ->
            limits(
                (f, p) ->
                    COLDEST
                        * moments(f, p, SOFT, COLDEST).variance()
                        / new Expansion(f, p).varianceTimesTau()));
  }

  /** A number of a function and a probability. */
  private interface Ratio {
    double of(Scalar f, double p);
  }

  private static Measurement limits(Ratio ratio) {
    List<Decision> decisions = new ArrayList<>();
    for (Scalar f : Scalar.ALL) {
      for (double p : Temperatures.PROBABILITIES) {
        decisions.add(Decision.of(Math.abs(ratio.of(f, p) - 1) <= 0.02));
      }
    }
    return Decision.share(decisions, "cases");
  }

  private static void hard(Map<String, Supplier<Measurement>> tests) {
    for (double p : List.of(0.3, 0.9)) {
      tests.put(
          "6 cube-" + p,
          () -> exact(moments(Scalar.CUBE, p, HARD, 0.01).bias() / (0.5 * p * (1 - p))));
    }
    tests.put("6 limit", TemperaturePart::hardLimits);
    tests.put("6 quadratic", () -> exact(biasSlope(Scalar.SQUARE, 0.3, HARD)));
    tests.put(
        "6 lower-is-worse",
        () ->
            exact(
                Math.abs(
                    moments(Scalar.CUBE, 0.3, HARD, 0.01).bias()
                        / moments(Scalar.CUBE, 0.3, HARD, 0.5).bias())));
    tests.put("7 slope", () -> exact(deviationSlope(Scalar.CUBE, HARD)));
    tests.put("7 coefficient", () -> exact(hardSecondMoment(Scalar.CUBE, 0.3, 0.01)));
    tests.put("7 functions", () -> limits((f, p) -> hardSecondMoment(f, p, COLDEST)));
  }

  private static double hardSecondMoment(Scalar f, double p, double tau) {
    return tau
        * moments(f, p, HARD, tau).secondMoment()
        / new Expansion(f, p).hardVarianceTimesTau();
  }

  private static Measurement hardLimits() {
    List<Double> distances = new ArrayList<>();
    for (Scalar f : Scalar.ALL) {
      for (double p : Temperatures.PROBABILITIES) {
        Expansion expansion = new Expansion(f, p);
        double unit =
            expansion.density() * 0.5 * (Math.abs(expansion.at(0)) + Math.abs(expansion.at(1)));
        double mean = moments(f, p, HARD, COLDEST).mean();
        distances.add(Math.abs(mean - expansion.hardLimit()) / unit);
      }
    }
    return Means.largest(distances.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    TemperatureFigures figures =
        new TemperatureFigures(
            Temperatures.parse(tables.get(Temperatures.FILE)),
            SampledTemperatures.parse(tables.get(SampledTemperatures.FILE)),
            context.scale());
    Export.chart(folder, "bias", figures.bias(0.3));
    Export.chart(folder, "deviation", figures.deviation(0.3));
    Export.chart(folder, "error", figures.error(0.3));
    Export.table(folder, "temperatures-table", figures.table(0.3));
  }
}
