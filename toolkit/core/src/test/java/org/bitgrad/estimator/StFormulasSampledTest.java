package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.StFormulas.Scalar;
import org.bitgrad.exact.Moments;
import org.bitgrad.exact.UnitQuadrature;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sampled means and variances of single units, the file's and ours, lie around the integrated ones
 * as far as their standard errors let them. 32 comparisons of 5.5 deviations each: a false alarm in
 * 1e6. With 100 000 samples ours find a mean that is off by 0.025 deviations of one estimate with
 * probability 0.99.
 */
public class StFormulasSampledTest {
  private static final StFormulas FILE = StFormulas.read();
  private static final double DEVIATIONS = 5.5;
  private static final int BLOCKS = 100;

  static List<JsonNode> checks() {
    return FILE.list("mc_crosscheck");
  }

  /** The numbers of the file that are compared here, or go in. */
  public static Stream<String> covered() {
    return StFormulas.fields("mc_crosscheck", "p", "tau", "draws", "z_of_mean", "var_ratio");
  }

  private static Estimator estimator(JsonNode entry) {
    String name =
        switch (entry.get("what").asText()) {
          case "gs" -> "concrete(" + entry.get("tau").asDouble() + ")";
          case "stgs" -> "st-gumbel(" + entry.get("tau").asDouble() + ")";
          case "scaled" -> "foust(scaled)";
          case "iw_scaled" -> "foust(importance-scaled)";
          default -> throw new AssertionError("what is unknown: " + entry);
        };
    return Estimators.parse(name);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void samplesLieAroundTheIntegratedMoments(JsonNode entry) {
    Estimator estimator = estimator(entry);
    Encoding encoding = entry.has("tau") ? Encoding.BITS : Encoding.SPINS;
    double a = StFormulas.logit(entry.get("p").asDouble());
    Problem problem = StFormulas.unit(Scalar.of(entry.get("fn").asText()), encoding, a);
    Moments exact = UnitQuadrature.of(estimator, problem);
    double mean = exact.mean().flat()[0];
    double variance = exact.variance().flat()[0];
    SampledEstimates ours = SampledEstimates.of(estimator, problem, BLOCKS);
    assertEquals(mean, ours.mean(0), DEVIATIONS * ours.errorOfMean(0), "our mean");
    double error = ours.errorOfVariance(0);
    assertEquals(variance, ours.variance(0), DEVIATIONS * error, "our variance");
    assertTrue(Math.abs(entry.get("z_of_mean").asDouble()) < DEVIATIONS, "mean of the file");
    double theirs = error * Math.sqrt(ours.count() / entry.get("draws").asDouble()) / variance;
    assertEquals(1, entry.get("var_ratio").asDouble(), DEVIATIONS * theirs, "its variance");
  }
}
