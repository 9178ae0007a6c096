package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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
import org.bitgrad.train.NamedArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers of real units in the engine are those of float64 on the same numbers. */
class RealUnitsTest {
  private static final double TOLERANCE = 2e-5;
  private static final RandomStream STREAM = RandomStream.of(11, "engine");

  static EngineCase of(String name, NetworkBuilder builder, int rows) {
    StochasticBinaryNetwork network = builder.head(3, OutputLoss.SOFTMAX).initialise(7);
    for (int k = 0; k <= network.layers(); k++) {
      double[] group = network.group(k);
      for (int i = 0; i < group.length; i++) {
        group[i] = (float) group[i];
      }
      for (int i = 0; i < network.statistics(k).length; i++) {
        network.statistics(k)[i] = (float) network.statistics(k)[i];
      }
    }
    return new EngineCase(name, network, rows);
  }

  private static NetworkBuilder before() {
    return StochasticBinaryNetwork.input(5).relu(9).tanh(8).bernoulli(6).bernoulli(4);
  }

  private static NetworkBuilder images() {
    return StochasticBinaryNetwork.input(2, 7, 6)
        .realConvolution(3, 3, Activation.RELU)
        .padding(1)
        .maxPooling(2)
        .convolution(4, 2, Noise.logistic(0.8))
        .bernoulli(5)
        .encoding(Encoding.SPINS);
  }

  private static NetworkBuilder between() {
    return StochasticBinaryNetwork.input(5)
        .bernoulli(7)
        .hardTanh(6)
        .bernoulli(5, Noise.gaussian(0.7))
        .relu(4)
        .encoding(Encoding.SPINS);
  }

  /** PSA takes real layers before the Bernoulli ones only. */
  static Stream<Arguments> mixed() {
    List<EngineCase> everywhere =
        List.of(
            of("before", before(), 33),
            of("before, 1 row", before(), 1),
            of("images", images(), 19),
            of("wide", StochasticBinaryNetwork.input(200).relu(150).bernoulli(130), 100));
    List<Arguments> all = new ArrayList<>();
    for (String method :
        List.of("st", "psa", "st-hardtanh(2)", "mean-field", "concrete(0.5)", "ap2", "reinforce")) {
      everywhere.forEach(each -> all.add(Arguments.of(method, each)));
    }
    for (String method : List.of("st", "st-hardtanh(2)", "mean-field", "reinforce")) {
      all.add(Arguments.of(method, of("between", between(), 33)));
    }
    return all.stream();
  }

  /** The groups of a problem's gradient and those of its network have the same order. */
  @ParameterizedTest
  @MethodSource("mixed")
  void gradientAndLossAreThoseOfFloat64(String method, EngineCase each) {
    var expected = each.expected(method, STREAM);
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
    double loss = fast.estimate(each.buffer(), STREAM);
    assertEquals(expected.value(), loss, TOLERANCE * (1 + Math.abs(expected.value())));
    assertSame(each.network(), expected.gradient().flat(), fast.gradients());
  }

  static void assertSame(
      StochasticBinaryNetwork network, double[] expected, List<NamedArray> arrays) {
    double[] found = EngineGradientTest.all(arrays);
    assertEquals(expected.length, found.length);
    int at = 0;
    for (int k = 0; k <= network.layers(); k++) {
      double largest = 0;
      int end = at + network.group(k).length;
      for (int i = at; i < end; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
      }
      assertTrue(largest > 0, "layer" + k);
      for (; at < end; at++) {
        assertEquals(expected[at], found[at], TOLERANCE * largest, "layer" + k);
      }
    }
  }

  private static EngineCase real(int rows) {
    return of(
        "real",
        StochasticBinaryNetwork.input(2, 7, 6)
            .realConvolution(3, 3, Activation.TANH)
            .padding(1)
            .averagePooling(2)
            .relu(7)
            .hardTanh(5),
        rows);
  }

  @Test
  void aRealNetworkIsThatOfFloat64UnderEveryMethodAndForPredictionsToo() {
    EngineCase each = real(19);
    BatchBuffer floats = each.buffer();
    BatchBuffer doubles = each.doubles(19);
    EstimatorNetwork slow = EstimatorNetwork.of(each.network(), "psa");
    double expected = slow.estimate(doubles, STREAM);
    double[] gradient = EngineGradientTest.all(slow.gradients()).clone();
    double[] slowPrediction = new double[19 * 3];
    slow.predict(doubles, STREAM, slowPrediction);
    for (String method : List.of("st", "psa", "mean-field", "concrete(0.5)", "reinforce", "ap2")) {
      FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
      assertEquals(expected, fast.estimate(floats, STREAM.child(method)), TOLERANCE);
      assertSame(each.network(), gradient, fast.gradients());
      double[] prediction = new double[19 * 3];
      fast.predict(floats, STREAM.child("again"), prediction);
      assertArrayEquals(slowPrediction, prediction, TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("mixed")
  void bytesDoNotDependOnTheNumberOfThreads(String method, EngineCase each) {
    FloatNetwork one = FloatNetwork.of(each.network(), method, 1);
    FloatNetwork four = FloatNetwork.of(each.network(), method, 4);
    assertEquals(one.estimate(each.buffer(), STREAM), four.estimate(each.buffer(), STREAM));
    assertArrayEquals(
        EngineGradientTest.all(one.gradients()), EngineGradientTest.all(four.gradients()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"psa", "ap2", "local-reparameterisation"})
  void behindBernoulliLayersSomeRefuseRealOnesAndNameWhatIsAllowed(String method) {
    StochasticBinaryNetwork network = of("between", between(), 1).network();
    String message =
        assertThrows(IllegalArgumentException.class, () -> FloatNetwork.of(network, method, 1))
            .getMessage();
    assertTrue(message.contains("must stand before the first Bernoulli layer"), message);
    assertTrue(message.contains("layer1: dense 7 -> 6, hardtanh"), message);
  }
}
