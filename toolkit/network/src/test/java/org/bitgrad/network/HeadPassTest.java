package org.bitgrad.network;

import static org.bitgrad.network.NetworkPassTest.sumsOverRows;
import static org.bitgrad.network.SmallNetworks.path;
import static org.bitgrad.network.SmallNetworks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.SlowForms;
import org.bitgrad.problem.States;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeadPassTest {
  private static final double TOLERANCE = 1e-10;
  private static final double STEP = 1e-5;
  private static final double DIFFERENCE_TOLERANCE = 1e-8;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static LossPass pass(long seed) {
    Problem problem = SmallNetworks.problem(seed);
    SampledPath path = path(problem, seed, 2);
    LossPass pass = problem.loss().open(path.rows());
    pass.at(path.last());
    return pass;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void flipsAreThoseOfRowByRow(long seed) {
    LossPass pass = pass(seed);
    double[] fast = new double[pass.states().units() * pass.rows()];
    double[] slow = fast.clone();
    pass.flips(fast);
    SlowForms.flips(pass, slow);
    assertArrayEquals(slow, fast, TOLERANCE);
    pass.flips(fast);
    assertArrayEquals(slow, fast, TOLERANCE, "asked twice");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void parameterGradientsAreThoseOfRowByRow(long seed) {
    LossPass pass = pass(seed);
    ParameterLayout layout = pass.loss().parameters();
    double[] weights = random(seed, "weights", pass.rows());
    Gradient gradient = Gradient.zeros(layout);
    pass.parameterGradient(weights, gradient);
    double[] fast = new double[layout.total() * pass.rows()];
    double[] slow = fast.clone();
    pass.parameterGradientRows(weights, fast);
    SlowForms.parameterGradient(pass, weights, slow);
    assertArrayEquals(slow, fast, TOLERANCE);
    assertArrayEquals(gradient.flat(), sumsOverRows(fast, pass.rows()), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void flippedParameterGradientsAreThoseOfRowByRow(long seed) {
    LossPass pass = pass(seed);
    ParameterLayout layout = pass.loss().parameters();
    double[] weights = random(seed, "weights", pass.states().units() * pass.rows());
    Gradient fast = Gradient.zeros(layout);
    Gradient slow = Gradient.zeros(layout);
    pass.flippedParameterGradient(weights, fast);
    SlowForms.flippedParameterGradient(pass, weights, slow);
    assertArrayEquals(slow.flat(), fast.flat(), TOLERANCE);
    double[] rows = new double[layout.total() * pass.rows()];
    pass.flippedParameterGradientRows(weights, rows);
    assertArrayEquals(slow.flat(), sumsOverRows(rows, pass.rows()), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gradientsAreThoseOfFiniteDifferences(long seed) {
    LossPass pass = pass(seed);
    States x = pass.states();
    double[] inStates = new double[x.units() * x.rows()];
    pass.stateGradient(inStates);
    double[] ones = new double[x.rows()];
    java.util.Arrays.fill(ones, 1);
    Gradient inParameters = Gradient.zeros(pass.loss().parameters());
    pass.parameterGradient(ones, inParameters);
    for (int i = 0; i < inStates.length; i++) {
      assertEquals(difference(pass, x, x.values(), i), inStates[i], DIFFERENCE_TOLERANCE);
    }
    double[] theta = ((HeadLoss) pass.loss()).theta();
    for (int i = 0; i < theta.length; i++) {
      double expected = difference(pass, x, theta, i);
      assertEquals(expected, inParameters.group(0)[i], DIFFERENCE_TOLERANCE);
    }
  }

  /** Central difference of the sum of all rows' losses in one of the numbers. */
  private static double difference(LossPass pass, States x, double[] numbers, int i) {
    double kept = numbers[i];
    numbers[i] = kept + STEP;
    double above = total(pass, x);
    numbers[i] = kept - STEP;
    double below = total(pass, x);
    numbers[i] = kept;
    return (above - below) / (2 * STEP);
  }

  private static double total(LossPass pass, States x) {
    pass.at(x);
    return java.util.Arrays.stream(pass.values()).sum();
  }
}
