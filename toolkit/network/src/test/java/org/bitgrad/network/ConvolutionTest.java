package org.bitgrad.network;

import static org.bitgrad.network.SmallNetworks.path;
import static org.bitgrad.network.SmallNetworks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.SlowForms;
import org.bitgrad.reference.Unrolled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A convolution is the dense layer of its unrolled matrix, with weights that are shared. */
class ConvolutionTest {
  private static final double ROUNDING = 1e-12;
  private static final double FLIPS = 1e-10;
  private static final int COPIES = 3;
  private static final int POINTS = 2;

  /** The same network twice, and one path of each with the same random numbers. */
  private record Pair(Unrolled net, SampledPath path, SampledPath dense) {
    static Pair of(long seed) {
      Unrolled net = Unrolled.random(seed);
      List<Problem> both = net.problems(POINTS);
      SampledPath path = SmallNetworks.path(both.get(0), seed, COPIES);
      return new Pair(net, path, SmallNetworks.path(both.get(1), seed, COPIES));
    }

    int layers() {
      return net.network().layers();
    }

    int rows() {
      return path.rows();
    }

    int units(int layer) {
      return net.network().sizes()[layer + 1];
    }

    double[] random(String name, int layer) {
      return SmallNetworks.random(17, name + layer, units(layer) * rows());
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pathsAreThoseOfTheUnrolledNetwork(long seed) {
    Pair pair = Pair.of(seed);
    for (int k = 0; k < pair.layers(); k++) {
      assertArrayEquals(pair.dense.preactivations(k), pair.path.preactivations(k), ROUNDING);
      assertArrayEquals(pair.dense.states(k).values(), pair.path.states(k).values());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void flipsAreThoseOfTheUnrolledNetwork(long seed) {
    Pair pair = Pair.of(seed);
    for (int k = 1; k < pair.layers(); k++) {
      double[] delta = pair.random("delta", k);
      double[] p = new double[pair.units(k) * pair.rows()];
      double[] fast = new double[pair.units(k - 1) * pair.rows()];
      double[] slow = fast.clone();
      SampledPath a = pair.path;
      SampledPath b = pair.dense;
      b.pass().flipBack(k, b.previous(k), b.states(k), b.preactivations(k), delta, slow);
      a.pass().flipBack(k, a.previous(k), a.states(k), a.preactivations(k), delta, fast);
      assertArrayEquals(slow, fast, FLIPS);
      if (a.pass().activate(k, a.previous(k), p)) {
        a.pass().activeFlipBack(k, a.previous(k), a.states(k), delta, fast);
        assertArrayEquals(slow, fast, FLIPS);
      }
      SlowForms.flipBack(a.pass(), k, a.previous(k), a.states(k), a.preactivations(k), delta, slow);
      assertArrayEquals(slow, fast, FLIPS);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void derivativesAreThoseOfTheUnrolledNetworkSummedOverWhatIsShared(long seed) {
    Pair pair = Pair.of(seed);
    ParameterLayout layout = pair.path.pass().chain().parameters();
    Gradient gradient = Gradient.zeros(layout);
    Gradient dense = Gradient.zeros(pair.dense.pass().chain().parameters());
    for (int k = 0; k < pair.layers(); k++) {
      double[] da = pair.random("da", k);
      pair.path.pass().pullBack(k, pair.path.previous(k), da, gradient);
      pair.dense.pass().pullBack(k, pair.dense.previous(k), da, dense);
      assertArrayEquals(pair.net.folded(dense, k), gradient.group(k), ROUNDING * pair.units(k));
      double[] rows = new double[layout.size(k) * pair.rows()];
      pair.path.pass().pullBackRows(k, pair.path.previous(k), da, rows);
      double[] sums = NetworkPassTest.sumsOverRows(rows, pair.rows());
      assertArrayEquals(gradient.group(k), sums, ROUNDING * pair.units(k));
      if (k > 0) {
        double[] back = new double[pair.units(k - 1) * pair.rows()];
        double[] expected = back.clone();
        pair.path.pass().pullBackStates(k, pair.path.previous(k), da, back);
        pair.dense.pass().pullBackStates(k, pair.dense.previous(k), da, expected);
        assertArrayEquals(expected, back, ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void momentsAreThoseOfTheUnrolledNetwork(long seed) {
    Pair pair = Pair.of(seed);
    MomentPass moments = pair.path.pass().moments().orElseThrow();
    MomentPass dense = pair.dense.pass().moments().orElseThrow();
    Gradient gradient = Gradient.zeros(pair.path.pass().chain().parameters());
    Gradient unrolled = Gradient.zeros(pair.dense.pass().chain().parameters());
    for (int k = 1; k < pair.layers(); k++) {
      double[] variance = Arrays.stream(pair.random("v", k - 1)).map(Math::abs).toArray();
      MeanVariance x = new MeanVariance(pair.random("m", k - 1), variance);
      MeanVariance y = MeanVariance.zeros(pair.units(k) * pair.rows());
      MeanVariance expected = MeanVariance.zeros(pair.units(k) * pair.rows());
      moments.preactivations(k, x, y);
      dense.preactivations(k, x, expected);
      assertClose(expected, y);
      MeanVariance d = new MeanVariance(pair.random("dm", k), pair.random("dv", k));
      moments.pullBack(k, x, d, gradient);
      dense.pullBack(k, x, d, unrolled);
      assertArrayEquals(pair.net.folded(unrolled, k), gradient.group(k), ROUNDING * pair.units(k));
      double[] rows = new double[gradient.group(k).length * pair.rows()];
      moments.pullBackRows(k, x, d, rows);
      double[] sums = NetworkPassTest.sumsOverRows(rows, pair.rows());
      assertArrayEquals(gradient.group(k), sums, ROUNDING * pair.units(k));
      MeanVariance dx = MeanVariance.zeros(pair.units(k - 1) * pair.rows());
      MeanVariance dxExpected = MeanVariance.zeros(pair.units(k - 1) * pair.rows());
      moments.pullBackStates(k, x, d, dx);
      dense.pullBackStates(k, x, d, dxExpected);
      assertClose(dxExpected, dx);
    }
  }

  private static void assertClose(MeanVariance expected, MeanVariance actual) {
    assertArrayEquals(expected.mean(), actual.mean(), ROUNDING);
    assertArrayEquals(expected.variance(), actual.variance(), ROUNDING);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void aChannelBeginsWithMeanZeroAndVarianceOneOverStatesAndPlaces(Encoding encoding) {
    double step = encoding.step();
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2, 4, 5)
            .convolution(3, 2)
            .convolution(2, 3)
            .stride(2)
            .padding(1)
            .encoding(encoding)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(4);
    ChainPass pass = net.on(Batch.of(new double[1][40], new double[] {1})).chain().open(1);
    int units = net.sizes()[2];
    MeanVariance x = MeanVariance.zeros(net.sizes()[1]);
    Arrays.fill(x.mean(), encoding.low() + step / 2);
    Arrays.fill(x.variance(), step * step / 4);
    MeanVariance y = MeanVariance.zeros(units);
    pass.moments().orElseThrow().preactivations(1, x, y);
    for (int c = 0; c < 2; c++) {
      double[] mean = Arrays.copyOfRange(y.mean(), c * units / 2, (c + 1) * units / 2);
      double[] variance = Arrays.copyOfRange(y.variance(), c * units / 2, (c + 1) * units / 2);
      double squares = Arrays.stream(mean).map(m -> m * m).sum();
      assertEquals(0, Arrays.stream(mean).sum(), ROUNDING);
      assertEquals(1, (Arrays.stream(variance).sum() + squares) / mean.length, 1e-9);
    }
  }

  @Test
  void anotherEncodingIsTheSameFunctionUnlessZerosAreAState() {
    NetworkBuilder plain =
        StochasticBinaryNetwork.input(1, 4, 4).convolution(2, 2).padding(1).convolution(2, 3);
    StochasticBinaryNetwork bits = plain.head(1, OutputLoss.LOGISTIC).initialise(2);
    Batch batch = Batch.of(new double[][] {random(5, "x", 16)}, new double[] {1});
    SampledPath path = path(bits.on(batch), 1, 4);
    SampledPath spins = path(bits.as(Encoding.SPINS).on(batch), 1, 4);
    for (int k = 0; k < 2; k++) {
      assertArrayEquals(path.preactivations(k), spins.preactivations(k), ROUNDING);
    }
    assertArrayEquals(bits.group(1), bits.as(Encoding.BITS).group(1));
  }

  private static NetworkBuilder image() {
    return StochasticBinaryNetwork.input(1, 3, 4);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "kernel of layer0 must be at most 3, the height with padding, but is 4",
            (Runnable) () -> image().convolution(2, 4).bernoulli(1)),
        Arguments.of(
            "kernel of layer1 must be at most 1, the height with padding, but is 2",
            (Runnable)
                () -> image().convolution(1, 3).convolution(1, 2).head(1, OutputLoss.SQUARED)),
        Arguments.of(
            "input of layer1 must be an image, but is flat: 5 numbers",
            (Runnable) () -> image().bernoulli(5).convolution(1, 1)),
        Arguments.of(
            "input of layer0 must be an image, but is flat: 12 numbers",
            (Runnable) () -> image().flatten().convolution(1, 1)),
        Arguments.of(
            "input of layer0 must be an image, but is flat: 7 numbers",
            (Runnable) () -> StochasticBinaryNetwork.input(7).convolution(1, 1)),
        Arguments.of(
            "stride must follow a convolution, but follows another layer",
            (Runnable) () -> image().bernoulli(2).stride(2)),
        Arguments.of(
            "padding must follow a convolution, but follows another layer",
            (Runnable) () -> image().padding(1)),
        Arguments.of(
            "stride must be 1 to 4096, but is 0",
            (Runnable) () -> image().convolution(1, 1).stride(0)),
        Arguments.of(
            "padding must be 0 to 4096, but is -1",
            (Runnable) () -> image().convolution(1, 1).padding(-1)),
        Arguments.of(
            "kernel must be 1 to 4096, but is 0", (Runnable) () -> image().convolution(1, 0)),
        Arguments.of(
            "channels must be at least 1, but is 0", (Runnable) () -> image().convolution(0, 1)),
        Arguments.of(
            "noise must be given, but is null", (Runnable) () -> image().convolution(1, 1, null)),
        Arguments.of(
            "height must be at least 1, but is 0",
            (Runnable) () -> StochasticBinaryNetwork.input(1, 0, 4)),
        Arguments.of(
            "padding of layer1 must be 0 to write the network for other states, but is 1",
            (Runnable)
                () ->
                    image()
                        .convolution(1, 1)
                        .convolution(1, 1)
                        .padding(1)
                        .head(1, OutputLoss.LOGISTIC)
                        .initialise(1)
                        .as(Encoding.SPINS)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatDoesNotFitIsRefused(String message, Runnable call) {
    String actual = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(actual.contains(message), actual);
  }
}
