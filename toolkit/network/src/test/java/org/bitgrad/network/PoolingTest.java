package org.bitgrad.network;

import static org.bitgrad.network.SmallNetworks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.SlowForms;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows of states are joined as naive loops over images join them. */
class PoolingTest {
  private static final double ROUNDING = 1e-12;

  /** Central differences with a step of 1e-6 of numbers of the size of 1. */
  private static final double DIFFERENCES = 1e-7;

  private static final int COPIES = 3;

  private static NetworkBuilder pool(Pooling.Kind kind, NetworkBuilder builder) {
    return switch (kind) {
      case MAX -> builder.maxPooling(2);
      case AVERAGE -> builder.averagePooling(2);
      case SUM -> builder.sumPooling(2);
    };
  }

  /** 2 channels of 5x4 units, whose 2x2 windows leave a line over; then units that read them. */
  private record Net(Pooling.Kind kind, Encoding encoding, Noise noise, boolean convolution) {
    StochasticBinaryNetwork network() {
      NetworkBuilder builder = pool(kind, StochasticBinaryNetwork.input(1, 6, 5).convolution(2, 2));
      if (convolution) {
        pool(kind, builder.convolution(3, 2, noise).padding(1));
      } else {
        builder.bernoulli(3, noise);
      }
      return builder.encoding(encoding).head(3, OutputLoss.SOFTMAX).initialise(5);
    }

    SampledPath path() {
      double[][] x = {random(1, "x", 30), random(2, "x", 30)};
      return SmallNetworks.path(network().on(Batch.of(x, new double[] {0, 2})), 9, COPIES);
    }
  }

  static Stream<Net> nets() {
    return Arrays.stream(Pooling.Kind.values())
        .flatMap(
            kind ->
                Arrays.stream(Encoding.values())
                    .flatMap(
                        encoding ->
                            Stream.of(
                                new Net(kind, encoding, Noise.logistic(0.7), true),
                                new Net(kind, encoding, Noise.logistic(), false),
                                new Net(kind, encoding, Noise.gaussian(0.8), true))));
  }

  /** The obvious loops: windows of two lines and two columns of 5x4 units in 2 channels. */
  private static double[] pooled(Pooling.Kind kind, double[] x, int rows) {
    double[] out = new double[2 * 2 * 2 * rows];
    for (int at = 0; at < out.length; at++) {
      int r = at % rows;
      int c = at / rows / 4;
      int line = at / rows / 2 % 2;
      int column = at / rows % 2;
      double[] w = new double[4];
      for (int tap = 0; tap < 4; tap++) {
        int unit = (c * 5 + 2 * line + tap / 2) * 4 + 2 * column + tap % 2;
        w[tap] = x[unit * rows + r];
      }
      double sum = Arrays.stream(w).sum();
      out[at] =
          switch (kind) {
            case MAX -> Arrays.stream(w).max().orElseThrow();
            case AVERAGE -> sum / 4;
            case SUM -> sum;
          };
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("nets")
  void aLayerReadsJoinedWindows(Net net) {
    SampledPath path = net.path();
    double[] read = pooled(net.kind, path.states(0).values(), path.rows());
    StochasticBinaryNetwork network = net.network();
    NetworkBuilder alone = StochasticBinaryNetwork.input(2, 2, 2);
    if (net.convolution) {
      alone.convolution(3, 2, net.noise).padding(1);
    } else {
      alone.bernoulli(3, net.noise);
    }
    StochasticBinaryNetwork second =
        alone
            .head(1, OutputLoss.LOGISTIC)
            .parameters(network.group(1), new double[network.sizes()[2] + 1]);
    double[][] points = new double[path.rows()][8];
    for (int i = 0; i < read.length; i++) {
      points[i % path.rows()][i / path.rows()] = read[i];
    }
    double[] a = new double[network.sizes()[2] * path.rows()];
    double[] ones = new double[path.rows()];
    Arrays.fill(ones, 1);
    second.on(Batch.of(points, ones)).chain().open(path.rows()).preactivations(0, null, a);
    assertArrayEquals(a, path.preactivations(1), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void flipsAreThoseOfFlippingUnitByUnit(Net net) {
    SampledPath path = net.path();
    ChainPass pass = path.pass();
    int units = path.states(1).units();
    double[] delta = random(4, "delta", units * path.rows());
    double[] slow = new double[40 * path.rows()];
    double[] fast = random(3, "rest of an earlier call", 40 * path.rows());
    SlowForms.flipBack(
        pass, 1, path.states(0), path.states(1), path.preactivations(1), delta, slow);
    pass.flipBack(1, path.states(0), path.states(1), path.preactivations(1), delta, fast);
    assertArrayEquals(slow, fast, ROUNDING * units);
    double[] p = new double[units * path.rows()];
    if (pass.activate(1, path.states(0), p)) {
      Arrays.fill(fast, 7);
      pass.activeFlipBack(1, path.states(0), path.states(1), delta, fast);
      assertArrayEquals(slow, fast, ROUNDING * units);
    }
    assertTrue(Arrays.stream(slow).anyMatch(d -> d != 0));
  }

  /** States of which no two are equal, so that the largest is one of them also nearby. */
  private static States relaxed(SampledPath path, int layer) {
    States x = States.zeros(path.states(layer).encoding(), path.states(layer).units(), path.rows());
    double[] u = random(8, "relaxed", x.values().length);
    System.arraycopy(u, 0, x.values(), 0, u.length);
    return x;
  }

  @ParameterizedTest
  @MethodSource("nets")
  void derivativesInStatesAreDifferences(Net net) {
    SampledPath path = net.path();
    ChainPass pass = path.pass();
    States x = relaxed(path, 0);
    double[] da = random(6, "da", path.states(1).units() * path.rows());
    double[] back = random(3, "rest of an earlier call", x.values().length);
    pass.pullBackStates(1, x, da, back);
    double h = 1e-6;
    for (int i = 0; i < back.length; i++) {
      double before = x.values()[i];
      x.values()[i] = before + h;
      double up = product(pass, x, da);
      x.values()[i] = before - h;
      double down = product(pass, x, da);
      x.values()[i] = before;
      assertEquals((up - down) / (2 * h), back[i], DIFFERENCES);
    }
  }

  private static double product(ChainPass pass, States x, double[] da) {
    double[] a = new double[da.length];
    pass.preactivations(1, x, a);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += da[i] * a[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("nets")
  void aHeadBehindWindowsFlipsAndDifferentiatesAsTheObviousLoopsDo(Net net) {
    if (!net.convolution) {
      return;
    }
    SampledPath path = net.path();
    Problem problem = net.network().on(Batch.of(new double[2][30], new double[] {0, 2}));
    LossPass loss = problem.loss().open(path.rows());
    loss.at(path.last());
    double[] slow = new double[path.last().values().length];
    double[] fast = slow.clone();
    SlowForms.flips(loss, slow);
    loss.flips(fast);
    assertArrayEquals(slow, fast, ROUNDING);
    double[] weights = random(3, "weights", slow.length);
    Gradient a = Gradient.zeros(problem.loss().parameters());
    Gradient b = Gradient.zeros(problem.loss().parameters());
    SlowForms.flippedParameterGradient(loss, weights, a);
    loss.flippedParameterGradient(weights, b);
    assertArrayEquals(a.group(0), b.group(0), ROUNDING * slow.length);
    double[] rows = new double[a.group(0).length * path.rows()];
    loss.flippedParameterGradientRows(weights, rows);
    double[] sums = NetworkPassTest.sumsOverRows(rows, path.rows());
    assertArrayEquals(a.group(0), sums, ROUNDING * slow.length);
    States x = relaxed(path, 1);
    double[] back = new double[slow.length];
    loss.at(x);
    loss.stateGradient(back);
    double h = 1e-6;
    for (int i = 0; i < back.length; i++) {
      double before = x.values()[i];
      x.values()[i] = before + h;
      loss.at(x);
      double up = loss.values()[i % path.rows()];
      x.values()[i] = before - h;
      loss.at(x);
      double down = loss.values()[i % path.rows()];
      x.values()[i] = before;
      assertEquals((up - down) / (2 * h), back[i], DIFFERENCES);
    }
  }

  @Test
  void theLargestOfEqualStatesThatPassesADerivativeIsTheFirst() {
    StatePooling pooling =
        new StatePooling(
            new Pooling(Pooling.Kind.MAX, new org.bitgrad.numeric.Image(1, 2, 2), 2), 1);
    double[] back = new double[4];
    pooling.back(new double[] {0, 1, 1, 1}, new double[] {5}, back);
    assertArrayEquals(new double[] {0, 5, 0, 0}, back);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void anotherEncodingIsTheSameFunction(Net net) {
    StochasticBinaryNetwork network =
        pool(net.kind, StochasticBinaryNetwork.input(1, 6, 5).convolution(2, 2))
            .convolution(2, 2)
            .batchNormalisation()
            .encoding(net.encoding)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(2);
    Batch batch = Batch.of(new double[][] {random(5, "x", 30)}, new double[] {1});
    for (Encoding target : Encoding.values()) {
      SampledPath a = SmallNetworks.path(network.on(batch), 1, 4);
      SampledPath b = SmallNetworks.path(network.as(target).on(batch), 1, 4);
      assertArrayEquals(a.preactivations(1), b.preactivations(1), ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void preactivationsBehindWindowsBeginWithVarianceOne(Net net) {
    if (net.convolution) {
      return;
    }
    StochasticBinaryNetwork network = net.network();
    double[] theta = network.group(1);
    int taps = 4;
    double one = net.kind == Pooling.Kind.MAX ? 1 - Math.pow(0.5, taps) : 0.5;
    double n = net.kind == Pooling.Kind.AVERAGE ? 1.0 / taps : 1;
    double many = net.kind == Pooling.Kind.SUM ? taps : 1;
    double step = net.encoding.step();
    for (int j = 0; j < 3; j++) {
      double mean = theta[3 * 8 + j];
      double variance = 0;
      for (int i = 0; i < 8; i++) {
        mean += theta[j * 8 + i] * many * (net.encoding.low() + step * one);
        variance += Math.pow(theta[j * 8 + i] * step, 2) * one * (1 - one) * n * many;
      }
      assertEquals(0, mean, ROUNDING);
      assertEquals(1, variance, 1e-8);
    }
  }

  private static NetworkBuilder image() {
    return StochasticBinaryNetwork.input(1, 5, 4).convolution(1, 2);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            "pooling must follow a convolution, but follows another layer",
            (Runnable) () -> StochasticBinaryNetwork.input(1, 4, 4).maxPooling(2)),
        Arguments.of(
            "pooling must follow a convolution, but follows another layer",
            (Runnable) () -> image().bernoulli(4).maxPooling(2)),
        Arguments.of(
            "pooling must follow a convolution, but follows another layer",
            (Runnable) () -> image().sumPooling(2).sumPooling(2)),
        Arguments.of(
            "side of pooling must be 2 to 3, but is 4", (Runnable) () -> image().maxPooling(4)),
        Arguments.of(
            "side of pooling must be 2 to 3, but is 1", (Runnable) () -> image().maxPooling(1)),
        Arguments.of(
            "stride must follow a convolution, but follows another layer",
            (Runnable) () -> image().maxPooling(2).stride(2)),
        Arguments.of(
            "batch normalisation must follow a Bernoulli or real layer, but does not",
            (Runnable) () -> image().maxPooling(2).batchNormalisation()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatDoesNotFitIsRefused(String message, Runnable call) {
    String actual = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(actual.contains(message), actual);
  }
}
