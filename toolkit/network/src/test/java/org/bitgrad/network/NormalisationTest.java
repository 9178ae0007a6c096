package org.bitgrad.network;

import static org.bitgrad.network.SmallNetworks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch normalisation with given statistics is the affine map that its formula says. */
class NormalisationTest {
  private static final double ROUNDING = 1e-12;

  private record Pair(StochasticBinaryNetwork normalised, StochasticBinaryNetwork plain) {}

  private static NetworkBuilder layers(boolean convolution, boolean normalised) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(1, 4, 4).convolution(2, 2);
    if (normalised) {
      builder.batchNormalisation();
    }
    if (convolution) {
      builder.convolution(3, 2, Noise.gaussian(0.9)).stride(2);
    } else {
      builder.bernoulli(3);
    }
    return normalised ? builder.batchNormalisation() : builder;
  }

  /** A network with statistics, and one without whose weights are those of the formula. */
  private static Pair pair(boolean convolution, Encoding encoding) {
    StochasticBinaryNetwork net =
        layers(convolution, true).encoding(encoding).head(1, OutputLoss.LOGISTIC).initialise(3);
    double[][] plain = new double[3][];
    for (int k = 0; k < 3; k++) {
      plain[k] = net.group(k).clone();
      int channels = net.statistics(k).length / 2;
      if (channels > 0) {
        plain[k] = disturbed(net, k, channels);
      }
    }
    StochasticBinaryNetwork other =
        layers(convolution, false)
            .encoding(encoding)
            .head(1, OutputLoss.LOGISTIC)
            .parameters(plain);
    return new Pair(net, other);
  }

  private static double[] disturbed(StochasticBinaryNetwork net, int k, int channels) {
    double[] theta = net.group(k);
    double[] statistics = net.statistics(k);
    int weights = theta.length - 2 * channels;
    double[] plain = Arrays.copyOf(theta, weights + channels);
    for (int c = 0; c < channels; c++) {
      statistics[c] = 0.3 * c - 0.2;
      statistics[channels + c] = 0.5 + c;
      theta[weights + c] = 0.1 * c + 0.4;
      theta[weights + channels + c] = 1.3 - 0.9 * c;
      double factor = theta[weights + channels + c] / Math.sqrt(statistics[channels + c] + 1e-5);
      for (int i = c * weights / channels; i < (c + 1) * weights / channels; i++) {
        plain[i] = factor * theta[i];
      }
      plain[weights + c] = theta[weights + c] - factor * statistics[c];
    }
    return plain;
  }

  static Stream<Pair> pairs() {
    return Stream.of(
        pair(true, Encoding.BITS),
        pair(false, Encoding.BITS),
        pair(true, Encoding.SPINS),
        pair(false, Encoding.SPINS));
  }

  private static Batch batch() {
    return Batch.of(new double[][] {random(1, "x", 16), random(2, "x", 16)}, new double[] {1, -1});
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void pathsAndFlipsAreThoseOfTheFoldedNetwork(Pair pair) {
    SampledPath a = SmallNetworks.path(pair.normalised.on(batch()), 4, 3);
    SampledPath b = SmallNetworks.path(pair.plain.on(batch()), 4, 3);
    double[] delta = random(3, "delta", a.states(1).values().length);
    double[] flips = new double[a.states(0).values().length];
    double[] expected = flips.clone();
    for (int k = 0; k < 2; k++) {
      assertArrayEquals(b.preactivations(k), a.preactivations(k), ROUNDING);
      assertArrayEquals(b.states(k).values(), a.states(k).values());
    }
    a.flipBack(1, delta, flips);
    b.flipBack(1, delta, expected);
    assertArrayEquals(expected, flips, ROUNDING);
    a.pass().pullBackStates(1, a.states(0), delta, flips);
    b.pass().pullBackStates(1, b.states(0), delta, expected);
    assertArrayEquals(expected, flips, ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void derivativesInAllParametersAreDifferences(Pair pair) {
    SampledPath path = SmallNetworks.path(pair.normalised.on(batch()), 4, 3);
    Gradient gradient = Gradient.zeros(path.pass().chain().parameters());
    for (int k = 0; k < 2; k++) {
      double[] da = random(6, "da", path.states(k).values().length);
      path.pass().pullBack(k, path.previous(k), da, gradient);
      double[] rows = new double[gradient.group(k).length * path.rows()];
      path.pass().pullBackRows(k, path.previous(k), da, rows);
      double[] sums = NetworkPassTest.sumsOverRows(rows, path.rows());
      assertArrayEquals(gradient.group(k), sums, 1e-11);
      double[] theta = pair.normalised.group(k);
      for (int i = 0; i < theta.length; i++) {
        double h = 1e-6;
        double before = theta[i];
        theta[i] = before + h;
        double up = product(path, k, da);
        theta[i] = before - h;
        double down = product(path, k, da);
        theta[i] = before;
        assertEquals((up - down) / (2 * h), gradient.group(k)[i], 1e-7);
      }
    }
  }

  private static double product(SampledPath path, int layer, double[] da) {
    double[] a = new double[da.length];
    path.pass().preactivations(layer, path.previous(layer), a);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += da[i] * a[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void momentsAreThoseOfTheFoldedNetwork(Pair pair) {
    SampledPath a = SmallNetworks.path(pair.normalised.on(batch()), 4, 3);
    SampledPath b = SmallNetworks.path(pair.plain.on(batch()), 4, 3);
    int size = a.states(0).values().length;
    double[] variance = Arrays.stream(random(2, "v", size)).map(Math::abs).toArray();
    MeanVariance x = new MeanVariance(random(1, "m", size), variance);
    MeanVariance y = MeanVariance.zeros(a.states(1).values().length);
    MeanVariance expected = MeanVariance.zeros(y.mean().length);
    MomentPass moments = a.pass().moments().orElseThrow();
    moments.preactivations(1, x, y);
    b.pass().moments().orElseThrow().preactivations(1, x, expected);
    assertArrayEquals(expected.mean(), y.mean(), ROUNDING);
    assertArrayEquals(expected.variance(), y.variance(), ROUNDING);
    MeanVariance d = new MeanVariance(random(5, "dm", y.mean().length), y.variance());
    Gradient gradient = Gradient.zeros(a.pass().chain().parameters());
    moments.pullBack(1, x, d, gradient);
    double[] rows = new double[gradient.group(1).length * a.rows()];
    moments.pullBackRows(1, x, d, rows);
    assertArrayEquals(
        gradient.group(1), NetworkPassTest.sumsOverRows(rows, a.rows()), ROUNDING * size);
  }

  @Test
  void aNetworkBeginsWithStatisticsThatMakeMeanZeroAndVarianceOne() {
    StochasticBinaryNetwork normalised =
        layers(true, true).head(1, OutputLoss.LOGISTIC).initialise(3);
    StochasticBinaryNetwork plain = layers(true, false).head(1, OutputLoss.LOGISTIC).initialise(3);
    SampledPath a = SmallNetworks.path(normalised.on(batch()), 4, 3);
    SampledPath b = SmallNetworks.path(plain.on(batch()), 4, 3);
    // The first layer's weights are drawn from the same numbers; 1e-5 is added to its variance.
    assertArrayEquals(b.preactivations(0), a.preactivations(0), 1e-4);
  }

  @Test
  void copiesHaveStatisticsOfTheirOwn() {
    StochasticBinaryNetwork net = layers(true, true).head(1, OutputLoss.LOGISTIC).initialise(3);
    StochasticBinaryNetwork copy = net.copy();
    net.statistics(0)[0] = 42;
    assertEquals(42, net.copy().statistics(0)[0]);
    assertNotEquals(42, copy.statistics(0)[0]);
    assertEquals(0, net.statistics(2).length);
  }
}
