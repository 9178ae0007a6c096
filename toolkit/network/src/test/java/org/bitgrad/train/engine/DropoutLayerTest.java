package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.network.Activation;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.EstimatorNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dropout in the engine is that of float64 with the masks of the same stream. */
class DropoutLayerTest {
  private static final double TOLERANCE = 2e-5;
  private static final RandomStream STREAM = RandomStream.of(11, "engine");

  private static NetworkBuilder states() {
    return StochasticBinaryNetwork.input(2, 7, 6)
        .dropout(0.2)
        .convolution(3, 3)
        .padding(1)
        .averagePooling(2)
        .dropout(0.5)
        .convolution(4, 2, Noise.logistic(0.8))
        .dropout(0.3)
        .bernoulli(5)
        .dropout(0.5)
        .encoding(Encoding.SPINS);
  }

  private static NetworkBuilder data() {
    return StochasticBinaryNetwork.input(9)
        .dropout(0.2)
        .relu(12)
        .dropout(0.5)
        .tanh(8)
        .dropout(0.4)
        .bernoulli(6)
        .bernoulli(4);
  }

  private static NetworkBuilder real() {
    return StochasticBinaryNetwork.input(2, 7, 6)
        .dropout(0.2)
        .realConvolution(3, 3, Activation.RELU)
        .maxPooling(2)
        .dropout(0.5)
        .tanh(8)
        .dropout(0.4);
  }

  /** PSA and moments take dropout before the first bits only. */
  static Stream<Arguments> cases() {
    List<Arguments> all = new ArrayList<>();
    for (String method : List.of("st", "st-hardtanh(2)", "mean-field", "reinforce")) {
      all.add(Arguments.of(method, RealUnitsTest.of("states", states(), 33)));
      all.add(Arguments.of(method, RealUnitsTest.of("states, 1 row", states(), 1)));
    }
    for (String method : List.of("st", "psa", "mean-field", "concrete(0.5)", "ap2", "reinforce")) {
      all.add(Arguments.of(method, RealUnitsTest.of("data", data(), 33)));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientAndLossAreThoseOfFloat64(String method, EngineCase each) {
    var expected = each.expected(method, STREAM);
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
    double loss = fast.estimate(each.buffer(), STREAM);
    assertEquals(expected.value(), loss, TOLERANCE * (1 + Math.abs(expected.value())));
    RealUnitsTest.assertSame(each.network(), expected.gradient().flat(), fast.gradients());
  }

  @Test
  void aRealNetworkIsThatOfFloat64AndDrawsAnewInEstimatesOnly() {
    EngineCase each = RealUnitsTest.of("real", real(), 19);
    EstimatorNetwork slow = EstimatorNetwork.of(each.network(), "st");
    FloatNetwork fast = FloatNetwork.of(each.network(), "st", 2);
    BatchBuffer floats = each.buffer();
    BatchBuffer doubles = each.doubles(19);
    double loss = slow.estimate(doubles, STREAM);
    assertEquals(loss, fast.estimate(floats, STREAM), TOLERANCE);
    double[] gradient = EngineGradientTest.all(slow.gradients()).clone();
    RealUnitsTest.assertSame(each.network(), gradient, fast.gradients());
    assertTrue(Math.abs(loss - slow.estimate(doubles, STREAM.child(1))) > 1e-3);
    assertTrue(Math.abs(loss - fast.estimate(floats, STREAM.child(1))) > 1e-3);
    double[] first = new double[19 * 3];
    double[] second = first.clone();
    double[] third = first.clone();
    slow.predict(doubles, STREAM, first);
    slow.predict(doubles, STREAM.child(1), second);
    fast.predict(floats, STREAM.child(2), third);
    assertArrayEquals(first, second);
    assertArrayEquals(first, third, TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bytesDoNotDependOnTheNumberOfThreadsAndMasksAreThoseOfTheStream(
      String method, EngineCase each) {
    FloatNetwork one = FloatNetwork.of(each.network(), method, 1);
    FloatNetwork four = FloatNetwork.of(each.network(), method, 4);
    assertEquals(one.estimate(each.buffer(), STREAM), four.estimate(each.buffer(), STREAM));
    double[] before = EngineGradientTest.all(one.gradients());
    assertArrayEquals(before, EngineGradientTest.all(four.gradients()));
    one.predict(each.buffer(), STREAM, new double[each.rows() * 3]);
    one.estimate(each.buffer(), STREAM.child(1));
    assertFalse(Arrays.equals(before, EngineGradientTest.all(one.gradients())));
    one.estimate(each.buffer(), STREAM);
    assertArrayEquals(before, EngineGradientTest.all(one.gradients()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"psa", "ap2", "local-reparameterisation"})
  void someMethodsRefuseDropoutOfStatesAndNameWhatIsAllowed(String method) {
    StochasticBinaryNetwork network =
        StochasticBinaryNetwork.input(5)
            .bernoulli(4)
            .dropout(0.5)
            .head(2, OutputLoss.SOFTMAX)
            .initialise(1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> FloatNetwork.of(network, method, 1))
            .getMessage();
    assertTrue(message.contains("must stand before the first Bernoulli layer"), message);
    assertTrue(message.contains("layer1: dropout 0.5, dense 4 -> 2"), message);
  }
}
