package org.bitgrad.exact;

import static org.bitgrad.exact.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracles give the published network's numbers. */
class GoldenOracleTest {
  private static final double EXACT = 1e-10;
  private static final double MOMENTS = 1e-9;

  private static GoldenCase golden;
  private static Problem problem;

  @BeforeAll
  static void read() {
    golden = GoldenCase.orSkip();
    problem = golden.problem();
  }

  @Test
  void lossAndGradientAreThoseOfTheReference() {
    JsonNode reference = golden.json().get("exact");
    ExactResult exact = ExactOracle.compute(problem);
    double loss = reference.get("expected_loss").asDouble();
    assertEquals(loss, exact.expectedLoss(), EXACT * loss);
    assertClose(
        GoldenCase.numbers(reference.get("expected_loss_per_point")),
        exact.perPoint(),
        EXACT,
        "loss per point");
    for (int g = 0; g < 4; g++) {
      double[] flat = GoldenCase.numbers(reference.get("grad").get("layer" + g).get("flat"));
      assertClose(flat, exact.gradient().group(g), EXACT, "gradient of layer" + g);
    }
  }

  @ParameterizedTest
  @CsvSource({"psa, PSA", "st, ST", "reinforce, REINFORCE"})
  void momentsAreThoseOfTheReference(String name, String referenceName) {
    JsonNode reference = golden.json().get("exact_moments").get(referenceName);
    Moments moments = ExactMoments.of(Estimators.parse(name), problem);
    for (int g = 0; g < 4; g++) {
      JsonNode layer = reference.get("layer" + g);
      double[] mean = GoldenCase.numbers(layer.get("mean"));
      double[] variance = GoldenCase.numbers(layer.get("var"));
      assertClose(mean, moments.mean().group(g), MOMENTS, name + " mean of layer" + g);
      assertClose(variance, moments.variance().group(g), MOMENTS, name + " variance of layer" + g);
    }
  }
}
