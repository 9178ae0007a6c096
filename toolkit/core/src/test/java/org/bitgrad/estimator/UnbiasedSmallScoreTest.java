package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimators without coupled samples have the moments of the reference file. */
class UnbiasedSmallScoreTest {
  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  private static final Map<String, String> BY_VALUES =
      Map.of(
          "reinforce_n1", "reinforce",
          "reinforce_n2", "reinforce(2)",
          "reinforce_n4", "reinforce(4)",
          "loorf_n2", "loorf(2)",
          "loorf_n3", "loorf(3)",
          "loorf_n4", "loorf(4)",
          "augment_reinforce", "augment-reinforce",
          "local_expectation", "local-expectation",
          "bitflip1", "bitflip",
          "unordered_set_k2", "unordered-set(2)");

  private static final String MUPROP = "muprop_no_baseline";

  private static final Map<String, String> BY_DERIVATIVES =
      Map.of(
          MUPROP,
          "muprop",
          "straight_through_sigma_prime_biased",
          "st",
          "reinmax_biased",
          "reinmax");

  private static final String MEAN_BASELINE = "reinforce_mean_baseline_n1";
  private static final String OPTIMAL_BASELINE = "reinforce_optimal_coordinate_baseline_n1";

  static Stream<Arguments> byValues() {
    return BY_VALUES.entrySet().stream().map(e -> Arguments.of(e.getValue(), e.getKey()));
  }

  static Stream<Arguments> byDerivatives() {
    return BY_DERIVATIVES.entrySet().stream().map(e -> Arguments.of(e.getValue(), e.getKey()));
  }

  /** The entries of the file that are compared here. */
  static Stream<String> covered() {
    Stream<String> moments =
        Stream.of(
                BY_VALUES.keySet().stream(),
                BY_DERIVATIVES.keySet().stream(),
                Stream.of(MEAN_BASELINE, OPTIMAL_BASELINE))
            .flatMap(keys -> keys)
            .map(key -> "estimators." + key);
    return Stream.concat(
        moments, Stream.of("loorf_u_statistic", "checks.loorf_variance_matches_u_statistic"));
  }

  private static void assertMoments(String entry, Estimator estimator, Moments actual) {
    long evaluations = estimator.traits().cost().evaluations(1, 4);
    // the file counts the evaluation at the mean field in a note
    evaluations -= entry.equals(MUPROP) ? 1 : 0;
    GoldenMoments.of(GOLDEN, "estimators", entry).mustBe(actual, evaluations);
  }

  private static double[] numbers(String... path) {
    return GOLDEN.numbers(path);
  }

  private static Moments moments(String name, Problem problem) {
    Estimator estimator = Estimators.parse(name);
    assertTrue(ExactMoments.supports(estimator, problem), name);
    return ExactMoments.of(estimator, problem);
  }

  private static void assertMoments(String name, String entry, Problem problem) {
    assertMoments(entry, Estimators.parse(name), moments(name, problem));
  }

  @ParameterizedTest
  @MethodSource("byValues")
  void valuesAreEnoughForTheMomentsOf(String name, String entry) {
    assertMoments(name, entry, GOLDEN.table());
    for (Encoding encoding : Encoding.values()) {
      assertMoments(name, entry, GOLDEN.formula(encoding));
    }
  }

  @ParameterizedTest
  @MethodSource("byDerivatives")
  void derivativesGiveTheMomentsOf(String name, String entry) {
    for (Encoding encoding : Encoding.values()) {
      assertMoments(name, entry, GOLDEN.formula(encoding));
    }
  }

  @Test
  void theExactMeanAsBaselineGivesItsMoments() {
    double mean = GOLDEN.at("estimators", MEAN_BASELINE, "baseline").asDouble();
    ExactResult exact = ExactOracle.compute(GOLDEN.table());
    assertEquals(mean, exact.expectedLoss(), 1e-12);
    assertMoments("reinforce(baseline=" + mean + ")", MEAN_BASELINE, GOLDEN.table());
  }

  /** The constant {@code E[f s^2] / E[s^2]} of each unit, with s its score. */
  @Test
  void theBestConstantOfEachUnitGivesItsMoments() {
    double[] baselines = numbers("estimators", OPTIMAL_BASELINE, "baseline");
    GoldenMoments.assertClose("baseline", baselines, bestConstants());
    double[] state = java.util.Arrays.copyOf(baselines, 2 * baselines.length);
    Estimator estimator = Estimators.parse("reinforce(baseline=optimal)");
    Moments moments = ExactMoments.given(estimator, GOLDEN.table(), state);
    assertMoments(OPTIMAL_BASELINE, estimator, moments);
  }

  private static double[] bestConstants() {
    double[] p = numbers("case", "p");
    double[] f = numbers("f_table");
    double[] best = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double weighted = 0;
      for (int s = 0; s < f.length; s++) {
        double probability = 1;
        for (int j = 0; j < p.length; j++) {
          probability *= bit(s, j, p.length) == 1 ? p[j] : 1 - p[j];
        }
        double score = bit(s, i, p.length) - p[i];
        weighted += probability * f[s] * score * score;
      }
      best[i] = weighted / (p[i] * (1 - p[i]));
    }
    return best;
  }

  /** Bit 0 is the most significant one. */
  private static int bit(int state, int bit, int bits) {
    return state >> (bits - 1 - bit) & 1;
  }

  @Test
  void enumerationIsTheExactGradient() {
    Moments moments = moments("enumeration", GOLDEN.table());
    GoldenMoments.assertClose("mean", numbers("gradient"), moments.mean().group(0));
    assertArrayEquals(new double[4], moments.variance().group(0));
    assertEquals(GOLDEN.at("expected_f").asDouble(), moments.value(), 1e-12);
  }

  /** Var(n) = (4 (n - 2) zeta1 + 2 zeta2) / (n (n - 1)). */
  @Test
  void theTwoComponentsGiveTheVarianceOfLeaveOneOutForAnyNumberOfSamples() {
    double[] zeta1 = numbers("loorf_u_statistic", "zeta1");
    double[] zeta2 = numbers("loorf_u_statistic", "zeta2");
    assertTrue(GOLDEN.at("checks", "loorf_variance_matches_u_statistic").asBoolean());
    for (int n : new int[] {2, 3, 4, 7, 100}) {
      double[] expected = new double[zeta1.length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (4 * (n - 2) * zeta1[i] + 2 * zeta2[i]) / (n * (n - 1.0));
      }
      Moments moments = moments("loorf(" + n + ")", GOLDEN.table());
      GoldenMoments.assertClose("n = " + n, expected, moments.variance().group(0));
    }
  }

  /** zeta1 is a quarter of the variance with the exact mean as baseline. */
  @Test
  void manySamplesTendToTheExactMeanAsBaseline() {
    double[] baseline = numbers("estimators", MEAN_BASELINE, "variance");
    double[] zeta1 = numbers("loorf_u_statistic", "zeta1");
    for (int i = 0; i < zeta1.length; i++) {
      assertEquals(baseline[i] / 4, zeta1[i], GoldenMoments.RELATIVE * zeta1[i]);
    }
    int n = 1_000_000;
    double[] variance = moments("loorf(" + n + ")", GOLDEN.table()).variance().group(0);
    for (int i = 0; i < zeta1.length; i++) {
      assertEquals(baseline[i], n * variance[i], 1e-5 * baseline[i]);
    }
  }
}
