package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks whose pre-activations are in a given proportion to the noise. */
class RatioInitialisationTest {
  private static final int WIDTH = 200;

  private static NetworkBuilder.Headed network(Encoding encoding) {
    return StochasticBinaryNetwork.input(WIDTH)
        .bernoulli(WIDTH, Noise.logistic(0.5))
        .bernoulli(WIDTH, Noise.uniform(3))
        .encoding(encoding)
        .head(2, OutputLoss.SOFTMAX);
  }

  private static Batch batch() {
    double[][] x = new double[50][WIDTH];
    double[] y = new double[x.length];
    for (int n = 0; n < x.length; n++) {
      for (int i = 0; i < WIDTH; i++) {
        x[n][i] = RandomStream.of(3, "x").child(n).uniform(i) < 0.5 ? -1 : 1;
      }
      y[n] = n % 2;
    }
    return Batch.of(x, y);
  }

  private static double meanSquare(double[] values) {
    return Arrays.stream(values).map(v -> v * v).sum() / values.length;
  }

  /**
   * Each unit's variance over its weights is a mean of 200 squares, that of a layer one of 40000
   * (deviation 0.7 %), and points of spins add little: 6 % is more than 5 deviations.
   */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void preActivationsHaveTheRatioToTheScaleOfTheirNoise(Encoding encoding) {
    StochasticBinaryNetwork net =
        network(encoding)
            .initialiseByRatio(11, noise -> noise.name().startsWith("uniform") ? 1.5 : 4);
    SampledPath path = SmallNetworks.path(net.on(batch()), 1, 50);
    assertEquals(Math.pow(4 * 0.5, 2), meanSquare(path.preactivations(0)), 0.06 * 4);
    assertEquals(Math.pow(1.5 * 3, 2), meanSquare(path.preactivations(1)), 0.06 * 20.25);
  }

  @Test
  void withBatchNormalisationItsFactorsAreTheDeviations() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(WIDTH)
            .bernoulli(WIDTH, Noise.gaussian(0.5))
            .batchNormalisation()
            .encoding(Encoding.SPINS)
            .head(2, OutputLoss.SOFTMAX)
            .initialiseByRatio(11, noise -> 4);
    SampledPath path = SmallNetworks.path(net.on(batch()), 1, 1);
    assertEquals(Math.pow(4 * 0.5, 2), meanSquare(path.preactivations(0)), 0.06 * 4);
    double[] theta = net.group(0);
    double[] factors = Arrays.copyOfRange(theta, theta.length - WIDTH, theta.length);
    double[] expected = new double[WIDTH];
    Arrays.fill(expected, 2);
    assertArrayEquals(expected, factors);
  }

  @Test
  void aNetworkOfBitsIsTheSameFunction() {
    StochasticBinaryNetwork spins = network(Encoding.SPINS).initialiseByRatio(11, noise -> 2);
    StochasticBinaryNetwork bits = network(Encoding.BITS).initialiseByRatio(11, noise -> 2);
    assertEquals(Encoding.BITS, bits.encoding());
    for (int k = 0; k < 3; k++) {
      assertArrayEquals(spins.group(k), bits.as(Encoding.SPINS).group(k), 1e-12);
    }
  }

  @Test
  void biasesOfSpinsAreZero() {
    StochasticBinaryNetwork net = network(Encoding.SPINS).initialiseByRatio(11, noise -> 2);
    for (int k = 0; k < 3; k++) {
      int units = net.sizes()[k + 1];
      double[] theta = net.group(k);
      assertArrayEquals(
          new double[units], Arrays.copyOfRange(theta, theta.length - units, theta.length));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aRatioThatIsNotPositiveIsRefused(double ratio) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> network(Encoding.SPINS).initialiseByRatio(1, noise -> ratio))
            .getMessage();
    assertTrue(message.contains("ratio") && message.contains("" + ratio), message);
  }
}
