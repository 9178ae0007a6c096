package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.NamedArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's estimates are the float64 estimators' on the same random numbers. */
class EngineGradientTest {
  /** Of the largest entry of a layer's gradient, and of the loss: rounding of some hundred sums. */
  private static final double TOLERANCE = 2e-5;

  private static final RandomStream STREAM = RandomStream.of(11, "engine");

  static final List<String> METHODS =
      List.of(
          "st",
          "psa",
          "psa(smoothing=false)",
          "st-hardtanh(2)",
          "mean-field",
          "concrete(0.5)",
          "reinforce",
          "reinforce(baseline=0.7)",
          "ap2",
          "local-reparameterisation");

  static Stream<Arguments> cases() {
    return METHODS.stream()
        .flatMap(
            method ->
                Stream.concat(EngineCase.small().stream(), Stream.of(EngineCase.wide()))
                    .filter(each -> !method.startsWith("concrete") || each.logistic())
                    .map(each -> Arguments.of(method, each)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientAndLossAreThoseOfFloat64(String method, EngineCase each) {
    MeanSink expected = each.expected(method, STREAM);
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
    double loss = fast.estimate(each.buffer(), STREAM);
    assertEquals(expected.value(), loss, TOLERANCE * (1 + Math.abs(expected.value())));
    for (int k = 0; k <= each.network().layers(); k++) {
      assertClose(
          expected.gradient().group(k), group(fast.gradients(), k), TOLERANCE, "layer " + k);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void javaProductsGiveTheSameToRounding(String method, EngineCase each) {
    double[][] results = new double[2][];
    List<FloatProducts> both = List.of(FloatProducts.java(), FloatProducts.blas().orElseThrow());
    for (int p = 0; p < 2; p++) {
      FloatNetwork fast = FloatNetwork.of(each.network(), method, both.get(p), 1);
      fast.estimate(each.buffer(), STREAM);
      results[p] = all(fast.gradients());
    }
    assertClose(results[0], results[1], TOLERANCE, "all layers");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bytesDoNotDependOnTheNumberOfThreads(String method, EngineCase each) {
    for (FloatProducts products :
        List.of(FloatProducts.java(), FloatProducts.blas().orElseThrow())) {
      FloatNetwork one = FloatNetwork.of(each.network(), method, products, 1);
      double loss = one.estimate(each.buffer(), STREAM);
      double[] alone = all(one.gradients());
      for (int threads : new int[] {2, 3, 8}) {
        FloatNetwork several = FloatNetwork.of(each.network(), method, products, threads);
        for (int repeat = 0; repeat < 3; repeat++) {
          assertEquals(loss, several.estimate(each.buffer(), STREAM));
          assertArrayEquals(alone, all(several.gradients()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBatchDoesNotRememberALargerOneBefore(String method, EngineCase each) {
    FloatNetwork fresh = FloatNetwork.of(each.network(), method, 1);
    double loss = fresh.estimate(each.buffer(), STREAM);
    FloatNetwork used = FloatNetwork.of(each.network(), method, 1);
    used.estimate(each.buffer(each.rows() + 13), STREAM.child(1));
    assertEquals(loss, used.estimate(each.buffer(), STREAM));
    assertArrayEquals(all(fresh.gradients()), all(used.gradients()));
  }

  /** Otherwise the comparisons above would compare nothing. */
  @ParameterizedTest
  @MethodSource("cases")
  void anotherStreamOrOtherParametersGiveAnotherGradient(String method, EngineCase each) {
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 1);
    BatchBuffer batch = each.buffer();
    fast.estimate(batch, STREAM);
    double[] before = all(fast.gradients());
    boolean differs = method.equals("mean-field") || method.equals("ap2");
    for (int i = 0; i < 20; i++) {
      fast.estimate(batch, STREAM.child(i));
      differs |= !Arrays.equals(before, all(fast.gradients()));
    }
    assertTrue(differs);
    fast.parameters().forEach(p -> p.values().scale(1.5));
    fast.estimate(batch, STREAM);
    assertFalse(Arrays.equals(before, all(fast.gradients())));
  }

  @Test
  void aWrongGradientIsNoticed() {
    EngineCase each = EngineCase.wide();
    double[] right = each.expected("st", STREAM).gradient().group(0);
    double[] wrong = right.clone();
    int largest = 0;
    for (int i = 0; i < right.length; i++) {
      largest = Math.abs(right[i]) > Math.abs(right[largest]) ? i : largest;
    }
    wrong[largest] *= 1.0001;
    assertThrows(AssertionError.class, () -> assertClose(right, wrong, TOLERANCE, "planted"));
  }

  static double[] group(List<NamedArray> arrays, int layer) {
    return all(arrays.subList(2 * layer, 2 * layer + 2));
  }

  static double[] all(List<NamedArray> arrays) {
    return arrays.stream()
        .flatMapToDouble(a -> IntStream.range(0, a.values().size()).mapToDouble(a.values()::get))
        .toArray();
  }

  static void assertClose(double[] expected, double[] found, double tolerance, String what) {
    assertEquals(expected.length, found.length);
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      int at = i;
      assertEquals(expected[i], found[i], tolerance * largest, () -> what + " entry " + at);
    }
  }
}
