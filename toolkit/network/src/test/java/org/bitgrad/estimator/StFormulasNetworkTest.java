package org.bitgrad.estimator;

import static org.bitgrad.estimator.StFormulas.check;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.estimator.path.StraightThrough;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients, means and variances of two layers agree with the reference file. */
public class StFormulasNetworkTest {
  private static final StFormulas FILE = StFormulas.read();

  static List<JsonNode> networks() {
    return FILE.list("deep_two_layer");
  }

  /** The numbers of the file that are compared here, or go in. */
  public static Stream<String> covered() {
    return Stream.of(
            StFormulas.fields("deep_two_layer", "scale", "x0", "W1", "b1", "W2", "b2", "v", "c"),
            StFormulas.fields("deep_two_layer", "objective", "st_var_a1", "rmse_single_a1"),
            StFormulas.fields("deep_two_layer", "cosine_a1", "cosine_W2"),
            StFormulas.fields("deep_two_layer", "rel_bias_a1", "rel_bias_W2"),
            StFormulas.fields("deep_two_layer.exact", "a1", "W1", "b2", "W2"),
            StFormulas.fields("deep_two_layer.st_mean", "a1", "W1", "b2", "W2"),
            StFormulas.fields("deep_two_layer.one_sample", "x1", "x2", "loss"),
            StFormulas.fields("deep_two_layer.one_sample", "grad_a1", "grad_W1"),
            StFormulas.fields("deep_two_layer.one_sample", "grad_a2", "grad_W2"))
        .flatMap(fields -> fields);
  }

  private static Draw forced(double[]... spins) {
    return SiteDraw.of((site, unit, row, rows) -> spins[SiteDraw.layerOf(site)][unit] > 0 ? -1 : 2);
  }

  /** The output itself. */
  static final OutputLoss LINEAR =
      OutputLoss.of(
          "linear",
          (at, out) -> {
            for (int r = 0; r < at.rows(); r++) {
              out[r] = at.get(r, 0);
            }
          },
          (at, out) -> Arrays.fill(out, 0, at.rows(), 1));

  private static Problem network(JsonNode entry) {
    double[] v = StFormulas.numbers(entry.get("v"));
    double[] head = Arrays.copyOf(v, v.length + 1);
    head[v.length] = entry.get("c").asDouble();
    double[] b1 = StFormulas.numbers(entry.get("b1"));
    double[] b2 = StFormulas.numbers(entry.get("b2"));
    double[] x0 = StFormulas.numbers(entry.get("x0"));
    boolean isLinear = entry.get("loss").asText().equals("v.x2 + c");
    Noise noise = StFormulas.noise(entry);
    return StochasticBinaryNetwork.input(x0.length)
        .bernoulli(b1.length, noise)
        .bernoulli(b2.length, noise)
        .encoding(Encoding.SPINS)
        .head(1, isLinear ? LINEAR : OutputLoss.LOGISTIC)
        .parameters(
            join(StFormulas.numbers(entry.get("W1")), b1),
            join(StFormulas.numbers(entry.get("W2")), b2),
            head)
        .on(Batch.of(new double[][] {x0}, new double[] {1}));
  }

  static double[] join(double[] weights, double[] biases) {
    double[] all = Arrays.copyOf(weights, weights.length + biases.length);
    System.arraycopy(biases, 0, all, weights.length, biases.length);
    return all;
  }

  /** Weights and biases of both layers under the names of the file. */
  private static void checkLayers(JsonNode entry, Gradient gradient, String... names) {
    int hidden = StFormulas.numbers(entry.get(names[0])).length;
    double[] first = gradient.group(0);
    double[] second = gradient.group(1);
    int biases = second.length - StFormulas.numbers(entry.get(names[3])).length;
    check(entry, names[0], Arrays.copyOfRange(first, first.length - hidden, first.length));
    check(entry, names[1], Arrays.copyOf(first, first.length - hidden));
    check(entry, names[2], Arrays.copyOfRange(second, second.length - biases, second.length));
    check(entry, names[3], Arrays.copyOf(second, second.length - biases));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void twoLayersUnderStraightThrough(JsonNode entry) {
    Problem problem = network(entry);
    Gradient exact = ExactOracle.compute(problem).gradient();
    check(entry, "objective", ExactOracle.compute(problem).expectedLoss());
    checkLayers(entry.get("exact"), exact, "a1", "W1", "b2", "W2");
    Moments st = ExactMoments.of(new StraightThrough(), problem);
    checkLayers(entry.get("st_mean"), st.mean(), "a1", "W1", "b2", "W2");
    int hidden = entry.get("b1").size();
    double[] variance = end(st.variance().group(0), hidden);
    check(entry, "st_var_a1", variance);
    double[] mean = end(st.mean().group(0), hidden);
    double[] gradient = end(exact.group(0), hidden);
    check(entry, "rmse_single_a1", Vectors.rmse(mean, variance, gradient));
    compare(entry, "a1", mean, gradient);
    int weights = StFormulas.numbers(entry.get("W2")).length;
    compare(
        entry,
        "W2",
        Arrays.copyOf(st.mean().group(1), weights),
        Arrays.copyOf(exact.group(1), weights));
    JsonNode sample = entry.get("one_sample");
    double[] x1 = StFormulas.numbers(sample.get("x1"));
    double[] x2 = StFormulas.numbers(sample.get("x2"));
    MeanSink sink = StFormulas.sink("st", problem, forced(x1, x2));
    checkLayers(sample, sink.gradient(), "grad_a1", "grad_W1", "grad_a2", "grad_W2");
    check(sample, "loss", sink.value());
  }

  private static double[] end(double[] group, int length) {
    return Arrays.copyOfRange(group, group.length - length, group.length);
  }

  private static void compare(JsonNode entry, String of, double[] mean, double[] exact) {
    check(entry, "cosine_" + of, Vectors.cosine(mean, exact));
    double bias = Vectors.norm(Vectors.difference(mean, exact)) / Vectors.norm(exact);
    double expected = entry.get("rel_bias_" + of).asDouble();
    // The last layer under a linear loss is exact, here and there to rounding.
    assertEquals(expected, bias, StFormulas.ACCURACY * expected + 1e-12, "rel_bias_" + of);
  }
}
