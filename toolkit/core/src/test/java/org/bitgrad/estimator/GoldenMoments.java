package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.bitgrad.exact.Moments;

/** Comparison of moments with an entry of the reference file, with every field of it. */
final class GoldenMoments {
  /** The reference sums in another order. */
  static final double RELATIVE = 1e-9;

  /** A bias is the difference of two numbers that are rounded relative to a number below 1. */
  private static final double ROUNDING = 1e-12;

  /** Inputs, and numbers that do not belong to moments: tests of their own name them. */
  private static final Set<String> OTHERS =
      Set.of("note", "baseline", "pair_joint", "correlation", "debias");

  private final UnbiasedSmall golden;
  private final String[] path;

  private GoldenMoments(UnbiasedSmall golden, String... path) {
    this.golden = golden;
    this.path = path;
  }

  /** An entry of exact moments of one estimate. */
  static GoldenMoments of(UnbiasedSmall golden, String... path) {
    return new GoldenMoments(golden, path);
  }

  /** Mean, variance, their summaries and the evaluations must be those of the entry. */
  void mustBe(Moments moments, long evaluations) {
    double[] mean = moments.mean().group(0);
    double[] variance = moments.variance().group(0);
    JsonNode entry = golden.at(path);
    for (Map.Entry<String, JsonNode> named : entry.properties()) {
      String field = named.getKey();
      switch (field) {
        case "mean" -> assertClose(field, mean);
        case "variance" -> assertClose(field, variance);
        case "variance_sum" -> {
          double sum = entry.get(field).asDouble();
          assertEquals(sum, Arrays.stream(variance).sum(), RELATIVE * sum, what(field));
        }
        case "bias_max_abs" -> {
          double bias = entry.get(field).asDouble();
          double allowed = ROUNDING + RELATIVE * bias;
          assertEquals(bias, largestBias(mean), allowed, what(field));
        }
        case "f_evaluations" -> assertEquals(entry.get(field).asLong(), evaluations, what(field));
        default -> assertTrue(OTHERS.contains(field), "nothing compares " + what(field));
      }
    }
  }

  private String what(String field) {
    return String.join(".", path) + "." + field;
  }

  private void assertClose(String field, double[] actual) {
    String[] full = Arrays.copyOf(path, path.length + 1);
    full[path.length] = field;
    assertClose(what(field), golden.numbers(full), actual);
  }

  private double largestBias(double[] mean) {
    // An entry of a bound stands beside the gradient of its own problem.
    boolean bound = path.length > 2;
    double[] gradient =
        bound ? golden.numbers(path[0], path[1], "gradient") : golden.numbers("gradient");
    double largest = 0;
    for (int i = 0; i < mean.length; i++) {
      largest = Math.max(largest, Math.abs(mean[i] - gradient[i]));
    }
    return largest;
  }

  /** Every number within 1e-9 of its own size. */
  static void assertClose(String what, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], RELATIVE * Math.abs(expected[i]), what + " " + i);
    }
  }
}
