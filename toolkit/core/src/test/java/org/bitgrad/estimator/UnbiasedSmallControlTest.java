package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.Moments;
import org.bitgrad.model.Encoding;
import org.bitgrad.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments of estimators with control variates on the function of four bits. */
class UnbiasedSmallControlTest {
  private static final double TOLERANCE = 1e-9;

  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "double-cv(2,alpha=-1) | double_cv_n2_alpha-1",
        "double-cv(2,alpha=-0.5) | double_cv_n2_alpha-0.5",
        "double-cv(4,alpha=-1) | double_cv_n4_alpha-1",
        "double-cv(4,alpha=-0.5) | double_cv_n4_alpha-0.5",
        "double-cv(2,alpha=0) | loorf_n2",
        "double-cv(3,alpha=0) | loorf_n3"
      })
  void momentsOfDoubleControlVariatesAre(String name, String reference) {
    for (Encoding encoding : Encoding.values()) {
      Problem problem = GOLDEN.formula(encoding);
      Estimator estimator = Estimators.parse(name);
      assertTrue(ExactMoments.supports(estimator, problem), name);
      assertMoments(name, reference, ExactMoments.of(estimator, problem));
      assertEquals(
          GOLDEN.at("estimators", reference, "f_evaluations").asLong(),
          estimator.traits().cost().evaluations(1, 4));
    }
  }

  /** A learned factor is a fixed one once it is learned. */
  @Test
  void momentsGivenALearnedFactorAreThoseOfTheFixedOne() {
    Problem problem = GOLDEN.formula(Encoding.BITS);
    Moments given =
        ExactMoments.given(Estimators.parse("double-cv(2)"), problem, -0.5, 0.1, 0.2, 700);
    assertMoments("double-cv(2) at -0.5", "double_cv_n2_alpha-0.5", given);
  }

  private static void assertMoments(String name, String reference, Moments moments) {
    assertClose(
        name + " mean", GOLDEN.numbers("estimators", reference, "mean"), moments.mean().group(0));
    assertClose(
        name + " variance",
        GOLDEN.numbers("estimators", reference, "variance"),
        moments.variance().group(0));
  }

  private static void assertClose(String what, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE * Math.abs(expected[i]), what + " " + i);
    }
  }
}
