package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Gaussian loss is the negative log likelihood of targets around the outputs. */
class GaussianLossTest {
  private static final double ROUNDING = 1e-12;
  private static final double[] TARGETS = {0.7, -1.2};

  /** Two Bernoulli units, two outputs, one point. */
  private static StochasticBinaryNetwork net(double deviation, Encoding encoding) {
    return StochasticBinaryNetwork.input(1)
        .bernoulli(2, Noise.gaussian(0.8))
        .encoding(encoding)
        .head(2, OutputLoss.gaussian(deviation))
        .parameters(new double[] {0.5, -1, 0.2, 0.4}, new double[] {1.5, -0.4, 0.3, 2, 0.1, -0.6});
  }

  private static Problem problem(StochasticBinaryNetwork net) {
    return net.on(Batch.of(new double[][] {{0.9}}, new double[][] {TARGETS}));
  }

  private static double density(double x, double deviation) {
    double z = x / deviation;
    return Math.exp(-z * z / 2) / (deviation * Math.sqrt(2 * Math.PI));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.5})
  void theValueIsMinusTheLogarithmOfTheDensitiesProduct(double deviation) {
    StochasticBinaryNetwork net = net(deviation, Encoding.BITS);
    LossPass pass = problem(net).loss().open(1);
    States states = States.enumerate(Encoding.BITS, 2);
    double[] w = net.group(1);
    for (int row = 0; row < 4; row++) {
      States one = States.zeros(Encoding.BITS, 2, 1);
      one.values()[0] = states.get(row, 0);
      one.values()[1] = states.get(row, 1);
      pass.at(one);
      double product = 1;
      for (int o = 0; o < 2; o++) {
        double eta = w[2 * o] * one.get(0, 0) + w[2 * o + 1] * one.get(0, 1) + w[4 + o];
        product *= density(eta - TARGETS[o], deviation);
      }
      assertEquals(-Math.log(product), pass.values()[0], ROUNDING * (1 + -Math.log(product)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.5})
  void gradientsInStatesAndParametersAreDifferences(double deviation) {
    StochasticBinaryNetwork net = net(deviation, Encoding.SPINS);
    LossPass pass = problem(net).loss().open(1);
    States x = States.zeros(Encoding.SPINS, 2, 1);
    x.values()[0] = 0.4;
    x.values()[1] = -0.8;
    pass.at(x);
    double[] inStates = new double[2];
    pass.stateGradient(inStates);
    Gradient inParameters = Gradient.zeros(pass.loss().parameters());
    pass.parameterGradient(new double[] {1}, inParameters);
    for (int i = 0; i < 2; i++) {
      assertEquals(slope(pass, x, x.values(), i), inStates[i], 1e-8 * (1 + Math.abs(inStates[i])));
    }
    for (int i = 0; i < 6; i++) {
      double g = inParameters.group(0)[i];
      assertEquals(slope(pass, x, net.group(1), i), g, 1e-8 * (1 + Math.abs(g)));
    }
  }

  private static double slope(LossPass pass, States x, double[] numbers, int i) {
    double h = 1e-5;
    double before = numbers[i];
    numbers[i] = before + h;
    pass.at(x);
    double up = pass.values()[0];
    numbers[i] = before - h;
    pass.at(x);
    double down = pass.values()[0];
    numbers[i] = before;
    pass.at(x);
    return (up - down) / (2 * h);
  }

  /** Units of one layer are independent: E (eta - t)^2 = (E eta - t)^2 + sum_i w_i^2 var(x_i). */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.5})
  void theExpectedLossOfOneLayerIsItsClosedForm(double deviation) {
    for (Encoding encoding : Encoding.values()) {
      StochasticBinaryNetwork net = net(deviation, encoding);
      double[] w = net.group(1);
      double expected = 0;
      for (int o = 0; o < 2; o++) {
        double mean = w[4 + o];
        double variance = 0;
        for (int j = 0; j < 2; j++) {
          double a = net.group(0)[j] * 0.9 + net.group(0)[2 + j];
          double p = net.noise(0).probability(a);
          mean += w[2 * o + j] * (encoding.low() + encoding.step() * p);
          variance += Math.pow(w[2 * o + j] * encoding.step(), 2) * p * (1 - p);
        }
        double square = Math.pow(mean - TARGETS[o], 2) + variance;
        expected += square / (2 * deviation * deviation);
        expected += Math.log(deviation * Math.sqrt(2 * Math.PI));
      }
      double found = ExactOracle.compute(problem(net)).expectedLoss();
      assertEquals(expected, found, ROUNDING * (1 + Math.abs(expected)));
    }
  }

  @Test
  void deviationsOutOfRangeAreRefusedAndEqualOnesAreEqual() {
    for (double wrong : new double[] {0, -1, Double.NaN, 1e101, Double.POSITIVE_INFINITY}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> OutputLoss.gaussian(wrong))
              .getMessage();
      assertTrue(message.contains("deviation must be in"), message);
    }
    assertEquals(OutputLoss.gaussian(0.5), OutputLoss.gaussian(0.5));
    assertTrue(!OutputLoss.gaussian(0.5).equals(OutputLoss.gaussian(0.6)));
  }
}
