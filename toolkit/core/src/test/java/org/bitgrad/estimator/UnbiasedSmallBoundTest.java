package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Multi-sample bounds of the function of four bits as log weight: gradient, and moments of the
 * estimators on them, exact but for local ARMS with 3 and 4 samples.
 */
class UnbiasedSmallBoundTest {

  /** Estimates of local ARMS, a tenth of the reference's. */
  private static final int TRIALS = 20_000;

  private static final double REFERENCE_TRIALS = 200_000;

  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  private static final Map<String, String> FOR_ANY_NUMBER =
      Map.of(
          "vimco", "vimco_geometric",
          "vimco(arithmetic)", "vimco_arithmetic",
          "reinforce", "no_baseline");

  private static final List<Integer> SAMPLES = List.of(2, 3, 4);

  static Stream<Arguments> entries() {
    Stream<Arguments> any =
        SAMPLES.stream()
            .flatMap(
                n ->
                    FOR_ANY_NUMBER.entrySet().stream()
                        .map(e -> Arguments.of(n, e.getKey(), e.getValue())));
    return Stream.concat(any, Stream.of(Arguments.of(2, "local-disarm", "local_disarm")));
  }

  /** The entries of the file that are compared here. */
  static Stream<String> covered() {
    Stream<String> moments =
        entries().map(a -> "multi_sample_bound.n" + a.get()[0] + "." + a.get()[2]);
    Stream<String> others =
        SAMPLES.stream()
            .flatMap(
                n ->
                    Stream.of(
                        "multi_sample_bound.n" + n + ".objective",
                        "multi_sample_bound.n" + n + ".gradient",
                        "monte_carlo.local_arms_dirichlet_n" + n));
    return Stream.concat(moments, others);
  }

  private static Problem bound(int samples) {
    return GOLDEN.table().bound(samples);
  }

  private static double[] gradient(int samples) {
    return GOLDEN.numbers("multi_sample_bound", "n" + samples, "gradient");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void objectiveAndGradientAre(int samples) {
    for (Encoding encoding : Encoding.values()) {
      ExactResult exact = ExactOracle.compute(GOLDEN.formula(encoding).bound(samples));
      double objective = GOLDEN.at("multi_sample_bound", "n" + samples, "objective").asDouble();
      assertEquals(objective, exact.expectedLoss(), GoldenMoments.RELATIVE * objective);
      GoldenMoments.assertClose("gradient", gradient(samples), exact.gradient().group(0));
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void momentsAre(int samples, String name, String reference) {
    Estimator estimator = Estimators.parse(name);
    Moments moments = ExactMoments.of(estimator, bound(samples));
    // one evaluation of the bound is one of all its weights
    long evaluations = samples * estimator.traits().cost().evaluations(1, 4 * samples);
    GoldenMoments.of(GOLDEN, "multi_sample_bound", "n" + samples, reference)
        .mustBe(moments, evaluations);
  }

  @Test
  void meansOfVimcoCoincideForTwoSamples() {
    Problem bound = bound(2);
    for (int trial = 0; trial < 200; trial++) {
      Draw draw = Draw.of(RandomStream.of(3, "two samples").child(trial));
      assertArrayEquals(
          estimate("vimco", bound, draw), estimate("vimco(arithmetic)", bound, draw), 1e-15);
    }
    double[] geometric = estimate("vimco", bound(3), Draw.of(RandomStream.of(3, "three")));
    double[] arithmetic =
        estimate("vimco(arithmetic)", bound(3), Draw.of(RandomStream.of(3, "three")));
    assertTrue(Math.abs(geometric[0] - arithmetic[0]) > 1e-3 * Math.abs(geometric[0]));
  }

  private static double[] estimate(String name, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    Estimators.parse(name).open(problem).estimate(draw, sink);
    sink.finish();
    return sink.gradient().flat().clone();
  }

  /** Equal weights, whatever their size: every method has a baseline. */
  @ParameterizedTest
  @ValueSource(strings = {"vimco", "vimco(arithmetic)", "local-disarm", "local-arms"})
  void constantWeightGivesExactlyZero(String name) {
    for (double constant : new double[] {0, 3.7, -1e5}) {
      Problem bound =
          org.bitgrad.problem.BernoulliProblem.bound(
              5, (bits, out) -> java.util.Arrays.fill(out, constant), -0.4, 1.2, 0.1);
      for (int trial = 0; trial < 50; trial++) {
        Draw draw = Draw.of(RandomStream.of(4, "constant").child(trial));
        for (double derivative : estimate(name, bound, draw)) {
          assertEquals(0, Math.abs(derivative));
        }
      }
    }
  }

  @Test
  void momentsOfLocalArmsForTwoSamplesAreExact() {
    Moments moments = ExactMoments.of(Estimators.parse("local-arms"), bound(2));
    GoldenMoments.assertClose("mean", gradient(2), moments.mean().group(0));
    double[] variance = moments.variance().group(0);
    double[] sampledMean = GOLDEN.numbers("monte_carlo", "local_arms_dirichlet_n2", "mean");
    double[] errors =
        GOLDEN.numbers("monte_carlo", "local_arms_dirichlet_n2", "standard_error_of_mean");
    double[] sampled = GOLDEN.numbers("monte_carlo", "local_arms_dirichlet_n2", "variance");
    for (int i = 0; i < variance.length; i++) {
      assertEquals(moments.mean().group(0)[i], sampledMean[i], 5 * errors[i]);
      // 200 000 estimates with a kurtosis below 20: standard error below 1 %
      assertEquals(variance[i], sampled[i], 0.05 * variance[i]);
    }
  }

  /**
   * The mean within 5 joint standard errors of the reference's and of the exact gradient; the
   * variance within 15 %. The mean over samples in place of their sum would be off by more than 60
   * standard errors in the second coordinate.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void sampledMomentsOfLocalArmsAre(int samples) {
    Problem bound = bound(samples);
    Session session = Estimators.parse("local-arms").open(bound);
    MeanSink sink = new MeanSink(bound);
    double[] sum = new double[4];
    double[] squares = new double[4];
    for (int trial = 0; trial < TRIALS; trial++) {
      sink.clear();
      session.estimate(Draw.of(RandomStream.of(11, "local-arms").child(trial)), sink);
      for (int i = 0; i < 4; i++) {
        double x = sink.gradient().group(0)[i];
        sum[i] += x;
        squares[i] += x * x;
      }
    }
    String entry = "local_arms_dirichlet_n" + samples;
    double[] mean = GOLDEN.numbers("monte_carlo", entry, "mean");
    double[] variance = GOLDEN.numbers("monte_carlo", entry, "variance");
    for (int i = 0; i < 4; i++) {
      double m = sum[i] / TRIALS;
      double v = squares[i] / TRIALS - m * m;
      double error = Math.sqrt(v / TRIALS);
      double joint = Math.sqrt(v / TRIALS + variance[i] / REFERENCE_TRIALS);
      assertEquals(gradient(samples)[i], m, 5 * error);
      assertEquals(mean[i], m, 5 * joint);
      assertEquals(variance[i], v, 0.15 * variance[i]);
    }
    assertTrue(
        Math.abs(gradient(samples)[1]) * (1 - 1.0 / samples)
            > 60 * Math.sqrt(variance[1] / TRIALS));
  }

  /**
   * The Gaussian copula, for which the reference has no entry; the contract enumerates it for up to
   * four samples of single bits. 40 000 estimates, each mean within 5 standard errors: 8 numbers,
   * false alarm 5.7e-7 each. A bias of 8.1 standard errors, 4 % of the standard deviation, escapes
   * with probability 1e-3; the factor of another number of samples would be off by more.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void meansOfLocalArmsOfTheGaussianCopulaAre(int samples) {
    Problem bound = bound(samples);
    double[] exact = ExactOracle.compute(bound).gradient().flat();
    SampledEstimates sampled =
        SampledEstimates.of(Estimators.parse("local-arms(gaussian)"), bound, 40);
    double farthest = 0;
    for (int i = 0; i < exact.length; i++) {
      double error = sampled.errorOfMean(i);
      assertEquals(exact[i], sampled.mean(i), 5 * error, "mean " + i);
      double p = GOLDEN.numbers("case", "p")[i];
      double factor = debias(samples + 1, p) / debias(samples, p);
      farthest = Math.max(farthest, Math.abs((factor - 1) * exact[i]) / error);
    }
    assertTrue(farthest > 8.1, "another factor: " + farthest + " standard errors");
  }

  private static double debias(int samples, double p) {
    return org.bitgrad.random.Copulas.gaussian().debias(samples, p, 1 - p);
  }
}
