package org.bitgrad.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sampled estimates have the exact moments. For each problem and estimator one family of z-tests at
 * a false-alarm rate of 1e-6, shared among means and variances of all parameters; it finds with
 * probability 99.9 % a mean that is off by 0.07 standard deviations of one estimate. Seeds are
 * fixed.
 */
@Execution(ExecutionMode.CONCURRENT)
class SampledMomentsTest {
  private static final double FALSE_ALARM = 1e-6;
  private static final double MISS = 1e-3;
  private static final double SHIFT = 0.07;
  private static final int ESTIMATES = 30_000;

  @ParameterizedTest
  @CsvSource({
    "4, psa",
    "4, psa(smoothing=false)",
    "4, st",
    "4, reinforce",
    "4, reinforce(baseline=0.7)",
    "4, sa",
    "5, psa",
    "5, st",
    "5, reinforce",
    "5, sa",
    "3, arm",
    "3, local-expectation",
    "3, 'reinforce(2,baseline=leave-one-out)'"
  })
  void estimatesOnRandomNetworksHaveTheExactMoments(long seed, String name) {
    Problem problem = RandomNetwork.of(seed).problem();
    Estimator estimator = Estimators.parse(name);
    assertSampledMoments(problem, estimator, Expected.exact(estimator, problem));
  }

  @ParameterizedTest
  @CsvSource({"psa, PSA", "st, ST", "reinforce, REINFORCE"})
  void estimatesOnThePublishedNetworkHaveTheExactMoments(String name, String reference) {
    GoldenCase golden = GoldenCase.orSkip();
    JsonNode layers = golden.json().get("exact_moments").get(reference);
    Expected expected =
        new Expected(flat(layers, "mean"), flat(layers, "var"), Double.POSITIVE_INFINITY);
    assertSampledMoments(golden.problem(), Estimators.parse(name), expected);
  }

  @ParameterizedTest
  @CsvSource({"arm, ARM", "concrete(0.1), Concrete-t=0.1", "concrete(1), Concrete-t=1"})
  void estimatesOnThePublishedNetworkHaveTheReferencesSampledMoments(
      String name, String reference) {
    GoldenCase golden = GoldenCase.orSkip();
    JsonNode sampled = golden.json().get("monte_carlo").get(reference);
    JsonNode layers = sampled.get("layers");
    double estimates = sampled.get("n_samples").asDouble();
    Expected expected = new Expected(flat(layers, "mean"), flat(layers, "var"), estimates);
    assertSampledMoments(golden.problem(), Estimators.parse(name), expected);
  }

  private static double[] flat(JsonNode layers, String field) {
    return IntStream.range(0, 4)
        .mapToObj(g -> GoldenCase.numbers(layers.get("layer" + g).get(field)))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /** Reference moments, and how many estimates they come from: infinity if they are exact. */
  private static final class Expected {
    private final double[] mean;
    private final double[] variance;
    private final double estimates;

    Expected(double[] mean, double[] variance, double estimates) {
      this.mean = mean;
      this.variance = variance;
      this.estimates = estimates;
    }

    static Expected exact(Estimator estimator, Problem problem) {
      Moments exact = ExactMoments.of(estimator, problem);
      return new Expected(exact.mean().flat(), exact.variance().flat(), Double.POSITIVE_INFINITY);
    }
  }

  private static void assertSampledMoments(
      Problem problem, Estimator estimator, Expected expected) {
    double[] mean = expected.mean;
    double[] variance = expected.variance;
    double bound = quantile(FALSE_ALARM / (2 * 2 * mean.length));
    double effective = 1 / (1.0 / ESTIMATES + 1 / expected.estimates);
    double needed = Math.pow((bound + quantile(MISS)) / SHIFT, 2);
    assertTrue(effective >= needed, "estimates " + effective + " < " + needed);
    PowerSums sums = sample(problem, estimator, mean);
    for (int i = 0; i < mean.length; i++) {
      String what = estimator.name() + " parameter " + i;
      double off = sums.first[i] / ESTIMATES;
      double square = sums.second[i] / ESTIMATES - off * off;
      double fourth = sums.fourth[i] / ESTIMATES;
      double rounding = 1e-14 * (Math.abs(mean[i]) + Math.sqrt(variance[i]));
      assertEquals(0, off, bound * Math.sqrt(variance[i] / effective) + rounding, what + " mean");
      double spread = Math.sqrt(Math.max(0, fourth - square * square) / effective);
      assertEquals(variance[i], square, bound * spread + 1e-12 * variance[i], what + " variance");
    }
  }

  private static PowerSums sample(Problem problem, Estimator estimator, double[] mean) {
    PowerSums sums = new PowerSums(mean.length);
    Session session = estimator.open(problem);
    MeanSink sink = new MeanSink(problem);
    RandomStream stream = RandomStream.of(11, "sampled-moments", estimator.name());
    for (int t = 0; t < ESTIMATES; t++) {
      sink.clear();
      session.estimate(Draw.of(stream.child(t)), sink);
      sink.finish();
      sums.add(sink.gradient().flat(), mean);
    }
    return sums;
  }

  private static double quantile(double tail) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
  }

  /** Sums of powers of the distance from the exact mean. */
  private static final class PowerSums {
    private final double[] first;
    private final double[] second;
    private final double[] fourth;

    PowerSums(int length) {
      first = new double[length];
      second = new double[length];
      fourth = new double[length];
    }

    void add(double[] estimate, double[] mean) {
      for (int i = 0; i < mean.length; i++) {
        double d = estimate[i] - mean[i];
        first[i] += d;
        second[i] += d * d;
        fourth[i] += d * d * d * d;
      }
    }
  }
}
