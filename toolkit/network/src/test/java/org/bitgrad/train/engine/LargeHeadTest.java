package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PSA in float32 with heads of any size is that of float64. */
class LargeHeadTest {
  /**
   * Of the largest entry of a layer's gradient: what rounding leaves of the units' probabilities
   * and densities (1.5e-7 and 5e-7), and of outputs that are sums of forty products.
   */
  private static final double TOLERANCE = 2e-6;

  private static final RandomStream STREAM = RandomStream.of(11, "large heads");
  private static final List<String> ONE = List.of("logistic");

  private static List<EngineCase.Shape> shapes() {
    return List.of(
        EngineCase.Shape.bits(ONE, OutputLoss.SOFTMAX, 3, 40, 10),
        EngineCase.Shape.spins(ONE, OutputLoss.SOFTMAX, 3, 40, 3),
        EngineCase.Shape.bits(ONE, OutputLoss.LOGISTIC, 3, 40, 1),
        EngineCase.Shape.spins(ONE, OutputLoss.LOGISTIC, 3, 40, 1),
        EngineCase.Shape.spins(ONE, OutputLoss.SQUARED, 3, 40, 1));
  }

  static Stream<Arguments> cases() {
    return Stream.of("psa", "psa(smoothing=false)")
        .flatMap(
            method ->
                shapes().stream()
                    .flatMap(
                        shape ->
                            Stream.of(1, 5, 40, 200, 1000)
                                .map(times -> Arguments.of(method, shape, times))));
  }

  private static EngineCase stretched(EngineCase.Shape shape, int times) {
    EngineCase each = EngineCase.of(shape, 1, 50);
    double[] head = each.network().group(1);
    for (int i = 0; i < head.length; i++) {
      head[i] *= times;
    }
    return each;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientAndLossAreThoseOfFloat64(String method, EngineCase.Shape shape, int times) {
    EngineCase each = stretched(shape, times);
    MeanSink expected = each.expected(method, STREAM);
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
    double loss = fast.estimate(each.buffer(), STREAM);
    assertEquals(expected.value(), loss, TOLERANCE * (1 + Math.abs(expected.value())));
    for (int k = 0; k <= 1; k++) {
      double[] right = expected.gradient().group(k);
      double[] found = EngineGradientTest.group(fast.gradients(), k);
      double largest = Arrays.stream(right).map(Math::abs).max().orElseThrow();
      assertTrue(largest > 1e-3, "layer " + k);
      for (int i = 0; i < right.length; i++) {
        int at = i;
        assertEquals(right[i], found[i], TOLERANCE * largest, () -> "entry " + at);
      }
    }
  }
}
