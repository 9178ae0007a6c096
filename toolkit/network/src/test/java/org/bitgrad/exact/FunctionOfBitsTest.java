package org.bitgrad.exact;

import static org.bitgrad.exact.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact moments on a function of four bits are those of a program of its own. */
class FunctionOfBitsTest {
  private static final double TOLERANCE = 1e-9;

  private static JsonNode json;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = FunctionOfBitsTest.class.getResourceAsStream("function-of-bits.json")) {
      json = new ObjectMapper().readTree(in);
    }
  }

  private static double[] numbers(String... path) {
    JsonNode node = json;
    for (String name : path) {
      node = node.get(name);
    }
    return GoldenCase.numbers(node);
  }

  private static Problem table() {
    return BernoulliProblem.of(
        BitLoss.table(numbers("f_table")), Noise.logistic(), Encoding.BITS, numbers("logits"));
  }

  /** The formula of the case, which has a derivative. */
  private static Problem formula() {
    double[] w = numbers("case", "f", "w");
    double[] v = numbers("case", "f", "v");
    JsonNode f = json.get("case").get("f");
    double a = f.get("a").asDouble();
    double r = f.get("r").asDouble();
    double s = f.get("s").asDouble();
    int first = f.get("pair").get(0).asInt();
    int second = f.get("pair").get(1).asInt();
    BitLoss loss =
        BitLoss.of(
            "f",
            (bits, out) -> {
              for (int row = 0; row < bits.rows(); row++) {
                double[] b = {
                  bits.get(row, 0), bits.get(row, 1), bits.get(row, 2), bits.get(row, 3)
                };
                out[row] =
                    Math.log1p(Math.exp(dot(w, b) + a))
                        + r * Math.cos(dot(v, b))
                        + s * b[first] * b[second];
              }
            },
            (bits, out) -> {
              for (int row = 0; row < bits.rows(); row++) {
                double[] b = {
                  bits.get(row, 0), bits.get(row, 1), bits.get(row, 2), bits.get(row, 3)
                };
                for (int j = 0; j < 4; j++) {
                  double pair = (j == first ? b[second] : 0) + (j == second ? b[first] : 0);
                  out[j * bits.rows() + row] =
                      w[j] / (1 + Math.exp(-dot(w, b) - a))
                          - r * v[j] * Math.sin(dot(v, b))
                          + s * pair;
                }
              }
            });
    return BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, numbers("logits"));
  }

  private static double dot(double[] w, double[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += w[i] * b[i];
    }
    return sum;
  }

  @Test
  void oracleGivesLossAndGradient() {
    for (Problem problem : new Problem[] {table(), formula()}) {
      ExactResult exact = ExactOracle.compute(problem);
      assertEquals(json.get("expected_f").asDouble(), exact.expectedLoss(), 1e-12);
      assertClose(numbers("gradient"), exact.gradient().group(0), 1e-12, "gradient");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "local-expectation, local_expectation",
    "psa, local_expectation",
    "reinforce, reinforce_n1",
    "reinforce(2), reinforce_n2",
    "'reinforce(2,baseline=leave-one-out)', loorf_n2",
    "'reinforce(3,baseline=leave-one-out)', loorf_n3",
    "'reinforce(4,baseline=leave-one-out)', loorf_n4",
    "arm, arm"
  })
  void momentsOfValuesAre(String name, String reference) {
    assertMoments(name, reference, table());
    assertMoments(name, reference, formula());
  }

  @Test
  void momentsOfStraightThroughAre() {
    assertMoments("st", "straight_through_sigma_prime_biased", formula());
  }

  @Test
  void momentsWithTheMeanAsBaselineAre() {
    double mean =
        json.get("estimators").get("reinforce_mean_baseline_n1").get("baseline").asDouble();
    assertMoments("reinforce(baseline=" + mean + ")", "reinforce_mean_baseline_n1", table());
  }

  private static void assertMoments(String name, String reference, Problem problem) {
    Estimator estimator = Estimators.parse(name);
    assertTrue(ExactMoments.supports(estimator, problem), name);
    Moments moments = ExactMoments.of(estimator, problem);
    double[] mean = numbers("estimators", reference, "mean");
    double[] variance = numbers("estimators", reference, "variance");
    assertClose(mean, moments.mean().group(0), TOLERANCE, name + " mean");
    assertClose(variance, moments.variance().group(0), TOLERANCE, name + " variance");
  }

  @Test
  void lossGradientIsNotPromisedWhereThereIsNone() {
    assertFalse(ExactMoments.supports(Estimators.parse("st"), table()));
    assertTrue(ExactMoments.supports(Estimators.parse("st"), formula()));
  }

  @Test
  void deterministicEstimatorsHaveNoVariance() {
    Moments moments = ExactMoments.of(Estimators.parse("mean-field"), formula());
    assertEquals(0, java.util.Arrays.stream(moments.variance().flat()).map(Math::abs).sum());
    assertTrue(java.util.Arrays.stream(moments.mean().flat()).map(Math::abs).sum() > 0);
  }
}
