package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.NamedArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions of the engine are those of the float64 layers on the same random numbers. */
class ConvolutionLayerTest {
  /** Of the largest entry of a layer's gradient, and of the loss: rounding of some hundred sums. */
  private static final double TOLERANCE = 2e-5;

  private static final RandomStream STREAM = RandomStream.of(11, "engine");
  private static final List<String> METHODS =
      List.of(
          "st",
          "psa",
          "psa(smoothing=false)",
          "st-hardtanh(2)",
          "mean-field",
          "concrete(0.5)",
          "reinforce",
          "ap2",
          "local-reparameterisation");

  static Stream<Arguments> cases() {
    return METHODS.stream()
        .flatMap(
            method ->
                ConvolutionCases.all().stream()
                    .filter(each -> !method.startsWith("concrete") || each.logistic())
                    .filter(each -> !relaxed(method) || !saturated(each))
                    .filter(each -> !moments(method) || !each.name().startsWith("largest"))
                    .map(each -> Arguments.of(method, each)));
  }

  private static boolean relaxed(String method) {
    return method.equals("mean-field") || method.startsWith("concrete") || moments(method);
  }

  private static boolean moments(String method) {
    return method.equals("ap2") || method.equals("local-reparameterisation");
  }

  /** Relaxed states are saturated there, and derivatives are below float32's resolution. */
  private static boolean saturated(EngineCase each) {
    return each.name().contains("huge");
  }

  /** Weights, then biases of a layer. */
  private static double[] group(List<NamedArray> arrays, int layer) {
    List<Double> numbers = new ArrayList<>();
    for (NamedArray array : arrays.subList(2 * layer, 2 * layer + 2)) {
      RealArray values = array.values();
      for (int i = 0; i < values.size(); i++) {
        numbers.add(values.get(i));
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientAndLossAreThoseOfFloat64(String method, EngineCase each) {
    MeanSink expected = each.expected(method, STREAM);
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
    double loss = fast.estimate(each.buffer(), STREAM);
    assertEquals(expected.value(), loss, TOLERANCE * (1 + Math.abs(expected.value())));
    for (int k = 0; k <= each.network().layers(); k++) {
      double[] group = expected.gradient().group(k);
      double largest = Arrays.stream(group).map(Math::abs).max().orElseThrow();
      assertTrue(largest > 0, "layer " + k);
      assertArrayEquals(
          group, group(fast.gradients(), k), TOLERANCE * largest, each + ", layer " + k);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bytesDoNotDependOnThreadsAndRepeatThemselves(String method, EngineCase each) {
    for (FloatProducts products : List.of(FloatProducts.java(), FloatProducts.fastest())) {
      FloatNetwork one = FloatNetwork.of(each.network(), method, products, 1);
      FloatNetwork three = FloatNetwork.of(each.network(), method, products, 3);
      one.estimate(each.buffer(), STREAM.child("before"));
      one.estimate(each.buffer(), STREAM);
      for (int repeat = 0; repeat < 5; repeat++) {
        three.estimate(each.buffer(), STREAM);
        for (int k = 0; k <= each.network().layers(); k++) {
          assertArrayEquals(group(one.gradients(), k), group(three.gradients(), k));
        }
      }
    }
  }

  @Test
  void aSmallerBatchAfterALargerOneLeavesNothingBehind() {
    EngineCase each = ConvolutionCases.all().get(1);
    FloatNetwork used = FloatNetwork.of(each.network(), "st", 1);
    used.estimate(each.buffer(250), STREAM);
    used.estimate(each.buffer(2), STREAM);
    FloatNetwork fresh = FloatNetwork.of(each.network(), "st", 1);
    fresh.estimate(each.buffer(2), STREAM);
    for (int k = 0; k <= each.network().layers(); k++) {
      assertArrayEquals(group(fresh.gradients(), k), group(used.gradients(), k));
    }
  }

  @Test
  void weightsHaveTheShapeOfAConvolution() {
    EngineCase each = ConvolutionCases.all().get(0);
    FloatNetwork fast = FloatNetwork.of(each.network(), "st", 1);
    assertEquals(List.of(3, 2, 3, 3), fast.parameters().get(0).shape());
    assertEquals(List.of(3), fast.parameters().get(1).shape());
    StochasticBinaryNetwork copy = each.network().copy();
    Arrays.fill(copy.group(1), 0);
    fast.writeTo(copy);
    assertArrayEquals(each.network().group(1), copy.group(1));
  }
}
