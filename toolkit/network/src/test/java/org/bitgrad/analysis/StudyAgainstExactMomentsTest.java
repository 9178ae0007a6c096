package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.GoldenCase;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The columns of a study, which come from sampled groups, against bias and variance by enumeration.
 * Bounds: the half-width of the column's 95 % interval times 2.5, 4.9 standard errors, which an
 * innocent change of draws exceeds with probability 1e-6. With 20000 trials a wrong factor of 1.1
 * in a variance is 7 standard errors or more at M = 1.
 */
class StudyAgainstExactMomentsTest {
  private static final double WIDER = 2.5;
  private static final int TRIALS = 20_000;
  private static final List<Integer> SAMPLES = List.of(1, 10, 100);

  private static StudyResult study(Problem problem, String... estimators) {
    return GradientStudy.of(problem)
        .estimators(estimators)
        .samples(1, 10, 100)
        .trials(TRIALS)
        .seed(12)
        .run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"psa", "st", "reinforce"})
  void groupErrorsAreThoseOfBiasAndVariance(String estimator) {
    assertAgrees(Problems.network(), estimator);
  }

  @ParameterizedTest
  @ValueSource(strings = {"psa", "st"})
  void groupErrorsAreThoseOfBiasAndVarianceOnThePublishedNetwork(String estimator) {
    assertAgrees(GoldenCase.orSkip().problem(), estimator);
  }

  private static void assertAgrees(Problem problem, String estimator) {
    Moments exact = ExactMoments.of(Estimators.parse(estimator), problem);
    StudyResult result = study(problem, estimator);
    for (int g = 0; g < result.groups().size(); g++) {
      String group = result.groups().get(g);
      double[] gradient = ExactOracle.compute(problem).gradient().group(g);
      double squaredBias = 0;
      double variance = 0;
      double squaredNorm = 0;
      for (int i = 0; i < gradient.length; i++) {
        squaredBias += Math.pow(exact.mean().group(g)[i] - gradient[i], 2);
        variance += exact.variance().group(g)[i];
        squaredNorm += gradient[i] * gradient[i];
      }
      assertNear(Math.sqrt(variance / squaredNorm), result.relStdInterval(estimator, group).get());
      assertNear(
          Math.sqrt(squaredBias / squaredNorm), result.relBiasInterval(estimator, group).get());
      for (int m : SAMPLES) {
        double rmse = Math.sqrt((squaredBias + variance / m) / squaredNorm);
        assertNear(rmse, result.rmseInterval(estimator, group, m).get());
      }
    }
  }

  private static void assertNear(double exact, Interval interval) {
    double middle = (interval.low() + interval.high()) / 2;
    double bound = WIDER * interval.halfWidth() + 1e-12;
    assertEquals(middle, exact, bound);
  }

  /** Cosines and their quantiles, against the authors' own code on the published network. */
  @ParameterizedTest
  @CsvSource({"arm, ARM", "st, ST", "concrete(0.1), Concrete-t=0.1"})
  void cosinesAreThoseOfTheAuthorsCode(String estimator, String reference) {
    GoldenCase golden = GoldenCase.orSkip();
    StudyResult result = study(golden.problem(), estimator);
    JsonNode layers = golden.json().get("monte_carlo").get(reference).get("layers");
    for (String group : result.groups()) {
      for (int m : SAMPLES) {
        StudyRow row = result.row(estimator, group, m);
        JsonNode published = layers.get(group).get("by_M").get(Integer.toString(m));
        Interval interval = result.cosineInterval(estimator, group, m).orElseThrow();
        double shares = 1 + row.groups() / published.get("groups").asDouble();
        double bound = WIDER * interval.halfWidth() * Math.sqrt(shares) + 1e-12;
        assertEquals(published.get("cos").asDouble(), row.cos().getAsDouble(), bound);
        // Near the median a quantile's standard error is within a factor of three of the mean's.
        assertEquals(
            published.get("cos_q15").asDouble(), row.cosQ15().getAsDouble(), 3 * bound + 1e-3);
        assertEquals(
            published.get("cos_q85").asDouble(), row.cosQ85().getAsDouble(), 3 * bound + 1e-3);
      }
    }
  }

  @Test
  void boundsAreNarrowEnoughToCatchAWrongFactor() {
    Interval rmse = study(Problems.network(), "psa").rmseInterval("psa", "layer0", 1).orElseThrow();
    assertTrue(WIDER * rmse.halfWidth() < 0.04 * rmse.high(), rmse::toString);
  }
}
