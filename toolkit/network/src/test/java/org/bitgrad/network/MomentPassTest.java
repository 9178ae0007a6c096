package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.CopiedChain;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.FreeLogits;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Means and variances through layers and losses are those of independent states. */
class MomentPassTest {
  private static final double ROUNDING = 1e-12;
  private static final int UNITS = 3;
  private static final RandomStream STREAM = RandomStream.of(23, "moments");

  private static double[] numbers(String name, int n, double from, double to) {
    double[] numbers = new double[n];
    STREAM.child(name).uniforms(0, numbers, 0, n);
    return Arrays.stream(numbers).map(u -> from + (to - from) * u).toArray();
  }

  private static Problem network(Encoding encoding) {
    return StochasticBinaryNetwork.input(2)
        .bernoulli(UNITS, Noise.logistic())
        .bernoulli(2, Noise.gaussian(0.8))
        .encoding(encoding)
        .head(2, OutputLoss.SQUARED)
        .parameters(
            numbers("first", 3 * UNITS, -2, 2),
            numbers("second", 2 * (UNITS + 1), -2, 2),
            numbers("head", 6, -2, 2))
        .on(
            Batch.of(
                new double[][] {{0.3, -0.8}, {1.2, 0.1}}, new double[][] {{0.4, -1}, {0, 0.7}}));
  }

  /** Means and variances of independent states with the probabilities p. */
  private static MeanVariance states(Encoding encoding, double... p) {
    double step = encoding.step();
    return new MeanVariance(
        Arrays.stream(p).map(x -> encoding.low() + step * x).toArray(),
        Arrays.stream(p).map(x -> step * step * x * (1 - x)).toArray());
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void momentsOfPreactivationsAreThoseOfIndependentStates(Encoding encoding) {
    Problem problem = network(encoding);
    double[] p = numbers("p", UNITS * 2, 0.05, 0.95);
    ChainPass chain = problem.chain().open(2);
    MeanVariance actual = MeanVariance.zeros(4);
    chain.moments().orElseThrow().preactivations(1, states(encoding, p), actual);
    double[] mean = new double[4];
    double[] squares = new double[4];
    double[] a = new double[4];
    States x = States.zeros(encoding, UNITS, 2);
    for (int state = 0; state < 1 << UNITS; state++) {
      double[] weight = {1, 1};
      for (int i = 0; i < 2 * UNITS; i++) {
        boolean one = (state >> (i / 2) & 1) == 1;
        x.values()[i] = one ? encoding.high() : encoding.low();
        weight[i % 2] *= one ? p[i] : 1 - p[i];
      }
      chain.preactivations(1, x, a);
      for (int i = 0; i < 4; i++) {
        mean[i] += weight[i % 2] * a[i];
        squares[i] += weight[i % 2] * a[i] * a[i];
      }
    }
    Arrays.setAll(squares, i -> squares[i] - mean[i] * mean[i]);
    assertArrayEquals(mean, actual.mean(), ROUNDING);
    assertArrayEquals(squares, actual.variance(), ROUNDING);
  }

  @Test
  void theFirstLayerDoesNotVary() {
    Problem problem = network(Encoding.BITS);
    ChainPass chain = problem.chain().open(2);
    double[] a = new double[2 * UNITS];
    chain.preactivations(0, null, a);
    MeanVariance actual = new MeanVariance(new double[a.length], numbers("before", a.length, 1, 2));
    chain.moments().orElseThrow().preactivations(0, null, actual);
    assertArrayEquals(a, actual.mean());
    assertArrayEquals(new double[a.length], actual.variance());
  }

  @Test
  void derivativesByRowsSumToThoseOfTheBlock() {
    Problem problem = network(Encoding.SPINS);
    MeanVariance before = states(Encoding.SPINS, numbers("p", UNITS * 2, 0, 1));
    MeanVariance d = new MeanVariance(numbers("d", 4, -1, 1), numbers("v", 4, -1, 1));
    MomentPass pass = problem.chain().open(2).moments().orElseThrow();
    for (int layer = 0; layer < 2; layer++) {
      MeanVariance given = layer == 0 ? new MeanVariance(before.mean(), before.mean()) : d;
      MeanVariance previous = layer == 0 ? null : before;
      Gradient sum = Gradient.zeros(problem.chain().parameters());
      pass.pullBack(layer, previous, given, sum);
      double[] rows = new double[2 * sum.group(layer).length];
      pass.pullBackRows(layer, previous, given, rows);
      mustSum(sum.group(layer), rows);
    }
    MomentLossPass loss = problem.loss().open(2).moments(Encoding.SPINS);
    loss.expect(d("q", Encoding.SPINS, 2));
    double[] weights = {0.7, -1.3};
    Gradient sum = Gradient.zeros(problem.loss().parameters());
    loss.parameterGradient(weights, sum);
    double[] rows = new double[2 * sum.group(0).length];
    loss.parameterGradientRows(weights, rows);
    mustSum(sum.group(0), rows);
  }

  private static MeanVariance d(String name, Encoding encoding, int units) {
    return states(encoding, numbers(name, units * 2, 0.1, 0.9));
  }

  private static void mustSum(double[] sum, double[] rows) {
    assertTrue(Arrays.stream(sum).allMatch(x -> x != 0));
    for (int i = 0; i < sum.length; i++) {
      assertEquals(sum[i], rows[2 * i] + rows[2 * i + 1], ROUNDING);
    }
  }

  private static Loss logistic(double bias, double... weights) {
    double[] theta = Arrays.copyOf(weights, weights.length + 1);
    theta[weights.length] = bias;
    return HeadLoss.of(
        1, OutputLoss.LOGISTIC, Batch.of(new double[][] {{0}}, new double[] {-1}), theta);
  }

  /** Nine points: 1e-6 up to a deviation of 1, 5e-4 up to 2. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 2})
  void theExpectedLogisticLossIsTheIntegralOverGaussianOutputs(double deviation) {
    for (double mean : new double[] {-2.5, 0, 1}) {
      MomentLossPass loss = logistic(0, 1).open(1).moments(Encoding.BITS);
      double v = deviation * deviation;
      loss.expect(new MeanVariance(new double[] {mean}, new double[] {v}));
      double step = 0.01;
      double integral = 0;
      for (int i = -1000; i <= 1000; i++) {
        double weight = step * Noise.gaussian(1).density(step * i);
        integral += weight * Math.log1p(Math.exp(mean + deviation * step * i));
      }
      double allowed = deviation <= 1 ? 1e-6 : 5e-4;
      assertEquals(integral, loss.values()[0], allowed, "mean " + mean);
      assertTrue(Math.abs(integral - Math.log1p(Math.exp(mean))) > 5 * allowed);
    }
  }

  @Test
  void statesOfAnyEncodingAreTurnedIntoThatOfTheHead() {
    double[] p = {0.2, 0.7};
    MeanVariance[] gradients = new MeanVariance[2];
    double[][] values = new double[4][];
    for (Encoding encoding : Encoding.values()) {
      int k = encoding == Encoding.BITS ? 0 : 1;
      MomentLossPass loss = logistic(0.3, 1.1, -2).open(1).moments(encoding);
      loss.expect(states(encoding, p));
      values[k] = loss.values().clone();
      gradients[k] = MeanVariance.zeros(2);
      loss.stateGradient(gradients[k]);
      loss.sample(states(encoding, p), new double[] {0.6});
      values[2 + k] = loss.values().clone();
    }
    assertArrayEquals(values[0], values[1], ROUNDING);
    assertArrayEquals(values[2], values[3], ROUNDING);
    // E as a function of x = low + step y: derivatives in y are those in x times the step.
    for (int i = 0; i < 2; i++) {
      double[] mean = new double[2];
      double[] variance = new double[2];
      for (Encoding encoding : Encoding.values()) {
        int k = encoding == Encoding.BITS ? 0 : 1;
        mean[k] = encoding.step() * gradients[k].mean()[i];
        variance[k] = encoding.step() * encoding.step() * gradients[k].variance()[i];
      }
      assertEquals(mean[0], mean[1], ROUNDING);
      assertEquals(variance[0], variance[1], ROUNDING);
      assertTrue(variance[0] > 1e-3);
    }
  }

  @Test
  void aLossWithoutOutputsIsTakenAtTheMeans() {
    BitLoss loss =
        BitLoss.of(
            "product",
            (bits, out) -> out[0] = bits.get(0, 0) * bits.get(0, 1),
            (bits, out) -> {
              out[0] = bits.get(0, 1);
              out[1] = bits.get(0, 0);
            });
    MomentLossPass pass = loss.open(1).moments(Encoding.BITS);
    assertEquals(0, pass.normals());
    pass.expect(states(Encoding.BITS, 0.2, 0.7));
    assertEquals(0.14, pass.values()[0], ROUNDING);
    MeanVariance d = new MeanVariance(new double[2], new double[] {3, 4});
    pass.stateGradient(d);
    assertArrayEquals(new double[] {0.7, 0.2}, d.mean(), ROUNDING);
    assertArrayEquals(new double[2], d.variance());
  }

  @Test
  void chainsOfOneLayerHaveMomentsAndNoLayerBefore() {
    double[] logits = {0.3, Double.POSITIVE_INFINITY};
    Chain free = FreeLogits.of(logits, Noise.logistic(), Encoding.BITS, 1);
    for (Chain chain : new Chain[] {free, CopiedChain.of(free, 2)}) {
      Optional<MomentPass> moments = chain.open(1).moments();
      MeanVariance a = MeanVariance.zeros(chain.units(0));
      moments.orElseThrow().preactivations(0, null, a);
      assertEquals(Double.POSITIVE_INFINITY, a.mean()[1]);
      refused("layer", () -> moments.get().pullBackStates(0, a, a, a));
      refused("layer", () -> moments.get().preactivations(1, a, a));
    }
    MomentPass deep = network(Encoding.BITS).chain().open(2).moments().orElseThrow();
    refused("layer", () -> deep.pullBackStates(0, null, null, null));
    refused("variance", () -> new MeanVariance(new double[2], new double[3]));
    refused("size", () -> MeanVariance.zeros(0));
  }

  private static void refused(String name, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(name), message);
  }
}
