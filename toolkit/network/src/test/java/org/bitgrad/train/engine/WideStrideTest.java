package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bitgrad.data.BatchBuffer;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stride beyond the image makes one place, and costs no more than one that just makes it. */
class WideStrideTest {
  private static StochasticBinaryNetwork network(int stride) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(1, 28, 28).encoding(Encoding.SPINS);
    return builder
        .convolution(2, 3)
        .padding(1)
        .convolution(3, 3)
        .stride(stride)
        .head(2, OutputLoss.SOFTMAX)
        .initialise(3);
  }

  private static double[] gradient(int stride, String method) {
    StochasticBinaryNetwork network = network(stride);
    FloatNetwork fast = FloatNetwork.of(network, method, 1);
    BatchBuffer batch = new EngineCase(method, network, 5).buffer();
    fast.estimate(batch, RandomStream.of(4, "wide stride"));
    return fast.gradients().stream()
        .flatMapToDouble(
            g ->
                java.util.stream.IntStream.range(0, g.values().size()).mapToDouble(g.values()::get))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"st, 26", "st, 100", "st, 1000", "psa, 26", "psa, 1000"})
  void strideBeyondTheImageIsThatOfOnePlace(String method, int stride) {
    double[] expected = gradient(27, method);
    double[] actual = gradient(stride, method);
    assertEquals(expected.length, actual.length);
    assertArrayEquals(expected, actual, 1e-6);
  }
}
