package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.bitgrad.estimator.sum.StateAnalytic;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.GoldenCase;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates of the published network at given uniforms, as the authors' code gives them. */
class GoldenCasesTest {
  private static final double TOLERANCE = 1e-10;

  /** Two-sided level 1e-6 over the 81 parameters: 1.2e-8 each. */
  private static final double LARGEST_Z = 5.7;

  /** Twice the standard error of a standard deviation from 10000 draws, tails included. */
  private static final double STD_TOLERANCE = 0.03;

  private static GoldenCase golden;

  @BeforeAll
  static void read() {
    golden = GoldenCase.orSkip();
  }

  @ParameterizedTest
  @CsvSource({
    "psa, PSA",
    "psa, PSA-opt",
    "st, ST",
    "reinforce, REINFORCE",
    "arm, ARM",
    "concrete(0.1), Concrete-t=0.1",
    "concrete(1), Concrete-t=1",
    "mean-field, tanh"
  })
  void givesTheAuthorsNumbers(String name, String published) {
    JsonNode cases = golden.json().get("cases");
    assertEquals(5, cases.size());
    for (JsonNode example : cases) {
      Problem problem = golden.problem().at(example.get("point").asInt());
      JsonNode result = example.get("results").get(published);
      JsonNode uniforms = result.has("uniforms") ? result.get("uniforms") : example.get("uniforms");
      MeanSink sink = new MeanSink(problem);
      sink.clear();
      Estimators.parse(name).open(problem).estimate(injected(uniforms), sink);
      sink.finish();
      double value = result.get("value").asDouble();
      assertEquals(value, sink.value(), TOLERANCE * Math.abs(value));
      for (int g = 0; g < 4; g++) {
        double[] expected = GoldenCase.numbers(result.get("grad").get("layer" + g));
        double error = relativeError(expected, sink.gradient().group(g));
        assertTrue(error <= TOLERANCE, example.get("point") + ", layer " + g + ": " + error);
      }
    }
  }

  private static Draw injected(JsonNode uniforms) {
    Map<String, double[]> sites = new TreeMap<>();
    for (Map.Entry<String, JsonNode> site : uniforms.properties()) {
      sites.put(site.getKey(), GoldenCase.numbers(site.getValue()));
    }
    return new Draw() {
      @Override
      public void uniforms(String site, int rows, int units, double[] out) {
        assertEquals(1, rows);
        System.arraycopy(sites.get(site), 0, out, 0, units);
      }

      @Override
      public Draw at(String name, long index) {
        throw new AssertionError("no part " + name + " in these cases");
      }
    };
  }

  private static double relativeError(double[] expected, double[] actual) {
    double error = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return scale == 0 ? error : error / scale;
  }

  @Test
  void stateAnalyticHasTheAuthorsMoments() {
    JsonNode published = golden.json().get("monte_carlo").get("SA-t=0");
    double samples = published.get("n_samples").asDouble();
    Moments exact = ExactMoments.of(new StateAnalytic(), golden.problem());
    for (int g = 0; g < 4; g++) {
      JsonNode layer = published.get("layers").get("layer" + g);
      double[] mean = GoldenCase.numbers(layer.get("mean"));
      double total = 0;
      double publishedTotal = 0;
      for (int i = 0; i < mean.length; i++) {
        double variance = exact.variance().group(g)[i];
        double z = (mean[i] - exact.mean().group(g)[i]) / Math.sqrt(variance / samples);
        assertTrue(Math.abs(z) < LARGEST_Z, "layer " + g + ": z = " + z);
        total += variance;
        publishedTotal += layer.get("var").get(i).asDouble();
      }
      assertEquals(1, Math.sqrt(total / publishedTotal), STD_TOLERANCE);
    }
  }
}
