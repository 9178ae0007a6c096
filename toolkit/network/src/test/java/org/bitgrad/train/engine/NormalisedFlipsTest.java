package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PSA through normalised layers is that of float64 with the batch's statistics as given ones: the
 * loss, and the derivatives of biases, factors and head. They hold what flips do; how weights'
 * gradients go on from there through the statistics is the same under every method.
 */
class NormalisedFlipsTest {
  /** Of the largest entry of its kind in a layer, as in {@link EngineGradientTest}. */
  private static final double TOLERANCE = 2e-5;

  private static final RandomStream STREAM = RandomStream.of(11, "engine");

  private static NetworkBuilder convolutions(Noise noise) {
    return StochasticBinaryNetwork.input(2, 6, 5)
        .convolution(3, 3)
        .padding(1)
        .batchNormalisation()
        .maxPooling(2)
        .convolution(4, 2, noise)
        .batchNormalisation()
        .bernoulli(5, noise)
        .batchNormalisation()
        .encoding(Encoding.SPINS);
  }

  private static NetworkBuilder pooled(Noise noise) {
    return StochasticBinaryNetwork.input(1, 8, 8)
        .convolution(3, 3, noise)
        .batchNormalisation()
        .averagePooling(2)
        .convolution(6, 2, noise)
        .batchNormalisation()
        .sumPooling(2);
  }

  private static NetworkBuilder dense(Noise noise) {
    return StochasticBinaryNetwork.input(4)
        .bernoulli(9)
        .bernoulli(11, noise)
        .batchNormalisation()
        .bernoulli(7, noise)
        .batchNormalisation();
  }

  static Stream<Arguments> cases() {
    return Stream.of(Noise.logistic(0.8), Noise.gaussian(1))
        .flatMap(
            noise ->
                Stream.of(convolutions(noise), pooled(noise), dense(noise))
                    .flatMap(
                        builder ->
                            Stream.of("psa", "psa(smoothing=false)")
                                .map(method -> Arguments.of(method, builder, noise.name()))));
  }

  /** Parameters are floats, factors far from 1, running statistics 0. */
  private static EngineCase each(NetworkBuilder builder, int rows) {
    StochasticBinaryNetwork network = builder.head(3, OutputLoss.SOFTMAX).initialise(7);
    for (int k = 0; k <= network.layers(); k++) {
      double[] group = network.group(k);
      for (int i = 0; i < group.length; i++) {
        group[i] = (float) group[i];
      }
      int channels = network.statistics(k).length / 2;
      for (int c = 0; c < channels; c++) {
        group[group.length - 1 - c] = 2.5 - 0.25 * c;
      }
      Arrays.fill(network.statistics(k), 0);
    }
    return new EngineCase("normalised", network, rows);
  }

  /** Gives the float64 network the batch's statistics: the running ones have come a tenth there. */
  private static void takeStatistics(EngineCase each, Map<String, RealArray> state) {
    for (int k = 0; k < each.network().layers(); k++) {
      double[] statistics = each.network().statistics(k);
      int channels = statistics.length / 2;
      for (int c = 0; c < channels; c++) {
        double n = (double) each.rows() * each.network().sizes()[k + 1] / channels;
        statistics[c] = 10 * state.get("layer" + k + ".mean").get(c);
        double variance = 10 * state.get("layer" + k + ".variance").get(c);
        statistics[channels + c] = variance * (n - 1) / n;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatFlipsDoIsThatOfFloat64(String method, NetworkBuilder builder, String noise) {
    EngineCase each = each(builder, 19);
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
    double loss = fast.estimate(each.buffer(), STREAM);
    takeStatistics(each, fast.state());
    MeanSink expected = each.expected(method, STREAM);
    assertEquals(expected.value(), loss, TOLERANCE * (1 + expected.value()), noise);
    int compared = 0;
    int at = 0;
    for (int k = 0; k <= each.network().layers(); k++) {
      boolean plain = each.network().statistics(k).length == 0;
      double[] right = expected.gradient().group(k);
      int from = 0;
      for (int p = 0; p < (plain ? 2 : 3); p++) {
        RealArray found = fast.gradients().get(at++).values();
        double[] part = Arrays.copyOfRange(right, from, from + found.size());
        from += found.size();
        if (plain || p > 0) {
          assertClose(part, found, fast.gradients().get(at - 1).name());
          compared++;
        }
      }
      assertEquals(right.length, from);
    }
    assertTrue(compared >= 6);
  }

  private static void assertClose(double[] expected, RealArray found, String what) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertTrue(largest > 1e-4, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found.get(i), TOLERANCE * largest, what + " " + i);
    }
  }
}
