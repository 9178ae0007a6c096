package org.bitgrad.estimator;

import static org.bitgrad.estimator.StFormulas.check;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.bitgrad.estimator.StFormulas.Scalar;
import org.bitgrad.estimator.path.Zgr;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.exact.UnitQuadrature;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Means and second moments of relaxed estimators at small temperatures are power series in the
 * temperature; their coefficients agree with the reference file.
 */
public class StFormulasExpansionTest {
  private static final StFormulas FILE = StFormulas.read();

  private static final double[] TEMPERATURES = {0.02, 0.03, 0.04, 0.06, 0.08, 0.1, 0.12};

  /**
   * What the polynomial through these temperatures leaves of the two coefficients, beside the
   * quadrature's 1e-10: a fifth of these at most.
   */
  private static final double FIRST = 5e-8;

  private static final double SECOND = 5e-5;

  static List<JsonNode> bits() {
    return FILE.list("binary_estimators_01");
  }

  /** The numbers of the file that are compared here, or go in. */
  public static Stream<String> covered() {
    return Stream.of(
            StFormulas.fields("binary_estimators_01", "eta", "pZ", "pZ1", "pZ2", "A1", "A2", "V"),
            StFormulas.fields("binary_estimators_01", "gs_bias_coef_tau1", "gs_bias_coef_tau2"),
            StFormulas.fields("binary_estimators_01", "stgs_limit_mean"),
            StFormulas.fields("binary_estimators_01", "stgs_coef_tau1", "stgs_coef_tau2"),
            StFormulas.fields("binary_estimators_01", "gs_tau_times_second_moment_limit"),
            StFormulas.fields("binary_estimators_01", "stgs_tau_times_second_moment_limit"))
        .flatMap(fields -> fields);
  }

  private static Problem problem(JsonNode entry) {
    Scalar f = Scalar.of(entry.get("fn").asText());
    return StFormulas.unit(f, Encoding.BITS, StFormulas.logit(entry.get("p").asDouble()));
  }

  @ParameterizedTest
  @MethodSource("bits")
  void theNoiseAndTheFunctionHaveTheTabledNumbers(JsonNode entry) {
    double p = entry.get("p").asDouble();
    Noise noise = Noise.logistic();
    double eta = noise.quantile(p);
    double density = noise.density(eta);
    check(entry, "eta", eta);
    check(entry, "pZ", density);
    check(entry, "pZ1", density * (1 - 2 * p));
    check(entry, "pZ2", density * ((1 - 2 * p) * (1 - 2 * p) - 2 * density));
    DoubleUnaryOperator d = Scalar.of(entry.get("fn").asText()).derivative();
    check(entry, "A1", integral(t -> d.applyAsDouble(noise.probability(t)) * t));
    check(entry, "A2", integral(t -> d.applyAsDouble(noise.probability(t)) * t * t));
    DoubleUnaryOperator square =
        t -> Math.pow(d.applyAsDouble(noise.probability(t)), 2) * noise.density(t);
    check(entry, "V", integral(square));
  }

  /** Over y = sigmoid(t) in (0, 1); in t the sum of equally spaced values converges at once. */
  private static double integral(DoubleUnaryOperator f) {
    double step = 0.05;
    double sum = 0;
    for (int i = -1000; i <= 1000; i++) {
      sum += step * f.applyAsDouble(step * i) * Noise.logistic().density(step * i);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("bits")
  void concreteFollowsItsExpansion(JsonNode entry) {
    double exact = ExactOracle.compute(problem(entry)).gradient().flat()[0];
    follows(entry, "gs_bias_coef_tau", "gs", "concrete", exact);
    double first = -entry.get("pZ1").asDouble() * entry.get("A1").asDouble();
    double second = entry.get("pZ2").asDouble() * entry.get("A2").asDouble() / 2;
    check(entry, "gs_bias_coef_tau1", first);
    check(entry, "gs_bias_coef_tau2", second);
    double limit = entry.get("pZ").asDouble() * entry.get("V").asDouble();
    check(entry, "gs_tau_times_second_moment_limit", limit);
  }

  @ParameterizedTest
  @MethodSource("bits")
  void straightThroughGumbelFollowsItsExpansion(JsonNode entry) {
    Moments zgr = ExactMoments.of(new Zgr(), problem(entry));
    check(entry, "stgs_limit_mean", zgr.mean().flat()[0]);
    follows(entry, "stgs_coef_tau", "stgs", "st-gumbel", zgr.mean().flat()[0]);
  }

  private static void follows(
      JsonNode entry, String coefficients, String prefix, String name, double limit) {
    double[] change = new double[TEMPERATURES.length];
    double[] second = new double[TEMPERATURES.length];
    for (int i = 0; i < change.length; i++) {
      double tau = TEMPERATURES[i];
      Estimator estimator = Estimators.parse(name + "(" + tau + ")");
      Moments moments = UnitQuadrature.of(estimator, problem(entry));
      double mean = moments.mean().flat()[0];
      change[i] = (mean - limit) / tau;
      second[i] = tau * (moments.variance().flat()[0] + mean * mean);
    }
    double[] series = polynomial(change);
    double first = entry.get(coefficients + "1").asDouble();
    assertEquals(first, series[0], FIRST, name + ", first order");
    double next = entry.get(coefficients + "2").asDouble();
    assertEquals(next, series[1], SECOND * Math.abs(next), name + ", second order");
    check(entry, prefix + "_tau_times_second_moment_limit", polynomial(second)[0]);
  }

  /** Coefficients of the polynomial through values at all temperatures, by divided differences. */
  private static double[] polynomial(double[] values) {
    double[] x = TEMPERATURES;
    int n = x.length;
    double[] d = values.clone();
    for (int k = 1; k < n; k++) {
      for (int i = n - 1; i >= k; i--) {
        d[i] = (d[i] - d[i - 1]) / (x[i] - x[i - k]);
      }
    }
    double[] result = new double[n];
    for (int k = n - 1; k >= 0; k--) {
      double[] next = new double[n];
      Arrays.setAll(next, i -> (i > 0 ? result[i - 1] : 0));
      for (int i = 0; i < n; i++) {
        result[i] = next[i] - x[k] * result[i] + (i == 0 ? d[k] : 0);
      }
    }
    return result;
  }
}
