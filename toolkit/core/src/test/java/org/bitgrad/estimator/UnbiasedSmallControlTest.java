package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Moments of estimators with control variates on the function of four bits. */
class UnbiasedSmallControlTest {
  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  private static final Map<String, String> ENTRIES =
      Map.of(
          "double-cv(2,alpha=-1)", "double_cv_n2_alpha-1",
          "double-cv(2,alpha=-0.5)", "double_cv_n2_alpha-0.5",
          "double-cv(4,alpha=-1)", "double_cv_n4_alpha-1",
          "double-cv(4,alpha=-0.5)", "double_cv_n4_alpha-0.5",
          "double-cv(2,alpha=0)", "loorf_n2",
          "double-cv(3,alpha=0)", "loorf_n3");

  static Stream<Arguments> entries() {
    return ENTRIES.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  /** The entries of the file that are compared here. */
  static Stream<String> covered() {
    return ENTRIES.values().stream().map(key -> "estimators." + key);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void momentsOfDoubleControlVariatesAre(String name, String reference) {
    for (Encoding encoding : Encoding.values()) {
      Problem problem = GOLDEN.formula(encoding);
      Estimator estimator = Estimators.parse(name);
      assertTrue(ExactMoments.supports(estimator, problem), name);
      assertMoments(reference, estimator, ExactMoments.of(estimator, problem));
    }
  }

  /** A learned factor is a fixed one once it is learned. */
  @Test
  void momentsGivenALearnedFactorAreThoseOfTheFixedOne() {
    Problem problem = GOLDEN.formula(Encoding.BITS);
    Estimator learned = Estimators.parse("double-cv(2)");
    Moments given = ExactMoments.given(learned, problem, -0.5, 0.1, 0.2, 700);
    assertMoments("double_cv_n2_alpha-0.5", learned, given);
  }

  private static void assertMoments(String reference, Estimator estimator, Moments moments) {
    long evaluations = estimator.traits().cost().evaluations(1, 4);
    GoldenMoments.of(GOLDEN, "estimators", reference).mustBe(moments, evaluations);
  }
}
