package org.bitgrad.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.LogSums;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bound is the logarithm of the mean weight, and every fast form agrees with the plain one. */
class MultiSampleBoundTest {
  /** Rounding of sums of a few numbers of size 1 to 10. */
  private static final double ROUNDING = 1e-12;

  private static final int SAMPLES = 3;
  private static final int UNITS = 2;
  private static final int ROWS = 4;

  private static Problem network(Encoding encoding) {
    return StochasticBinaryNetwork.input(2)
        .bernoulli(UNITS, Noise.gaussian(0.8))
        .encoding(encoding)
        .head(2, OutputLoss.SQUARED)
        .initialise(3)
        .on(Batch.of(new double[][] {{0.2, -1}, {1.5, 0.4}}, new double[][] {{1, -2}, {0.5, 3}}));
  }

  static List<Problem> singles() {
    return List.of(network(Encoding.BITS), network(Encoding.SPINS), table());
  }

  private static Problem table() {
    return BernoulliProblem.of(
        BitLoss.table(0.3, -1.2, 2, 0.7), Noise.logistic(), Encoding.SPINS, 0.4, -0.2);
  }

  private static double[] numbers(String name, int count) {
    double[] numbers = new double[count];
    RandomStream.of(1, name).uniforms(0, numbers, 0, count);
    return numbers;
  }

  private static States randomStates(Problem bound, int rows) {
    Encoding encoding = bound.chain().encoding();
    States x = States.zeros(encoding, bound.chain().units(0), rows);
    double[] u = numbers("states", x.values().length);
    for (int i = 0; i < u.length; i++) {
      x.values()[i] = u[i] < 0.5 ? encoding.low() : encoding.high();
    }
    return x;
  }

  private static LossPass at(Problem bound) {
    LossPass pass = bound.loss().open(ROWS);
    pass.at(randomStates(bound, ROWS));
    return pass;
  }

  @ParameterizedTest
  @MethodSource("singles")
  void valueIsTheLogarithmOfTheMeanWeight(Problem single) {
    LossPass pass = at(single.bound(SAMPLES));
    for (int r = 0; r < ROWS; r++) {
      double sum = 0;
      for (int k = 0; k < SAMPLES; k++) {
        int point = r % single.points();
        LossPass one = single.at(point).loss().open(1);
        States x = States.zeros(single.chain().encoding(), UNITS, 1);
        for (int j = 0; j < UNITS; j++) {
          x.values()[j] = pass.states().get(r, k * UNITS + j);
        }
        one.at(x);
        assertEquals(one.values()[0], pass.logWeights()[k * ROWS + r], ROUNDING);
        sum += Math.exp(one.values()[0]);
      }
      assertEquals(Math.log(sum / SAMPLES), pass.values()[r], ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("singles")
  void flipsAreThoseOfWholeEvaluations(Problem single) {
    LossPass pass = at(single.bound(SAMPLES));
    int size = SAMPLES * UNITS * ROWS;
    double[] expected = new double[size];
    double[] actual = new double[size];
    RowByRow.flips(pass, expected);
    pass.flips(actual);
    assertArrayEquals(expected, actual, ROUNDING);
    assertTrue(Arrays.stream(actual).distinct().count() > 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BITS", "SPINS"})
  void parameterDerivativesAreThoseOfWholeEvaluations(String encoding) {
    Problem bound = network(Encoding.valueOf(encoding)).bound(SAMPLES);
    LossPass pass = at(bound);
    ParameterLayout layout = bound.loss().parameters();
    double[] flipWeights = numbers("weights", SAMPLES * UNITS * ROWS);
    Gradient expected = Gradient.zeros(layout);
    Gradient actual = Gradient.zeros(layout);
    RowByRow.flippedParameterGradient(pass, flipWeights, expected);
    pass.flippedParameterGradient(flipWeights, actual);
    assertArrayEquals(expected.flat(), actual.flat(), ROUNDING);

    double[] expectedRows = new double[layout.total() * ROWS];
    double[] actualRows = new double[layout.total() * ROWS];
    RowByRow.flippedParameterGradientRows(pass, flipWeights, expectedRows);
    pass.flippedParameterGradientRows(flipWeights, actualRows);
    pass.flippedParameterGradientRows(new double[flipWeights.length], actualRows);
    assertArrayEquals(expectedRows, actualRows, ROUNDING);

    double[] weights = Arrays.copyOf(flipWeights, ROWS);
    Arrays.fill(expectedRows, 0);
    Arrays.fill(actualRows, 0);
    RowByRow.parameterGradient(pass, weights, expectedRows);
    pass.parameterGradientRows(weights, actualRows);
    assertArrayEquals(expectedRows, actualRows, ROUNDING);
  }

  /** Central differences; the error is of second order in the step. */
  @ParameterizedTest
  @ValueSource(strings = {"BITS", "SPINS"})
  void derivativesAreTheLimitsOfDifferences(String encoding) {
    Problem bound = network(Encoding.valueOf(encoding)).bound(SAMPLES);
    LossPass pass = at(bound);
    double step = 1e-5;
    double[] states = new double[SAMPLES * UNITS * ROWS];
    pass.stateGradient(states);
    LossPass other = bound.loss().open(ROWS);
    States x = pass.states().as(pass.states().encoding());
    for (int i = 0; i < states.length; i++) {
      double kept = x.values()[i];
      x.values()[i] = kept + step;
      other.at(x);
      double above = other.values()[i % ROWS];
      x.values()[i] = kept - step;
      other.at(x);
      x.values()[i] = kept;
      assertEquals((above - other.values()[i % ROWS]) / (2 * step), states[i], 1e-8);
    }
  }

  @Test
  void weightsOfAnySizeGiveFiniteNumbers() {
    Problem bound =
        BernoulliProblem.of(
                BitLoss.table(-1e6, 0, 3, 1e6), Noise.logistic(), Encoding.BITS, 0.0, 0.0)
            .bound(2);
    States all = States.enumerate(Encoding.BITS, 4);
    LossPass pass = bound.loss().open(16);
    pass.at(all);
    double[] flips = new double[4 * 16];
    pass.flips(flips);
    for (int r = 0; r < 16; r++) {
      double largest = Math.max(pass.logWeights()[r], pass.logWeights()[16 + r]);
      assertTrue(pass.values()[r] <= largest && pass.values()[r] >= largest - Math.log(2));
    }
    assertTrue(Arrays.stream(flips).allMatch(Double::isFinite));
    // both samples at -1e6, the last bit of the second becomes 1: L rises from -1e6 to -log 2
    assertEquals(-1e6 + Math.log(2), flips[3 * 16], 1e-9);
  }

  @Test
  void boundOfOneSampleIsTheLogWeight() {
    Problem single = network(Encoding.BITS);
    Problem bound = single.bound(1);
    assertEquals(1, bound.loss().samples());
    LossPass pass = at(bound);
    LossPass plain = single.loss().open(ROWS);
    plain.at(pass.states());
    assertArrayEquals(plain.values(), pass.values(), ROUNDING);
    assertArrayEquals(plain.values(), plain.logWeights());
    double[] expected = new double[UNITS * ROWS];
    double[] actual = new double[UNITS * ROWS];
    plain.flips(expected);
    pass.flips(actual);
    assertArrayEquals(expected, actual, ROUNDING);
  }

  @Test
  void copiesShareTheParametersAndAddTheirDerivatives() {
    Problem single = network(Encoding.BITS);
    Problem bound = single.bound(SAMPLES);
    assertEquals(single.parameters().names(), bound.parameters().names());
    assertEquals(single.parameters().total(), bound.parameters().total());
    ChainPass one = single.chain().open(2);
    ChainPass all = bound.chain().open(2);
    double[] a = new double[UNITS * 2];
    double[] copies = new double[SAMPLES * UNITS * 2];
    one.preactivations(0, null, a);
    all.preactivations(0, null, copies);
    for (int i = 0; i < copies.length; i++) {
      assertEquals(a[i % a.length], copies[i]);
    }
    double[] da = numbers("da", copies.length);
    double[] sum = new double[a.length];
    for (int i = 0; i < da.length; i++) {
      sum[i % sum.length] += da[i];
    }
    Gradient expected = single.newGradient();
    Gradient actual = bound.newGradient();
    one.pullBack(0, null, sum, single.chainPart(expected));
    all.pullBack(0, null, da, bound.chainPart(actual));
    assertArrayEquals(expected.flat(), actual.flat(), ROUNDING);
  }

  @Test
  void restrictionToPointsKeepsTheBound() {
    Problem bound = network(Encoding.BITS).bound(SAMPLES);
    Problem second = bound.at(1);
    assertEquals(SAMPLES, second.loss().samples());
    States x = randomStates(bound, 2);
    LossPass both = bound.loss().open(2);
    both.at(x);
    LossPass one = second.loss().open(2);
    one.at(x);
    assertEquals(both.values()[1], one.values()[1], ROUNDING);
    assertTrue(Math.abs(both.values()[0] - one.values()[0]) > 1e-3);
  }

  @Test
  void differencesOfLogarithmsDoNotCancel() {
    // log(e^o + e^a) - log(e^o + e^b) = (a - b) e^b / (e^o + e^b) for a close to b
    double a = 1 + 0x1p-50;
    double exact = 0x1p-50 * Math.exp(1) / (Math.exp(2) + Math.exp(1));
    assertEquals(exact, LogSums.change(2, a, 1), 1e-12 * exact);
    assertEquals(0, LogSums.change(2, 0.1, 0.1));
    assertEquals(5, LogSums.change(Double.NEGATIVE_INFINITY, 2, -3));
    assertEquals(2000, LogSums.change(-1000, 1000, -3000), 1e-9);
    assertEquals(-2000, LogSums.change(-1000, -3000, 1000), 1e-9);
  }

  private static void refused(String part, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void badBoundsAreRefused() {
    Problem single = table();
    refused("samples must be at least 1, but is 0", () -> single.bound(0));
    refused("samples must be at least 1, but is -2", () -> MultiSampleBound.of(single.loss(), -2));
    refused("logWeight must be given", () -> MultiSampleBound.of(null, 2));
    refused("chain must be given", () -> CopiedChain.of(null, 2));
    refused(
        "the loss of one sample, but is one of 3", () -> MultiSampleBound.of(bound3().loss(), 2));
    Problem deep =
        StochasticBinaryNetwork.input(1)
            .bernoulli(2)
            .bernoulli(2)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(1)
            .on(Batch.of(new double[][] {{1}}, new double[] {1}));
    refused("must have 1 layer, but has 2", () -> deep.bound(2));
    LossPass pass = bound3().loss().open(1);
    refused("multiple of the 3 samples, but are 4", () -> pass.at(states(4)));
    refused("states must be given", () -> pass.at(null));
    refused("logits must be given", () -> BernoulliProblem.bound(2, (b, o) -> {}, (double[]) null));
  }

  private static States states(int units) {
    return States.zeros(Encoding.BITS, units, 1);
  }

  private static Problem bound3() {
    return table().bound(3);
  }
}
