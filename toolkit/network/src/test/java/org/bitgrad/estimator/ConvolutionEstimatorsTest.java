package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.path.HardTanhStraightThrough;
import org.bitgrad.estimator.relaxed.AnalyticPropagation;
import org.bitgrad.estimator.relaxed.LocalReparameterisation;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.reference.Unrolled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every estimator gives a convolutional network what it gives the unrolled one. */
class ConvolutionEstimatorsTest {
  /** Rounding of sums in another order, as a share of the largest derivative. */
  private static final double ROUNDING = 1e-10;

  private static final int POINTS = 2;

  static Stream<Estimator> estimators() {
    return Estimators.all().stream().filter(e -> e.traits().scope() == Traits.Scope.ANY_CHAIN);
  }

  private static Gradient estimate(Estimator estimator, Problem problem) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    estimator.open(problem).estimate(Draw.of(RandomStream.of(11, "convolution")), sink);
    sink.finish();
    return sink.gradient();
  }

  private static void assertFolded(Unrolled net, Gradient dense, Gradient gradient) {
    for (int k = 0; k <= net.network().layers(); k++) {
      double largest = Arrays.stream(dense.group(k)).map(Math::abs).max().orElseThrow();
      double tolerance = ROUNDING * (1 + largest);
      assertArrayEquals(net.folded(dense, k), gradient.group(k), tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void anEstimateIsThatOfTheUnrolledNetwork(Estimator estimator) {
    List<Unrolled> nets =
        List.of(
            Unrolled.tiny(Encoding.BITS, Noise.logistic(), Noise.logistic()),
            Unrolled.tiny(Encoding.SPINS, Noise.logistic(), Noise.gaussian(0.7)),
            Unrolled.pooled(Encoding.BITS, Unrolled.Join.SUM, Noise.logistic(), Noise.logistic()),
            Unrolled.pooled(
                Encoding.SPINS, Unrolled.Join.AVERAGE, Noise.gaussian(0.7), Noise.logistic()));
    for (Unrolled net : nets) {
      List<Problem> both = net.problems(POINTS);
      Gradient gradient = estimate(estimator, both.get(0));
      assertFolded(net, estimate(estimator, both.get(1)), gradient);
    }
  }

  /** A network with everything that a layer can have, small enough to enumerate. */
  private static StochasticBinaryNetwork whole(Encoding encoding) {
    return StochasticBinaryNetwork.input(1, 3, 3)
        .convolution(2, 2)
        .batchNormalisation()
        .maxPooling(2)
        .convolution(1, 2, Noise.logistic(0.8))
        .padding(1)
        .batchNormalisation()
        .maxPooling(2)
        .encoding(encoding)
        .head(2, OutputLoss.SOFTMAX)
        .initialise(6);
  }

  private static Problem onOnePoint(StochasticBinaryNetwork net) {
    double[] pixels = {0.3, -1, 0.8, 1.2, -0.4, 0.1, -0.7, 0.9, 0.5};
    return net.on(Batch.of(new double[][] {pixels}, new double[] {1}));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void withWindowsAndNormalisationTheExactGradientIsTheSlopeOfTheExpectedLoss(Encoding encoding) {
    StochasticBinaryNetwork net = whole(encoding);
    Problem problem = onOnePoint(net);
    Gradient exact = ExactOracle.compute(problem).gradient();
    double h = 1e-5;
    for (int k = 0; k <= net.layers(); k++) {
      double[] theta = net.group(k);
      for (int i = 0; i < theta.length; i++) {
        double before = theta[i];
        theta[i] = before + h;
        double up = ExactOracle.compute(problem).expectedLoss();
        theta[i] = before - h;
        double down = ExactOracle.compute(problem).expectedLoss();
        theta[i] = before;
        assertEquals((up - down) / (2 * h), exact.group(k)[i], 1e-8);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void behindWindowsPsaIsUnbiasedInTheLastLayerAndTheHeadAndTheScoreEverywhere(Encoding encoding) {
    Problem problem = onOnePoint(whole(encoding));
    Gradient exact = ExactOracle.compute(problem).gradient();
    double[] psa = ExactMoments.of(Estimators.parse("psa"), problem).mean().flat();
    double[] score = ExactMoments.of(Estimators.parse("reinforce"), problem).mean().flat();
    double[] truth = exact.flat();
    int first = exact.group(0).length;
    assertArrayEquals(truth, score, 1e-12);
    assertArrayEquals(
        Arrays.copyOfRange(truth, first, truth.length),
        Arrays.copyOfRange(psa, first, psa.length),
        1e-12);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void behindTheLargestOfWindowsEveryEstimatorRunsOrSaysWhyNot(Estimator estimator) {
    Problem problem = onOnePoint(whole(Encoding.SPINS));
    if (estimator instanceof AnalyticPropagation || estimator instanceof LocalReparameterisation) {
      String message =
          assertThrows(UnsupportedOperationException.class, () -> estimator.open(problem))
              .getMessage();
      assertTrue(message.contains("needs means and variances"), message);
      return;
    }
    Gradient gradient = estimate(estimator, problem);
    assertTrue(Arrays.stream(gradient.flat()).allMatch(Double::isFinite));
    assertTrue(Arrays.stream(gradient.flat()).anyMatch(g -> g != 0));
  }

  @Test
  void withoutNoiseTheStraightThroughGradientOfHardTanhIsThatOfADeterministicNetwork() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2)
            .bernoulli(2, Noise.none())
            .encoding(Encoding.SPINS)
            .head(1, OutputLoss.SQUARED)
            .parameters(new double[] {0.5, -1, 2, 1, 0.1, -0.3}, new double[] {3, 5, 1});
    Batch batch = Batch.of(new double[][] {{0.4, 0.6}}, new double[] {2});
    Gradient gradient = estimate(new HardTanhStraightThrough(1), net.on(batch));
    // a = (-0.3, 1.1): states (-1, 1), output 3, loss' = 1; only |a| < 1 passes a derivative.
    assertArrayEquals(new double[] {1.2, 1.8, 0, 0, 3, 0}, gradient.group(0), 1e-12);
    assertArrayEquals(new double[] {-1, 1, 1}, gradient.group(1), 1e-12);
  }

  @Test
  void thereAreEstimatorsToCompare() {
    assertTrue(estimators().count() > 20, () -> estimators().map(Estimator::name).toList() + "");
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void theExactGradientIsThatOfTheUnrolledNetworkAndTheSlopeOfTheExpectedLoss(Encoding encoding) {
    Unrolled net = Unrolled.tiny(encoding, Noise.logistic(), Noise.logistic(0.8));
    List<Problem> both = net.problems(1);
    ExactResult exact = ExactOracle.compute(both.get(0));
    ExactResult dense = ExactOracle.compute(both.get(1));
    assertEquals(dense.expectedLoss(), exact.expectedLoss(), 1e-12);
    assertFolded(net, dense.gradient(), exact.gradient());
    double h = 1e-5;
    for (int k = 0; k < 2; k++) {
      double[] theta = net.network().group(k);
      double before = theta[1];
      theta[1] = before + h;
      double up = ExactOracle.compute(both.get(0)).expectedLoss();
      theta[1] = before - h;
      double down = ExactOracle.compute(both.get(0)).expectedLoss();
      theta[1] = before;
      assertEquals((up - down) / (2 * h), exact.gradient().group(k)[1], 1e-8);
    }
  }
}
