package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.papers.straightthrough2021.LayerCase.Kind;
import org.bitgrad.papers.straightthrough2021.SpinFunction.Polynomial;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** One layer of units: where ST is exact, and what its bias is elsewhere; claims 1 and 2. */
final class LayerPart implements Part {
  private static final double NEARLY_CERTAIN = 0.999;

  private final ExperimentContext context;
  private final Plan plan;

  LayerPart(ExperimentContext context) {
    this.context = context;
    plan = Plan.of(context.scale());
  }

  @Override
  public List<Work> tables() {
    return List.of(new Work(Layers.FILE, () -> Layers.run(plan, context.seed()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Layers layers = Layers.parse(tables.get(Layers.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("1 multilinear", () -> largest(layers, Layers.Row::difference, Kind.MULTILINEAR));
    tests.put("1 readout", this::readout);
    tests.put("1 control", () -> control(layers));
    tests.put("2 quadratic", () -> largest(layers, Layers.Row::difference, Kind.QUADRATIC));
    tests.put("2 interactions", () -> largest(layers, Layers.Row::difference, Kind.INTERACTIONS));
    tests.put("2 variance", this::variance);
    tests.put(
        "2 integral",
        () ->
            largest(
                layers,
                Layers.Row::relativeDifference,
                Kind.EXPONENTIAL,
                Kind.SINE,
                Kind.SOFTPLUS));
    tests.put("2 exponential", this::exponential);
    tests.put("2 bound", () -> bound(layers));
    tests.put("2 attained", LayerPart::attained);
    tests.put("2 extension", this::extension);
    return tests;
  }

  private static Measurement largest(
      Layers layers, ToDoubleFunction<Layers.Row> number, Kind... kinds) {
    return Means.largest(
        Stream.of(kinds).flatMap(kind -> layers.of(kind).stream()).mapToDouble(number).toArray());
  }

  private List<LayerCase> cases(Kind kind) {
    return IntStream.range(0, plan.cases())
        .mapToObj(index -> LayerCase.of(context.seed(), kind, index))
        .toList();
  }

  private Measurement readout() {
    List<Double> errors = new ArrayList<>();
    for (String family : LayerCase.FAMILIES) {
      for (int i = 0; i < plan.networks(); i++) {
        Problem problem = SmallNetworks.linear(context.seed(), Noise.of(family, 1), i);
        double[] exact = ExactOracle.compute(problem).gradient().group(1);
        double[] mean = ExactMoments.of(Estimators.parse("st"), problem).mean().group(1);
        errors.add(largestDifference(exact, mean));
      }
    }
    return Means.largest(errors.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double largestDifference(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> Math.abs(x[i] - y[i])).max().orElse(0);
  }

  /** Relative biases of HardTanh ST, function by function. */
  private static Measurement control(Layers layers) {
    Map<Integer, double[]> squares = new LinkedHashMap<>();
    for (Layers.Row row : layers.of(Kind.MULTILINEAR)) {
      if (row.noise().startsWith("logistic")) {
        double[] sums = squares.computeIfAbsent(row.index(), k -> new double[2]);
        sums[0] += row.hardTanh() * row.hardTanh();
        sums[1] += row.exact() * row.exact();
      }
    }
    double[] ratios =
        squares.values().stream().mapToDouble(s -> Math.sqrt(s[0] / s[1])).sorted().toArray();
    return Measurement.exact(ratios[ratios.length / 2], ratios.length);
  }

  private Measurement variance() {
    double[] errors =
        cases(Kind.QUADRATIC).stream()
            .mapToDouble(
                at ->
                    largestDifference(
                        at.moments("st").variance().flat(),
                        IntStream.range(0, at.a().length)
                            .mapToDouble(at::predictedVariance)
                            .toArray()))
            .toArray();
    return Means.largest(errors);
  }

  /** {@code mean / exact = v (p e^v + (1 - p) e^-v) / sinh v} in every unit. */
  private Measurement exponential() {
    List<Double> errors = new ArrayList<>();
    for (LayerCase at : cases(Kind.EXPONENTIAL)) {
      double[] v = ((SpinFunction.Ridge) at.function()).v();
      double[] exact = at.exact();
      double[] mean = at.moments("st").mean().flat();
      for (int i = 0; i < v.length; i++) {
        double p = at.noise().probability(at.a()[i]);
        double q = at.noise().probability(-at.a()[i]);
        double ratio = v[i] * (p * Math.exp(v[i]) + q * Math.exp(-v[i])) / Math.sinh(v[i]);
        errors.add(Math.abs(mean[i] - ratio * exact[i]) / (1 + Math.abs(exact[i])));
      }
    }
    return Means.largest(errors.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Measurement bound(Layers layers) {
    return Decision.share(
        Stream.of(Kind.QUADRATIC, Kind.EXPONENTIAL, Kind.SINE, Kind.SOFTPLUS)
            .flatMap(kind -> layers.of(kind).stream())
            .map(row -> Decision.of(row.withinBound()))
            .toList(),
        "units");
  }

  private static Measurement attained() {
    SpinFunction half =
        new Polynomial(new double[1], new double[] {1}, new int[0][], new double[0]);
    double[] ratios =
        LayerCase.FAMILIES.stream()
            .map(family -> Noise.of(family, 1))
            .mapToDouble(
                noise -> {
                  double[] a = {noise.quantile((1 + NEARLY_CERTAIN) / 2)};
                  LayerCase at = new LayerCase(Kind.QUADRATIC, half, noise, a);
                  double bias = at.moments("st").mean().flat()[0] - at.exact()[0];
                  return Math.abs(bias) / (2 * half.lipschitz(0) * at.density(0));
                })
            .toArray();
    return Means.smallest(ratios);
  }

  /** A square {@code r (x^2 - 1)} is a diagonal entry 2 r, and a constant that no gradient sees. */
  private Measurement extension() {
    List<Double> errors = new ArrayList<>();
    for (LayerCase at : cases(Kind.MULTILINEAR)) {
      int n = at.a().length;
      Polynomial f = (Polynomial) at.function();
      double[] q = f.q().clone();
      for (int i = 0; i < n; i++) {
        q[i * n + i] = 2 * Math.sin(i + 1.0);
      }
      Polynomial extended = new Polynomial(f.b(), q, f.products(), f.coefficients());
      LayerCase other = new LayerCase(at.kind(), extended, at.noise(), at.a());
      double[] expected = at.moments("st").mean().flat().clone();
      for (int i = 0; i < n; i++) {
        expected[i] += 4 * Math.sin(i + 1.0) * at.density(i) * at.mu(i);
      }
      errors.add(largestDifference(expected, other.moments("st").mean().flat()));
      errors.add(largestDifference(at.exact(), other.exact()));
    }
    return Means.largest(errors.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    LayerFigures figures = new LayerFigures(Layers.parse(tables.get(Layers.FILE)), context.scale());
    Export.chart(folder, "bias-and-bound", figures.bounds());
    Export.table(folder, "single-layer-summary", figures.summary());
  }
}
