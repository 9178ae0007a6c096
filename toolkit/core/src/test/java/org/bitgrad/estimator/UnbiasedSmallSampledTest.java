package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sampled entries of the reference file: estimators that depend continuously on their random
 * numbers, or whose coupled bits have no law of patterns. Those of bounds stand in {@link
 * UnbiasedSmallBoundTest}.
 */
class UnbiasedSmallSampledTest {
  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  private static final String ROTATION = "rotation_copula_n4_own_remark";

  private static final Map<String, String> ENTRIES =
      Map.of(
          "rebar_temperature0.5_eta1",
          "rebar(0.5)",
          "rebar_temperature0.1_eta1",
          "rebar(0.1)",
          "arms_gaussian_n4",
          "arms-gaussian(4)",
          ROTATION,
          "arms-rotation(4)");

  /** The entries of the file that are compared here. */
  static Stream<String> covered() {
    return ENTRIES.keySet().stream().map(key -> "monte_carlo." + key);
  }

  static Stream<String> entries() {
    return ENTRIES.keySet().stream();
  }

  private static double[] numbers(String entry, String field) {
    return GOLDEN.numbers("monte_carlo", entry, field);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void evaluationsAre(String entry) {
    long evaluations = Estimators.parse(ENTRIES.get(entry)).traits().cost().evaluations(1, 4);
    assertEquals(GOLDEN.at("monte_carlo", entry, "f_evaluations").asLong(), evaluations);
  }

  /** The stated errors are those of as many independent estimates as are stated. */
  @ParameterizedTest
  @CsvSource({
    "rebar_temperature0.5_eta1",
    "rebar_temperature0.1_eta1",
    "arms_gaussian_n4",
    "rotation_copula_n4_own_remark",
    "local_arms_dirichlet_n2",
    "local_arms_dirichlet_n3",
    "local_arms_dirichlet_n4"
  })
  void statedErrorsFollowFromTheVariances(String entry) {
    double samples = GOLDEN.at("monte_carlo", entry, "samples").asDouble();
    double[] variance = numbers(entry, "variance");
    double[] error = numbers(entry, "standard_error_of_mean");
    for (int i = 0; i < variance.length; i++) {
      assertEquals(Math.sqrt(variance[i] / samples), error[i], 1e-5 * error[i]);
    }
  }

  /**
   * 400 000 estimates. Means and variances lie within 5 standard errors of the exact gradient and
   * of the estimates of another program: 48 numbers, false alarm 5.7e-7 each. A bias of 8.1
   * standard errors, 1.3 % of the standard deviation, escapes with probability 1e-3. Where the
   * reference does not state the error of its variance it is ours, scaled to its number of
   * estimates.
   */
  @ParameterizedTest
  @MethodSource("entries")
  void momentsAreThoseOfAnotherProgram(String entry) {
    double[] exact = GOLDEN.numbers("gradient");
    double[] mean = numbers(entry, "mean");
    double[] meanError = numbers(entry, "standard_error_of_mean");
    double[] variance = numbers(entry, "variance");
    SampledEstimates sampled =
        SampledEstimates.of(
            Estimators.parse(ENTRIES.get(entry)), GOLDEN.formula(Encoding.BITS), 400);
    for (int i = 0; i < exact.length; i++) {
      double error = sampled.errorOfMean(i);
      assertEquals(exact[i], sampled.mean(i), 5 * error, "mean " + i);
      assertEquals(mean[i], sampled.mean(i), 5 * Math.hypot(error, meanError[i]), "mean " + i);
      double joint = Math.hypot(sampled.errorOfVariance(i), errorOfVariance(entry, i, sampled));
      assertEquals(variance[i], sampled.variance(i), 5 * joint, "variance " + i);
    }
  }

  private static double errorOfVariance(String entry, int i, SampledEstimates sampled) {
    if (GOLDEN.at("monte_carlo", entry).has("standard_error_of_variance")) {
      return numbers(entry, "standard_error_of_variance")[i];
    }
    double samples = GOLDEN.at("monte_carlo", entry, "samples").asDouble();
    return sampled.errorOfVariance(i) * Math.sqrt(sampled.count() / samples);
  }

  /** The rotation has exact moments: the reference's estimates lie around them. */
  @Test
  void sampledMomentsOfTheRotationLieAroundTheExactOnes() {
    Moments moments = ExactMoments.of(Estimators.parse("arms-rotation(4)"), GOLDEN.table());
    GoldenMoments.assertClose("mean", GOLDEN.numbers("gradient"), moments.mean().flat());
    double[] mean = numbers(ROTATION, "mean");
    double[] error = numbers(ROTATION, "standard_error_of_mean");
    double[] variance = numbers(ROTATION, "variance");
    for (int i = 0; i < mean.length; i++) {
      assertEquals(moments.mean().flat()[i], mean[i], 5 * error[i], "mean " + i);
      // a million estimates with a kurtosis below 26: standard error below 0.5 %
      double exact = moments.variance().flat()[i];
      assertEquals(exact, variance[i], 0.025 * exact, "variance " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"arms_gaussian_n4, gaussian", "rotation_copula_n4_own_remark, rotation"})
  void factorsOfTheCopulaAre(String entry, String name) {
    Copula copula = Copulas.of(name);
    double[] p = GOLDEN.numbers("case", "p");
    double[] actual = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      actual[i] = copula.debias(4, p[i], 1 - p[i]);
    }
    GoldenMoments.assertClose(entry, numbers(entry, "debias"), actual);
  }
}
