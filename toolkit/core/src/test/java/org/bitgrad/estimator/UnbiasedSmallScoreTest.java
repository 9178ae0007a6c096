package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.exact.Moments;
import org.bitgrad.model.Encoding;
import org.bitgrad.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Score-function estimators, sums and flips have the moments of the reference file. */
class UnbiasedSmallScoreTest {
  /** The reference sums in another order. */
  private static final double RELATIVE = 1e-9;

  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  private static void assertMoments(String entry, Moments actual) {
    assertClose(entry + " mean", numbers("estimators", entry, "mean"), actual.mean().group(0));
    assertClose(
        entry + " variance", numbers("estimators", entry, "variance"), actual.variance().group(0));
  }

  private static double[] numbers(String... path) {
    return GOLDEN.numbers(path);
  }

  private static void assertClose(String what, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], RELATIVE * Math.abs(expected[i]), what + " " + i);
    }
  }

  private static Moments moments(String name, Problem problem) {
    Estimator estimator = Estimators.parse(name);
    assertTrue(ExactMoments.supports(estimator, problem), name);
    return ExactMoments.of(estimator, problem);
  }

  @ParameterizedTest
  @CsvSource({
    "reinforce, reinforce_n1",
    "reinforce(2), reinforce_n2",
    "reinforce(4), reinforce_n4",
    "loorf(2), loorf_n2",
    "loorf(3), loorf_n3",
    "loorf(4), loorf_n4",
    "augment-reinforce, augment_reinforce",
    "local-expectation, local_expectation",
    "bitflip, bitflip1",
    "unordered-set(2), unordered_set_k2",
  })
  void valuesAreEnoughForTheMomentsOf(String name, String entry) {
    assertMoments(entry, moments(name, GOLDEN.table()));
    for (Encoding encoding : Encoding.values()) {
      assertMoments(entry, moments(name, GOLDEN.formula(encoding)));
    }
  }

  @Test
  void muPropHasItsMoments() {
    for (Encoding encoding : Encoding.values()) {
      assertMoments("muprop_no_baseline", moments("muprop", GOLDEN.formula(encoding)));
    }
  }

  @Test
  void theExactMeanAsBaselineGivesItsMoments() {
    String entry = "reinforce_mean_baseline_n1";
    double mean = GOLDEN.at("estimators", entry, "baseline").asDouble();
    ExactResult exact = ExactOracle.compute(GOLDEN.table());
    assertEquals(mean, exact.expectedLoss(), 1e-12);
    assertMoments(entry, moments("reinforce(baseline=" + mean + ")", GOLDEN.table()));
  }

  @Test
  void theBestConstantOfEachUnitGivesItsMoments() {
    String entry = "reinforce_optimal_coordinate_baseline_n1";
    double[] baselines = numbers("estimators", entry, "baseline");
    double[] state = java.util.Arrays.copyOf(baselines, 2 * baselines.length);
    Moments moments =
        ExactMoments.given(Estimators.parse("reinforce(baseline=optimal)"), GOLDEN.table(), state);
    assertMoments(entry, moments);
  }

  @Test
  void enumerationIsTheExactGradient() {
    Moments moments = moments("enumeration", GOLDEN.table());
    assertClose("mean", numbers("gradient"), moments.mean().group(0));
    assertArrayEquals(new double[4], moments.variance().group(0));
    assertEquals(GOLDEN.at("expected_f").asDouble(), moments.value(), 1e-12);
  }

  /** Var(n) = (4 (n - 2) zeta1 + 2 zeta2) / (n (n - 1)). */
  @Test
  void theTwoComponentsGiveTheVarianceOfLeaveOneOutForAnyNumberOfSamples() {
    double[] zeta1 = numbers("loorf_u_statistic", "zeta1");
    double[] zeta2 = numbers("loorf_u_statistic", "zeta2");
    for (int n : new int[] {2, 3, 4, 7, 100}) {
      double[] expected = new double[zeta1.length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (4 * (n - 2) * zeta1[i] + 2 * zeta2[i]) / (n * (n - 1.0));
      }
      Moments moments = moments("loorf(" + n + ")", GOLDEN.table());
      assertClose("n = " + n, expected, moments.variance().group(0));
    }
  }

  /** zeta1 is a quarter of the variance with the exact mean as baseline. */
  @Test
  void manySamplesTendToTheExactMeanAsBaseline() {
    double[] baseline = numbers("estimators", "reinforce_mean_baseline_n1", "variance");
    double[] zeta1 = numbers("loorf_u_statistic", "zeta1");
    for (int i = 0; i < zeta1.length; i++) {
      assertEquals(baseline[i] / 4, zeta1[i], RELATIVE * zeta1[i]);
    }
    int n = 1_000_000;
    double[] variance = moments("loorf(" + n + ")", GOLDEN.table()).variance().group(0);
    for (int i = 0; i < zeta1.length; i++) {
      assertEquals(baseline[i], n * variance[i], 1e-5 * baseline[i]);
    }
  }
}
