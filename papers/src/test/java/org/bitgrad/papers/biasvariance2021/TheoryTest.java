package org.bitgrad.papers.biasvariance2021;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.UnitQuadrature;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas of the experiments against the reference file and against slower ways. */
class TheoryTest {
  private static final JsonNode FILE = read();
  private static final Map<String, Scalar> FUNCTIONS =
      Map.of(
          "linear", Scalar.LINEAR, "square", Scalar.SQUARE, "cube", Scalar.CUBE, "exp", Scalar.EXP);

  /** The file of the library's own tests. */
  private static JsonNode read() {
    Path resources = Path.of("..", "toolkit", "core", "src", "test", "resources");
    try {
      return new ObjectMapper()
          .readTree(resources.resolve("org/bitgrad/estimator/st-formulas.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonNode> bits() {
    return StreamSupport.stream(FILE.get("binary_estimators_01").spliterator(), false).toList();
  }

  private static void check(JsonNode entry, String name, double actual) {
    double expected = entry.get(name).asDouble();
    assertEquals(expected, actual, 1e-8 * Math.abs(expected) + 1e-12, entry.get("fn") + " " + name);
  }

  @ParameterizedTest
  @MethodSource("bits")
  void expansionsHaveTheCoefficientsOfTheFile(JsonNode entry) {
    Scalar f = FUNCTIONS.get(entry.get("fn").asText());
    Expansion expansion = new Expansion(f, entry.get("p").asDouble());
    check(entry, "pZ", expansion.density());
    check(entry, "pZ1", expansion.slope());
    check(entry, "pZ2", expansion.curvature());
    check(entry, "A1", expansion.logitMoment(1));
    check(entry, "A2", expansion.logitMoment(2));
    check(entry, "V", expansion.spread());
    check(entry, "gs_bias_coef_tau1", expansion.firstOrder());
    check(entry, "gs_tau_times_second_moment_limit", expansion.varianceTimesTau());
    check(entry, "stgs_limit_mean", expansion.hardLimit());
    check(entry, "stgs_tau_times_second_moment_limit", expansion.hardVarianceTimesTau());
  }

  @ParameterizedTest
  @MethodSource("bits")
  void functionsAreThoseOfTheFileWithTheirDerivatives(JsonNode entry) {
    Scalar f = FUNCTIONS.get(entry.get("fn").asText());
    Problem problem = f.unit(Encoding.BITS, entry.get("p").asDouble());
    check(entry, "true_grad", ExactOracle.compute(problem).gradient().flat()[0]);
    for (Scalar each : Scalar.ALL) {
      for (double x : new double[] {-0.7, 0.2, 0.9}) {
        double step = 1e-6;
        double difference =
            each.value().applyAsDouble(x + step) - each.value().applyAsDouble(x - step);
        double derivative = each.derivative().applyAsDouble(x);
        assertEquals(derivative, difference / (2 * step), 1e-8, each.name());
      }
    }
  }

  @Test
  void theScaleOfAWeightAndOfItsMirrorImageHasTheMomentsOfTheFile() {
    int rows = 0;
    for (JsonNode entry : FILE.get("bayesbinn_scale")) {
      WeightScales.Row row =
          WeightScales.row(entry.get("lam").asDouble(), entry.get("tau").asDouble());
      assertEquals(1, row.mean() / entry.get("mean_s").asDouble(), 1e-8);
      assertEquals(1, row.second() / entry.get("second_moment_s").asDouble(), 1e-8);
      double limit = entry.get("tau_second_moment_limit").asDouble();
      assertEquals(1, row.formula() * row.tau() / limit, 1e-10);
      rows++;
    }
    assertEquals(12, rows);
  }

  @Test
  void productsAtScaledPointsAndJointWeightsAreThoseOfTheFile() {
    for (JsonNode entry : FILE.get("foust_multivariate").get("monomials")) {
      double[] a =
          StreamSupport.stream(entry.get("a").spliterator(), false)
              .mapToDouble(JsonNode::asDouble)
              .toArray();
      Problem problem = Spins.product(a);
      check(entry, "true_grad_unit0", ExactOracle.compute(problem).gradient().flat()[0], problem);
      check(entry, "st_mean_unit0", mean("st", problem), problem);
      check(entry, "all_scaled_mean_unit0", mean("foust(scaled)", problem), problem);
      double[] p = DoubleStream.of(a).map(x -> 1 / (1 + Math.exp(-x))).toArray();
      double factor = JointWeights.secondMoment(p);
      check(entry, "joint_importance_second_moment_factor", factor, problem);
      assertEquals(factor, JointWeights.formula(p), 1e-12 * factor);
    }
  }

  private static void check(JsonNode entry, String name, double actual, Problem problem) {
    double expected = entry.get(name).asDouble();
    assertEquals(expected, actual, 1e-9 * expected, name + ", " + problem.chain().units(0));
  }

  private static double mean(String estimator, Problem problem) {
    return EveryOutcome.mean(Estimators.parse(estimator), problem)[0];
  }

  @Test
  void everyOutcomeOfOneUnitGivesTheMeanOfQuadrature() {
    Problem cube = Scalar.CUBE.unit(Encoding.SPINS, 0.2);
    double expected = UnitMoments.of("foust(importance-scaled)", cube).mean();
    double[] actual = EveryOutcome.mean(Estimators.parse("foust(importance-scaled)"), cube);
    assertEquals(expected, actual[0], 1e-12);
  }

  @Test
  void biasesOfMixturesAreThoseOfTheFormulas() {
    Mixtures.Row row = Mixtures.row(0.6, -0.8);
    double density = 0.7 * 0.3;
    assertEquals(4 * density * -0.8 * 0.4, row.straight(), 1e-12);
    assertEquals(density * (2 * -0.8 * 0.4 - 0.6 * 0.6), row.scaled(), 1e-12);
    assertTrue(row.isScaledWorse() == row.isScaledWorseByFormula());
  }

  @Test
  void largeSlopesOfAChainOfOneAreThoseOfItsUnit() {
    Problem unit = Scalar.LINEAR.unit(Encoding.BITS, Chains.P);
    for (double tau : new double[] {0.001, 0.03, 1}) {
      double expected = UnitQuadrature.probabilityOfAtLeast(new Concrete(tau), unit, Chains.LEAST);
      assertEquals(1, Chains.allSlopesAtLeast(tau)[0] / expected, 1e-7, "tau = " + tau);
    }
    assertEquals(0, Chains.allSlopesAtLeast(250)[2], 0);
  }

  /** Two units: the second integral by the noise's distribution function, on 20,000 points. */
  @Test
  void largeSlopesOfAChainOfTwoAgreeWithAFinerSum() {
    double tau = 0.2;
    double reach = Chains.reach(tau, Chains.LEAST);
    double a = Math.log(Chains.P / (1 - Chains.P));
    int points = 20_000;
    double sum = 0;
    for (int i = 0; i < points; i++) {
      double v = reach * (2 * (i + 0.5) / points - 1);
      double next = 1 / (1 + Math.exp(-v)) - 0.5;
      double second = sigmoid(next + tau * reach) - sigmoid(next - tau * reach);
      double density = sigmoid(a - tau * v) * sigmoid(tau * v - a);
      sum += density * second * tau * 2 * reach / points;
    }
    assertEquals(1, Chains.allSlopesAtLeast(tau)[1] / sum, 1e-7);
  }

  private static double sigmoid(double t) {
    return 1 / (1 + Math.exp(-t));
  }
}
