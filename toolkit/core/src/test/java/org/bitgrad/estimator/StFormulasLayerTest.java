package org.bitgrad.estimator;

import static org.bitgrad.estimator.StFormulas.check;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitgrad.estimator.SpinFunctions.OfSpins;
import org.bitgrad.estimator.SpinFunctions.Polynomial;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Means and variances of one layer of several units agree with the reference file. */
public class StFormulasLayerTest {
  private static final StFormulas FILE = StFormulas.read();

  /** Absolute: biases and numbers near 0 are differences of numbers with 13 digits. */
  private static final double DIGITS = 1e-12;

  static List<JsonNode> layers() {
    return FILE.list("single_layer");
  }

  static List<JsonNode> monomials() {
    return FILE.list("foust_multivariate", "monomials");
  }

  static List<JsonNode> flips() {
    return FILE.list("foust_multivariate", "flip_noise");
  }

  /** The numbers of the file that are compared here, or go in. */
  public static Stream<String> covered() {
    return Stream.of(
            StFormulas.fields("single_layer", "n", "scale", "a", "Q", "b", "v", "c"),
            StFormulas.fields("single_layer.interactions", "idx", "coef"),
            StFormulas.fields("single_layer", "interactions", "p", "mu", "objective"),
            StFormulas.fields("single_layer", "exact_grad", "st_mean", "st_bias", "st_var"),
            StFormulas.fields("single_layer", "bias_formula", "lipschitz_bound_on_abs_bias"),
            StFormulas.fields("single_layer", "reinforce_var", "cosine", "expected_cosine"),
            StFormulas.fields("single_layer", "rmse_single", "st_at.x", "st_at.g"),
            StFormulas.fields("extension_dependence", "a", "b", "scale", "exact_grad"),
            StFormulas.fields("extension_dependence", "st_mean_f1", "st_mean_f2"),
            StFormulas.fields("foust_multivariate.monomials", "a", "degree", "true_grad_unit0"),
            StFormulas.fields("foust_multivariate.monomials", "st_mean_unit0"),
            StFormulas.fields("foust_multivariate.monomials", "all_scaled_mean_unit0"),
            StFormulas.fields(
                "foust_multivariate.monomials", "joint_importance_second_moment_factor"),
            StFormulas.fields("foust_multivariate.flip_noise", "a", "rho", "true_grad_unit0"),
            StFormulas.fields("foust_multivariate.flip_noise", "flip_noise_mean_unit0"))
        .flatMap(fields -> fields);
  }

  private static Moments moments(String name, Problem problem) {
    return ExactMoments.of(Estimators.parse(name), problem);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void oneLayerUnderStraightThrough(JsonNode entry) {
    Noise noise = StFormulas.noise(entry);
    double[] a = StFormulas.numbers(entry.get("a"));
    Problem problem = SpinFunctions.problem(SpinFunctions.function(entry), noise, a);
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    assertEquals(entry.get("n").asInt(), a.length);
    check(entry, "exact_grad", exact);
    check(entry, "objective", ExactOracle.compute(problem).expectedLoss());
    Moments st = moments("st", problem);
    double[] mean = st.mean().flat();
    check(entry, "st_mean", mean);
    check(entry, "st_var", st.variance().flat());
    check(entry, "reinforce_var", moments("reinforce", problem).variance().flat());
    check(entry, "cosine", Vectors.cosine(mean, exact));
    check(entry, "rmse_single", Vectors.rmse(mean, st.variance().flat(), exact));
    double[] bias = Vectors.difference(mean, exact);
    assertArrayEquals(StFormulas.numbers(entry.get("st_bias")), bias, DIGITS);
    if (entry.has("bias_formula")) {
      assertArrayEquals(StFormulas.numbers(entry.get("bias_formula")), bias, DIGITS);
    }
    for (JsonNode at : entry.get("st_at")) {
      double[] x = StFormulas.numbers(at.get("x"));
      check(at, "g", StFormulas.estimate("st", problem, forced(x)).flat());
    }
  }

  private static Draw forced(double[] spins) {
    return SiteDraw.of((site, unit, row, rows) -> spins[unit] > 0 ? -1 : 2);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void probabilitiesAndTheMeanCosineOfSingleEstimates(JsonNode entry) {
    Noise noise = StFormulas.noise(entry);
    double[] a = StFormulas.numbers(entry.get("a"));
    check(entry, "p", Arrays.stream(a).map(noise::probability).toArray());
    check(entry, "mu", Arrays.stream(a).map(x -> 2 * noise.probability(x) - 1).toArray());
    Problem problem = SpinFunctions.problem(SpinFunctions.function(entry), noise, a);
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    double mean = 0;
    for (int state = 0; state < 1 << a.length; state++) {
      double[] x = spins(state, a.length);
      double[] one = StFormulas.estimate("st", problem, forced(x)).flat();
      mean += probability(noise, a, x) * Vectors.cosine(one, exact);
    }
    check(entry, "expected_cosine", mean);
  }

  private static double[] spins(int state, int n) {
    return IntStream.range(0, n).mapToDouble(i -> 2 * (state >> i & 1) - 1).toArray();
  }

  private static double probability(Noise noise, double[] a, double[] x) {
    return IntStream.range(0, a.length)
        .mapToDouble(i -> noise.probability(x[i] * a[i]))
        .reduce(1, (p, q) -> p * q);
  }

  /** {@code |bias_i| <= 2 L_i F'(a_i)} with L_i the largest second derivative in x_i. */
  @Test
  void theBoundOfTheBiasIsThatOfTheFileAndHolds() {
    int bounds = 0;
    for (JsonNode entry : layers()) {
      if (entry.has("lipschitz_bound_on_abs_bias")) {
        double[] v = StFormulas.numbers(entry.get("v"));
        double[] a = StFormulas.numbers(entry.get("a"));
        double corner = Arrays.stream(v).map(Math::abs).sum() + entry.get("c").asDouble();
        double[] bound = new double[v.length];
        for (int i = 0; i < v.length; i++) {
          double largest = v[i] * v[i] * Math.exp(corner);
          bound[i] = 2 * largest * StFormulas.noise(entry).density(a[i]);
          double bias = entry.get("st_bias").get(i).asDouble();
          assertTrue(Math.abs(bias) <= bound[i], entry.get("name") + ", unit " + i);
        }
        check(entry, "lipschitz_bound_on_abs_bias", bound);
        bounds++;
      }
    }
    assertEquals(2, bounds);
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
          SpinFunctions.problem(
              new Polynomial(b, q, new int[0][], new double[0]), StFormulas.noise(entry), a);
      check(entry, "exact_grad", ExactOracle.compute(problem).gradient().flat());
      String name = extended ? "st_mean_f2" : "st_mean_f1";
      check(entry, name, moments("st", problem).mean().flat());
    }
  }

  /**
   * A product of all units is linear in each scale, so the middle of every scale gives the mean
   * over scales.
   */
  @ParameterizedTest
  @MethodSource("monomials")
  void scalingAllUnitsShrinksProducts(JsonNode entry) {
    double[] a = StFormulas.numbers(entry.get("a"));
    assertEquals(entry.get("degree").asInt(), a.length);
    Problem problem = SpinFunctions.problem(product(a.length), Noise.logistic(), a);
    check(entry, "true_grad_unit0", ExactOracle.compute(problem).gradient().flat()[0]);
    check(entry, "st_mean_unit0", moments("st", problem).mean().flat()[0]);
    check(entry, "all_scaled_mean_unit0", meanAtTheMiddle("foust(scaled)", problem, a));
    check(entry, "all_scaled_mean_unit0", meanAtTheMiddle("foust(importance-scaled)", problem, a));
    double second = 1;
    for (double logit : a) {
      double p = Noise.logistic().probability(logit);
      second *= p / (4 * p * p) + (1 - p) / (4 * (1 - p) * (1 - p));
    }
    check(entry, "joint_importance_second_moment_factor", second);
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
      mean += probability * StFormulas.estimate(name, problem, draw).flat()[0];
    }
    return mean;
  }

  private static OfSpins product(int n) {
    int[][] all = {IntStream.range(0, n).toArray()};
    return new Polynomial(new double[n], new double[n * n], all, new double[] {1});
  }

  /**
   * A unit that is negated with probability (1 - rho)/2 is a unit of another probability: the
   * estimate of the first is that of a problem with those.
   */
  @ParameterizedTest
  @MethodSource("flips")
  void negatingTheOtherUnitsShrinksProducts(JsonNode entry) {
    double[] a = StFormulas.numbers(entry.get("a"));
    Noise noise = Noise.logistic();
    Problem problem = SpinFunctions.problem(product(a.length), noise, a);
    check(entry, "true_grad_unit0", ExactOracle.compute(problem).gradient().flat()[0]);
    double rho = entry.get("rho").asDouble();
    double[] negated = a.clone();
    for (int i = 1; i < a.length; i++) {
      negated[i] = noise.quantile((1 - rho) / 2 + rho * noise.probability(a[i]));
    }
    Problem other = SpinFunctions.problem(product(a.length), noise, negated);
    check(entry, "flip_noise_mean_unit0", moments("st", other).mean().flat()[0]);
  }
}
