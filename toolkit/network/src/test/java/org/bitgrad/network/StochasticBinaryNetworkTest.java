package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StochasticBinaryNetworkTest {
  private static final double TOLERANCE = 1e-12;
  private static final Batch BATCH =
      Batch.of(new double[][] {{0.3, -1.2}, {2, 0.7}, {-0.4, 0.1}}, new double[] {1, -1, 1});

  private static StochasticBinaryNetwork network(Encoding encoding) {
    return StochasticBinaryNetwork.input(2)
        .bernoulli(4)
        .bernoulli(3, Noise.gaussian(0.7))
        .encoding(encoding)
        .head(1, OutputLoss.LOGISTIC)
        .initialise(5);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void theOtherEncodingIsTheSameFunction(Encoding encoding) {
    Encoding target = encoding == Encoding.BITS ? Encoding.SPINS : Encoding.BITS;
    StochasticBinaryNetwork network = network(encoding);
    StochasticBinaryNetwork other = network.as(target);
    SampledPath path = SmallNetworks.path(network.on(BATCH), 1, 2);
    SampledPath twin = SmallNetworks.path(other.on(BATCH), 1, 2);
    for (int k = 0; k < 2; k++) {
      assertArrayEquals(path.preactivations(k), twin.preactivations(k), TOLERANCE);
      assertArrayEquals(path.states(k).values(), twin.states(k).as(encoding).values(), TOLERANCE);
    }
    assertArrayEquals(values(network, path), values(other, twin), TOLERANCE);
    StochasticBinaryNetwork back = other.as(encoding);
    for (int k = 0; k < 3; k++) {
      assertArrayEquals(network.group(k), back.group(k), TOLERANCE);
    }
  }

  private static double[] values(StochasticBinaryNetwork network, SampledPath path) {
    LossPass pass = network.on(BATCH).loss().open(path.rows());
    pass.at(path.last());
    return pass.values();
  }

  @Test
  void aHeadReadsStatesOfTheOtherEncoding() {
    StochasticBinaryNetwork network = network(Encoding.BITS);
    SampledPath path = SmallNetworks.path(network.on(BATCH), 3, 2);
    LossPass pass = network.on(BATCH).loss().open(path.rows());
    pass.at(path.last());
    double[] expected = pass.values().clone();
    double[] inBits = new double[3 * path.rows()];
    pass.stateGradient(inBits);
    pass.at(path.last().as(Encoding.SPINS));
    assertArrayEquals(expected, pass.values(), TOLERANCE);
    double[] inSpins = new double[3 * path.rows()];
    pass.stateGradient(inSpins);
    for (int i = 0; i < inBits.length; i++) {
      assertEquals(inBits[i], 2 * inSpins[i], TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void initialisationNormalisesUnderItsAssumptions(Encoding encoding) {
    StochasticBinaryNetwork network = network(encoding);
    double middle = encoding == Encoding.BITS ? 0.5 : 0;
    double variance = encoding == Encoding.BITS ? 0.25 : 1;
    double[] theta = network.group(1);
    for (int j = 0; j < 3; j++) {
      double mean = theta[12 + j];
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        mean += theta[4 * j + i] * middle;
        sum += theta[4 * j + i] * theta[4 * j + i] * variance;
      }
      assertEquals(0, mean, TOLERANCE);
      assertEquals(1, sum, 1e-8);
    }
    for (double w : network.group(2)) {
      assertTrue(Math.abs(w) < 1);
    }
  }

  @Test
  void initialisationTakesTheMomentsOfInputsFromData() {
    StochasticBinaryNetwork network =
        StochasticBinaryNetwork.input(1)
            .bernoulli(1)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(5, Batch.of(new double[][] {{1}, {5}}, new double[] {1, 1}));
    // mean 3, unbiased variance 8
    assertEquals(1 / Math.sqrt(8), Math.abs(network.group(0)[0]), 1e-9);
    assertEquals(0, 3 * network.group(0)[0] + network.group(0)[1], TOLERANCE);
  }

  @Test
  void initialisationDependsOnTheSeedOnly() {
    assertArrayEquals(network(Encoding.BITS).group(1), network(Encoding.BITS).group(1));
    StochasticBinaryNetwork other =
        StochasticBinaryNetwork.input(2).bernoulli(4).head(1, OutputLoss.LOGISTIC).initialise(6);
    assertNotEquals(network(Encoding.BITS).group(0)[0], other.group(0)[0]);
  }

  @Test
  void anOpenPassSeesNewParameters() {
    StochasticBinaryNetwork network = network(Encoding.BITS);
    Problem problem = network.on(BATCH);
    SampledPath path = new SampledPath(problem.chain(), 3);
    path.activate(0);
    double[] before = path.preactivations(0).clone();
    double[] probabilities = path.probabilities(0).clone();
    network.group(0)[8] += 1;
    path.activate(0);
    assertEquals(before[0] + 1, path.preactivations(0)[0], TOLERANCE);
    assertNotEquals(probabilities[0], path.probabilities(0)[0]);
    assertArrayEquals(
        Arrays.copyOfRange(before, 3, 12),
        Arrays.copyOfRange(path.preactivations(0), 3, 12),
        TOLERANCE);
  }

  @Test
  void rowsBelongToPointsInTurn() {
    Problem problem = network(Encoding.BITS).on(BATCH);
    SampledPath all = new SampledPath(problem.chain(), 6);
    all.activate(0);
    for (int n = 0; n < 3; n++) {
      SampledPath one = new SampledPath(problem.repeat(n, 2).chain(), 2);
      one.activate(0);
      for (int j = 0; j < 4; j++) {
        assertEquals(all.preactivations(0)[j * 6 + n], one.preactivations(0)[j * 2], 0);
        assertEquals(all.preactivations(0)[j * 6 + 3 + n], one.preactivations(0)[j * 2 + 1], 0);
      }
    }
  }

  @Test
  void lossesOfRepeatedPointsAreTheirOwn() {
    Problem problem = network(Encoding.BITS).on(BATCH).at(1, 1, 0);
    States x = States.zeros(Encoding.BITS, 3, 3);
    LossPass pass = problem.loss().open(3);
    pass.at(x);
    assertEquals(pass.values()[0], pass.values()[1], 0);
    assertNotEquals(pass.values()[0], pass.values()[2]);
  }

  @Test
  void probabilitiesOfAPassAreThoseOfTheNoise() {
    for (long seed = 0; seed < 50; seed++) {
      Problem problem = SmallNetworks.problem(seed);
      SampledPath path = SmallNetworks.path(problem, seed, 2);
      for (int k = 0; k < problem.chain().layers(); k++) {
        double[] a = path.preactivations(k);
        double[] densities = new double[a.length];
        path.pass().densities(k, a, densities);
        for (int i = 0; i < a.length; i++) {
          Noise noise = problem.chain().noise(k);
          assertEquals(noise.probability(a[i]), path.probabilities(k)[i], 1e-15);
          assertEquals(noise.density(a[i]), densities[i], 1e-15);
        }
      }
    }
  }
}
