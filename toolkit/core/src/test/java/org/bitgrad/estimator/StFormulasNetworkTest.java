package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.model.Batch;
import org.bitgrad.model.BernoulliProblem;
import org.bitgrad.model.BitLoss;
import org.bitgrad.model.Draw;
import org.bitgrad.model.Encoding;
import org.bitgrad.model.Gradient;
import org.bitgrad.model.OutputLoss;
import org.bitgrad.model.Problem;
import org.bitgrad.model.States;
import org.bitgrad.model.StochasticBinaryNetwork;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Means and variances of several units and of two layers agree with the reference file. */
class StFormulasNetworkTest {
  private static final StFormulas FILE = StFormulas.read();

  /** A function of spins with its derivative in one of them. */
  private interface OfSpins {
    double value(double[] x);

    double derivative(double[] x, int unit);
  }

  /** b.x + x'Qx/2 + products of distinct units. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Polynomial(double[] b, double[] q, int[][] products, double[] coefficients)
      implements OfSpins {
    @Override
    public double value(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += b[i] * x[i];
        for (int j = 0; j < x.length; j++) {
          sum += 0.5 * q[i * x.length + j] * x[i] * x[j];
        }
      }
      for (int k = 0; k < products.length; k++) {
        sum += coefficients[k] * product(k, x, -1);
      }
      return sum;
    }

    private double product(int k, double[] x, int without) {
      return Arrays.stream(products[k])
          .filter(i -> i != without)
          .mapToDouble(i -> x[i])
          .reduce(1, (u, v) -> u * v);
    }

    @Override
    public double derivative(double[] x, int unit) {
      double sum = b[unit];
      for (int j = 0; j < x.length; j++) {
        sum += q[unit * x.length + j] * x[j];
      }
      for (int k = 0; k < products.length; k++) {
        if (Arrays.stream(products[k]).anyMatch(i -> i == unit)) {
          sum += coefficients[k] * product(k, x, unit);
        }
      }
      return sum;
    }
  }

  /** exp(v.x + c). */
  @SuppressWarnings("ArrayRecordComponent")
  private record Exponential(double[] v, double c) implements OfSpins {
    @Override
    public double value(double[] x) {
      double sum = c;
      for (int i = 0; i < x.length; i++) {
        sum += v[i] * x[i];
      }
      return Math.exp(sum);
    }

    @Override
    public double derivative(double[] x, int unit) {
      return v[unit] * value(x);
    }
  }

  private static OfSpins function(JsonNode entry) {
    if (entry.has("v")) {
      return new Exponential(StFormulas.numbers(entry.get("v")), entry.get("c").asDouble());
    }
    JsonNode interactions = entry.get("interactions");
    int[][] products = new int[interactions.size()][];
    double[] coefficients = new double[products.length];
    for (int k = 0; k < products.length; k++) {
      double[] units = StFormulas.numbers(interactions.get(k).get("idx"));
      products[k] = Arrays.stream(units).mapToInt(i -> (int) i).toArray();
      coefficients[k] = interactions.get(k).get("coef").asDouble();
    }
    return new Polynomial(
        StFormulas.numbers(entry.get("b")),
        StFormulas.numbers(entry.get("Q")),
        products,
        coefficients);
  }

  private static Problem problem(OfSpins f, Noise noise, double... a) {
    BitLoss loss =
        BitLoss.of(
            "f",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = f.value(spins(bits.as(Encoding.SPINS), r));
              }
            },
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                double[] x = spins(bits.as(Encoding.SPINS), r);
                for (int i = 0; i < x.length; i++) {
                  out[i * bits.rows() + r] = 2 * f.derivative(x, i);
                }
              }
            });
    return BernoulliProblem.of(loss, noise, Encoding.SPINS, a);
  }

  private static double[] spins(States states, int row) {
    double[] x = new double[states.units()];
    for (int i = 0; i < x.length; i++) {
      x[i] = states.get(row, i);
    }
    return x;
  }

  static List<JsonNode> layers() {
    return FILE.list("single_layer");
  }

  static List<JsonNode> networks() {
    return FILE.list("deep_two_layer");
  }

  private static Moments moments(String name, Problem problem) {
    return ExactMoments.of(Estimators.parse(name), problem);
  }

  private static void check(JsonNode entry, String name, double[] actual) {
    double[] expected = StFormulas.numbers(entry.get(name));
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < actual.length; i++) {
      double allowed = StFormulas.ACCURACY * Math.abs(expected[i]) + 1e-12;
      assertEquals(expected[i], actual[i], allowed, name + "[" + i + "]");
    }
  }

  private static void check(JsonNode entry, String name, double actual) {
    double expected = entry.get(name).asDouble();
    assertEquals(expected, actual, StFormulas.ACCURACY * Math.abs(expected), name);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void oneLayerUnderStraightThrough(JsonNode entry) {
    Noise noise = StFormulas.noise(entry);
    double[] a = StFormulas.numbers(entry.get("a"));
    Problem problem = problem(function(entry), noise, a);
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    check(entry, "exact_grad", exact);
    check(entry, "objective", ExactOracle.compute(problem).expectedLoss());
    Moments st = moments("st", problem);
    check(entry, "st_mean", st.mean().flat());
    check(entry, "st_var", st.variance().flat());
    check(entry, "reinforce_var", moments("reinforce", problem).variance().flat());
    check(entry, "cosine", cosine(st.mean().flat(), exact));
    check(entry, "rmse_single", rmse(st, exact));
    if (entry.has("bias_formula")) {
      double[] bias = StFormulas.numbers(entry.get("bias_formula"));
      for (int i = 0; i < exact.length; i++) {
        assertEquals(bias[i], st.mean().flat()[i] - exact[i], 1e-12);
      }
    }
    for (JsonNode at : entry.get("st_at")) {
      double[] x = StFormulas.numbers(at.get("x"));
      check(at, "g", estimate("st", problem, forced(x)).flat());
    }
  }

  private static Draw forced(double[]... spins) {
    return SiteDraw.of((site, unit, row, rows) -> spins[SiteDraw.layerOf(site)][unit] > 0 ? -1 : 2);
  }

  private static Gradient estimate(String name, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    Estimators.parse(name).open(problem).estimate(draw, sink);
    sink.finish();
    return sink.gradient();
  }

  private static double cosine(double[] u, double[] v) {
    return product(u, v) / Math.sqrt(product(u, u) * product(v, v));
  }

  private static double product(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * v[i];
    }
    return sum;
  }

  private static double rmse(Moments moments, double[] exact) {
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      double bias = moments.mean().flat()[i] - exact[i];
      sum += bias * bias + moments.variance().flat()[i];
    }
    return Math.sqrt(sum / exact.length);
  }

  @Test
  void straightThroughDependsOnTheExtensionOfTheLoss() {
    JsonNode entry = FILE.json().get("extension_dependence");
    double[] a = StFormulas.numbers(entry.get("a"));
    double[] b = StFormulas.numbers(entry.get("b"));
    double[] squares = {1.4, 0, 0, 0, -0.6, 0, 0, 0, 2};
    for (boolean extended : new boolean[] {false, true}) {
      double[] q = extended ? squares : new double[9];
      Problem problem =
          problem(new Polynomial(b, q, new int[0][], new double[0]), StFormulas.noise(entry), a);
      check(entry, "exact_grad", ExactOracle.compute(problem).gradient().flat());
      String name = extended ? "st_mean_f2" : "st_mean_f1";
      check(entry, name, moments("st", problem).mean().flat());
    }
  }

  private static Problem network(JsonNode entry) {
    double[] v = StFormulas.numbers(entry.get("v"));
    double[] head = Arrays.copyOf(v, v.length + 1);
    head[v.length] = entry.get("c").asDouble();
    double[] b1 = StFormulas.numbers(entry.get("b1"));
    double[] b2 = StFormulas.numbers(entry.get("b2"));
    double[] x0 = StFormulas.numbers(entry.get("x0"));
    OutputLoss linear =
        OutputLoss.of(
            "linear",
            (at, out) -> {
              for (int r = 0; r < at.rows(); r++) {
                out[r] = at.get(r, 0);
              }
            },
            (at, out) -> Arrays.fill(out, 0, at.rows(), 1));
    boolean isLinear = entry.get("loss").asText().equals("v.x2 + c");
    Noise noise = StFormulas.noise(entry);
    return StochasticBinaryNetwork.input(x0.length)
        .bernoulli(b1.length, noise)
        .bernoulli(b2.length, noise)
        .encoding(Encoding.SPINS)
        .head(1, isLinear ? linear : OutputLoss.LOGISTIC)
        .parameters(
            join(StFormulas.numbers(entry.get("W1")), b1),
            join(StFormulas.numbers(entry.get("W2")), b2),
            head)
        .on(Batch.of(new double[][] {x0}, new double[] {1}));
  }

  private static double[] join(double[] weights, double[] biases) {
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
    Moments st = moments("st", problem);
    checkLayers(entry.get("st_mean"), st.mean(), "a1", "W1", "b2", "W2");
    int hidden = entry.get("b1").size();
    double[] variance = st.variance().group(0);
    check(
        entry,
        "st_var_a1",
        Arrays.copyOfRange(variance, variance.length - hidden, variance.length));
    JsonNode sample = entry.get("one_sample");
    double[] x1 = StFormulas.numbers(sample.get("x1"));
    double[] x2 = StFormulas.numbers(sample.get("x2"));
    Gradient one = estimate("st", problem, forced(x1, x2));
    checkLayers(sample, one, "grad_a1", "grad_W1", "grad_a2", "grad_W2");
  }

  /**
   * A product of all units is linear in each scale, so the middle of every scale gives the mean
   * over scales.
   */
  @Test
  void scalingAllUnitsShrinksProducts() {
    for (JsonNode entry : FILE.json().get("foust_multivariate").get("monomials")) {
      double[] a = StFormulas.numbers(entry.get("a"));
      int[] all = IntStream.range(0, a.length).toArray();
      OfSpins product =
          new Polynomial(
              new double[a.length],
              new double[a.length * a.length],
              new int[][] {all},
              new double[] {1});
      Problem problem = problem(product, Noise.logistic(), a);
      check(entry, "true_grad_unit0", ExactOracle.compute(problem).gradient().flat()[0]);
      check(entry, "st_mean_unit0", moments("st", problem).mean().flat()[0]);
      check(entry, "all_scaled_mean_unit0", meanAtTheMiddle("foust(scaled)", problem, a));
      check(
          entry, "all_scaled_mean_unit0", meanAtTheMiddle("foust(importance-scaled)", problem, a));
      double second = 1;
      for (double logit : a) {
        double p = Noise.logistic().probability(logit);
        second *= p / (4 * p * p) + (1 - p) / (4 * (1 - p) * (1 - p));
      }
      check(entry, "joint_importance_second_moment_factor", second);
    }
  }

  private static double meanAtTheMiddle(String name, Problem problem, double[] a) {
    double mean = 0;
    for (int state = 0; state < 1 << a.length; state++) {
      int bits = state;
      double probability = 1;
      for (int i = 0; i < a.length; i++) {
        probability *= Noise.logistic().probability((bits >> i & 1) == 1 ? a[i] : -a[i]);
      }
      Draw draw =
          SiteDraw.of(
              (site, unit, row, rows) ->
                  site.startsWith("scale") ? 0.5 : (bits >> unit & 1) == 1 ? -1 : 2);
      mean += probability * estimate(name, problem, draw).flat()[0];
    }
    return mean;
  }
}
