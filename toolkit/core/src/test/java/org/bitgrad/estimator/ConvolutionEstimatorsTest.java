package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.model.Draw;
import org.bitgrad.model.Encoding;
import org.bitgrad.model.Gradient;
import org.bitgrad.model.Problem;
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
            Unrolled.tiny(Encoding.SPINS, Noise.logistic(), Noise.gaussian(0.7)));
    for (Unrolled net : nets) {
      List<Problem> both = net.problems(POINTS);
      Gradient gradient = estimate(estimator, both.get(0));
      assertFolded(net, estimate(estimator, both.get(1)), gradient);
    }
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
