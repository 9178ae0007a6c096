package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Straight-through's factor and FouST's forms: claims 11 to 13. */
final class FoustPart implements Part {
  private static final double[] PROBABILITIES =
      IntStream.rangeClosed(1, 9).mapToDouble(i -> i / 10.0).toArray();
  private static final String SCALED = "foust(scaled)";
  private static final String WEIGHTED = "foust(importance-scaled)";

  /** Logits of products, those of the reference file. */
  private static final double[] LOGITS = {-0.36, 1.204, 1.397, 0.317};

  private final ExperimentContext context;

  FoustPart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    return List.of(
        new Work(FoustForms.FILE, () -> FoustForms.run().csv()),
        new Work(Mixtures.FILE, () -> Mixtures.run().csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("11 spins", () -> factor(Encoding.SPINS));
    tests.put("11 half", FoustPart::half);
    tests.put("11 bits", () -> factor(Encoding.BITS));
    tests.put("12 exp", FoustPart::biasRatio);
    tests.put("12 exp-size", FoustPart::biasRatio);
    tests.put("12 formula", FoustPart::biasFormula);
    for (int degree = 2; degree <= 4; degree++) {
      int units = degree;
      tests.put("12 degree-" + degree, () -> product(units));
    }
    Mixtures mixtures = Mixtures.parse(tables.get(Mixtures.FILE));
    tests.put(
        "12 map",
        () ->
            Decision.share(
                mixtures.rows().stream()
                    .map(r -> Decision.of(r.isScaledWorse() == r.isScaledWorseByFormula()))
                    .toList(),
                "points"));
    weights(tests);
    return tests;
  }

  private static UnitMoments moments(String estimator, Scalar f, double p) {
    return UnitMoments.of(estimator, f.unit(Encoding.SPINS, p));
  }

  private static double[] each(DoubleUnaryOperator number) {
    return DoubleStream.of(PROBABILITIES).map(number).toArray();
  }

  private static Measurement factor(Encoding encoding) {
    return Means.largest(
        each(
            p -> {
              UnitMoments st = UnitMoments.of("st", Scalar.LINEAR.unit(encoding, p));
              return Math.abs(st.mean() / st.gradient() - 1);
            }));
  }

  /** The mean of F' f'(x) over both states, by its definition, against the exact gradient. */
  private static Measurement half() {
    double[] ratios =
        each(
            p -> {
              double density = p * (1 - p);
              double mean =
                  p * density * Scalar.LINEAR.derivative().applyAsDouble(1)
                      + (1 - p) * density * Scalar.LINEAR.derivative().applyAsDouble(-1);
              return mean / moments("st", Scalar.LINEAR, p).gradient();
            });
    double farthest =
        DoubleStream.of(ratios)
            .reduce((a, b) -> Math.abs(a - 0.5) > Math.abs(b - 0.5) ? a : b)
            .orElseThrow();
    return Measurement.exact(farthest, ratios.length);
  }

  private static Measurement biasRatio() {
    double scaled = moments(SCALED, Scalar.EXP, 0.3).bias();
    return Measurement.exact(Math.abs(scaled / moments("st", Scalar.EXP, 0.3).bias()), 1);
  }

  private static Measurement biasFormula() {
    return Means.largest(
        FoustForms.FUNCTIONS.stream()
            .flatMapToDouble(
                f ->
                    DoubleStream.of(PROBABILITIES)
                        .map(p -> Math.abs(moments(SCALED, f, p).bias() - biasFormula(f, p))))
            .toArray());
  }

  static double biasFormula(Scalar f, double p) {
    DoubleUnaryOperator at = f.value();
    double curvature = at.applyAsDouble(1) - 2 * at.applyAsDouble(0) + at.applyAsDouble(-1);
    return p * (1 - p) * (2 * p - 1) * curvature;
  }

  private static Measurement product(int units) {
    Problem problem = Spins.product(DoubleStream.of(LOGITS).limit(units).toArray());
    double exact = ExactOracle.compute(problem).gradient().flat()[0];
    return Measurement.exact(EveryOutcome.mean(Estimators.parse(SCALED), problem)[0] / exact, 1);
  }

  private void weights(Map<String, Supplier<Measurement>> tests) {
    tests.put(
        "13 linear",
        () ->
            Means.largest(
                DoubleStream.of(PROBABILITIES)
                    .limit(4)
                    .map(
                        p ->
                            moments(WEIGHTED, Scalar.LINEAR, p).variance()
                                / (p * (1 - p) * (1 - 2 * p) * (1 - 2 * p)))
                    .map(ratio -> Math.abs(ratio - 1))
                    .toArray()));
    tests.put(
        "13 straight-through",
        () -> Means.largest(each(p -> moments("st", Scalar.LINEAR, p).variance())));
    tests.put(
        "13 exp",
        () ->
            Measurement.exact(
                moments(WEIGHTED, Scalar.EXP, 0.3).variance()
                    / moments(SCALED, Scalar.EXP, 0.3).variance(),
                1));
    tests.put(
        "13 joint",
        () ->
            Means.largest(
                IntStream.rangeClosed(1, 10)
                    .mapToObj(units -> DoubleStream.generate(() -> 0.3).limit(units).toArray())
                    .mapToDouble(
                        p -> Math.abs(JointWeights.secondMoment(p) / JointWeights.formula(p) - 1))
                    .toArray()));
    double[] p = DoubleStream.of(LOGITS).map(a -> 1 / (1 + Math.exp(-a))).toArray();
    int samples = Plan.of(context.scale()).shares();
    tests.put("13 joint-sampled", () -> JointWeights.sampled(context.seed(), samples, p));
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    FoustFigures figures =
        new FoustFigures(
            FoustForms.parse(tables.get(FoustForms.FILE)),
            Mixtures.parse(tables.get(Mixtures.FILE)));
    Export.chart(folder, "foust-forms", figures.forms("exp x"));
    Export.chart(folder, "foust-mixtures", figures.mixtures());
    Export.table(folder, "foust-table", figures.table());
    Export.table(folder, "foust-map", figures.map());
  }
}
