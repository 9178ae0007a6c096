package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers of real units: alone, and before, between and behind Bernoulli layers. */
class RealLayersTest {
  private static NetworkBuilder images() {
    return StochasticBinaryNetwork.input(1, 4, 4);
  }

  static Stream<StochasticBinaryNetwork> realNetworks() {
    return Stream.of(
        images().relu(5).tanh(4).hardTanh(3).head(3, OutputLoss.SOFTMAX).initialise(1),
        images().relu(5).batchNormalisation().head(1, OutputLoss.LOGISTIC).initialise(2),
        images()
            .realConvolution(2, 2, Activation.TANH)
            .padding(1)
            .batchNormalisation()
            .maxPooling(2)
            .realConvolution(3, 2, Activation.RELU)
            .head(1, OutputLoss.SQUARED)
            .initialise(3),
        images()
            .realConvolution(2, 3, Activation.HARD_TANH)
            .sumPooling(2)
            .tanh(3)
            .head(2, OutputLoss.SOFTMAX)
            .initialise(4),
        images()
            .realConvolution(2, 3, Activation.RELU)
            .averagePooling(2)
            .encoding(Encoding.SPINS)
            .head(1, OutputLoss.gaussian(0.7))
            .initialise(5));
  }

  /** Real layers before, between and behind; chains of one and of two layers. */
  static Stream<StochasticBinaryNetwork> mixedNetworks() {
    return Stream.of(
        images().relu(5).bernoulli(4).head(1, OutputLoss.LOGISTIC).initialise(1),
        images()
            .tanh(4)
            .relu(3)
            .bernoulli(3, Noise.gaussian(0.8))
            .hardTanh(4)
            .bernoulli(2)
            .relu(3)
            .tanh(2)
            .encoding(Encoding.SPINS)
            .head(3, OutputLoss.SOFTMAX)
            .initialise(2),
        images()
            .realConvolution(2, 3, Activation.RELU)
            .maxPooling(2)
            .bernoulli(3)
            .batchNormalisation()
            .tanh(3)
            .batchNormalisation()
            .bernoulli(2, Noise.triangular(2))
            .head(1, OutputLoss.LOGISTIC)
            .initialise(3),
        images()
            .convolution(1, 2)
            .stride(2)
            .realConvolution(2, 2, Activation.TANH)
            .padding(1)
            .averagePooling(2)
            .bernoulli(3)
            .encoding(Encoding.SPINS)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(4),
        images()
            .convolution(1, 2)
            .stride(2)
            .maxPooling(2)
            .relu(3)
            .head(2, OutputLoss.SOFTMAX)
            .initialise(5));
  }

  private static Batch batch(int points, StochasticBinaryNetwork net) {
    double[][] x = new double[points][];
    double[] y = new double[points];
    for (int n = 0; n < points; n++) {
      x[n] = SmallNetworks.random(n + 1, "x", 16);
      y[n] = net.outputLoss() == OutputLoss.SOFTMAX ? n % 2 : n % 2 == 0 ? 1 : -1;
    }
    return Batch.of(x, y);
  }

  @ParameterizedTest
  @MethodSource("realNetworks")
  void theGradientOfARealNetworkIsTheSlopeOfItsLoss(StochasticBinaryNetwork net) {
    DeterministicPass pass = DeterministicPass.of(net, batch(3, net));
    Gradient gradient = pass.newGradient();
    pass.forward();
    pass.backward(gradient);
    Slopes.assertSlopes(pass::forward, net, gradient.flat());
    Slopes.assertEveryGroupCounts(net, gradient.flat());
  }

  @ParameterizedTest
  @MethodSource("mixedNetworks")
  void theExactGradientOfAMixedNetworkIsTheSlopeOfItsExpectedLoss(StochasticBinaryNetwork net) {
    Problem problem = net.on(batch(3, net));
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    Slopes.assertSlopes(() -> ExactOracle.compute(problem).expectedLoss(), net, exact);
    Slopes.assertEveryGroupCounts(net, exact);
  }

  @ParameterizedTest
  @MethodSource("mixedNetworks")
  void whatIsKeptApartByRowsAddsUpAndStatesGetTheirSlopes(StochasticBinaryNetwork net) {
    Problem problem = net.on(batch(3, net));
    SampledPath path = SmallNetworks.path(problem, 4, 2);
    ChainPass pass = path.pass();
    Gradient gradient = Gradient.zeros(problem.chain().parameters());
    for (int k = 0; k < problem.chain().layers(); k++) {
      double[] da = SmallNetworks.random(6, "da", path.states(k).values().length);
      pass.pullBack(k, path.previous(k), da, gradient);
      double[] rows = new double[gradient.group(k).length * path.rows()];
      pass.pullBackRows(k, path.previous(k), da, rows);
      assertArrayEquals(gradient.group(k), NetworkPassTest.sumsOverRows(rows, path.rows()), 1e-12);
      if (k == 0) {
        continue;
      }
      double[] x = path.states(k - 1).values();
      double[] inStates = new double[x.length];
      pass.pullBackStates(k, path.states(k - 1), da, inStates);
      int layer = k;
      double[] a = new double[da.length];
      DoubleSupplier weighted =
          () -> {
            pass.preactivations(layer, path.states(layer - 1), a);
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
              sum += da[i] * a[i];
            }
            return sum;
          };
      for (int i = 0; i < x.length; i++) {
        // Maxima of equal states have no derivative.
        x[i] += 1e-3 * i;
      }
      pass.pullBackStates(k, path.states(k - 1), da, inStates);
      for (int i = 0; i < x.length; i++) {
        assertEquals(
            Slopes.slope(weighted, x, i),
            inStates[i],
            Slopes.TOLERANCE * (1 + Math.abs(inStates[i])));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mixedNetworks")
  void aLossBehindRealLayersKnowsItsRowsAndItsStates(StochasticBinaryNetwork net) {
    Problem problem = net.on(batch(3, net));
    LossPass pass = problem.loss().open(3);
    for (Encoding encoding : Encoding.values()) {
      States x = States.zeros(encoding, problem.chain().units(problem.chain().layers() - 1), 3);
      for (int i = 0; i < x.values().length; i++) {
        x.values()[i] = 0.1 + 0.02 * i;
      }
      pass.at(x);
      double[] weights = {0.5, 2, -1};
      Gradient gradient = Gradient.zeros(problem.loss().parameters());
      pass.parameterGradient(weights, gradient);
      double[] rows = new double[3 * problem.loss().parameters().total()];
      pass.parameterGradientRows(weights, rows);
      assertArrayEquals(gradient.flat(), NetworkPassTest.sumsOverRows(rows, 3), 1e-12);
      double[] inStates = new double[x.values().length];
      pass.stateGradient(inStates);
      DoubleSupplier sum =
          () -> {
            pass.at(x);
            return pass.values()[0] + pass.values()[1] + pass.values()[2];
          };
      for (int i = 0; i < inStates.length; i++) {
        assertEquals(
            Slopes.slope(sum, x.values(), i),
            inStates[i],
            Slopes.TOLERANCE * (1 + Math.abs(inStates[i])));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void writtenForOtherStatesAMixedNetworkIsTheSame(Encoding target) {
    StochasticBinaryNetwork net =
        images()
            .relu(4)
            .bernoulli(3)
            .tanh(3)
            .bernoulli(2)
            .relu(3)
            .head(2, OutputLoss.SOFTMAX)
            .initialise(3);
    Batch points = batch(2, net);
    double expected = ExactOracle.compute(net.on(points)).expectedLoss();
    double found = ExactOracle.compute(net.as(target).on(points)).expectedLoss();
    assertEquals(expected, found, 1e-12);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void initialPreactivationsBehindRealLayersHaveTheMomentsThatAreAssumed(Activation activation) {
    double[] moments = activation.momentsOfLargest(1);
    double[] expected =
        switch (activation) {
          case RELU -> new double[] {1 / Math.sqrt(2 * Math.PI), 0.5 - 0.5 / Math.PI};
          case TANH -> new double[] {0, 0.394294};
          case HARD_TANH -> new double[] {0, 0.516057};
        };
    assertArrayEquals(expected, moments, 1e-3);
    double[] largest = activation.momentsOfLargest(4);
    assertTrue(largest[0] > moments[0] && largest[1] > 0);
  }

  @Test
  void refusalsNameTheArgument() {
    StochasticBinaryNetwork real = images().relu(3).head(1, OutputLoss.LOGISTIC).initialise(1);
    Batch points = batch(2, real);
    refused("must have a Bernoulli layer", () -> real.on(points));
    refused("layer must be Bernoulli, but is layer0", () -> real.noise(0));
    StochasticBinaryNetwork mixed =
        images().relu(3).bernoulli(2).head(1, OutputLoss.LOGISTIC).initialise(1);
    refused("layers must all be real", () -> DeterministicPass.of(mixed, points));
    refused("units", () -> images().relu(0));
    refused("activation must be given", () -> images().real(3, null));
    refused("activation must be given", () -> images().realConvolution(3, 2, null));
    refused("relu, tanh or hardtanh", () -> Activation.parse("sigmoid"));
    refused("number of Bernoulli and real layers", () -> images().head(1, OutputLoss.LOGISTIC));
    assertEquals(
        List.of("layer0: dense 16 -> 3, relu", "layer1: dense 3 -> 2, logistic"),
        mixed.describe().stream().limit(2).map(NetworkLayer::toString).toList());
  }

  private static void refused(String words, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(words), message);
  }
}
