package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.SlowForms;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large weights, certain bits, one unit, one row, equal rows. */
class ExtremesTest {
  private static final double TOLERANCE = 1e-12;
  private static final Batch BATCH =
      Batch.of(new double[][] {{1}, {-1}, {1}}, new double[] {1, -1, 1});

  private static Problem network(double scale, Encoding encoding, OutputLoss loss) {
    StochasticBinaryNetwork network =
        StochasticBinaryNetwork.input(1)
            .bernoulli(3)
            .bernoulli(4)
            .encoding(encoding)
            .head(loss == OutputLoss.SOFTMAX ? 2 : 1, loss)
            .initialise(2);
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < network.group(k).length; i++) {
        network.group(k)[i] *= scale;
      }
    }
    Batch labels = Batch.of(new double[][] {{1}, {-1}, {1}}, new double[] {1, 0, 1});
    return network.on(loss == OutputLoss.SOFTMAX ? labels : BATCH);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 10, 18, 25, 60, 300, 1000, 1e6})
  void flipsAgreeWithTheReferenceAtAnySizeOfWeights(double scale) {
    for (Encoding encoding : Encoding.values()) {
      for (OutputLoss loss : new OutputLoss[] {OutputLoss.LOGISTIC, OutputLoss.SOFTMAX}) {
        Problem problem = network(scale, encoding, loss);
        SampledPath path = SmallNetworks.path(problem, 4, 5);
        assertFlipBackIsFlipByFlip(path);
        assertHeadIsRowByRow(problem, path);
      }
    }
  }

  private static void assertFlipBackIsFlipByFlip(SampledPath path) {
    double[] delta = SmallNetworks.random(1, "delta", 4 * path.rows());
    double[] fast = new double[3 * path.rows()];
    double[] slow = fast.clone();
    ChainPass pass = path.pass();
    double[] a = path.preactivations(1);
    pass.flipBack(1, path.previous(1), path.states(1), a, delta, fast);
    SlowForms.flipBack(pass, 1, path.previous(1), path.states(1), a, delta, slow);
    assertArrayEquals(slow, fast, TOLERANCE);
  }

  private static void assertHeadIsRowByRow(Problem problem, SampledPath path) {
    LossPass pass = problem.loss().open(path.rows());
    pass.at(path.last());
    double[] fast = new double[4 * path.rows()];
    double[] slow = fast.clone();
    pass.flips(fast);
    SlowForms.flips(pass, slow);
    double largest = Arrays.stream(slow).map(Math::abs).max().orElseThrow();
    assertArrayEquals(slow, fast, TOLERANCE * Math.max(1, largest));
    double[] weights = SmallNetworks.random(2, "weights", 4 * path.rows());
    Gradient quick = Gradient.zeros(problem.loss().parameters());
    Gradient plain = Gradient.zeros(problem.loss().parameters());
    pass.flippedParameterGradient(weights, quick);
    SlowForms.flippedParameterGradient(pass, weights, plain);
    assertArrayEquals(plain.flat(), quick.flat(), TOLERANCE);
  }

  @Test
  void logitsOfAThousandGiveCertainBitsAndFiniteNumbers() {
    Problem problem =
        BernoulliProblem.of((bits, out) -> Arrays.fill(out, 1), 1000, -1000, 1 / 0.0, -1 / 0.0);
    SampledPath path = SmallNetworks.path(problem.repeat(0, 50), 1, 1);
    for (int r = 0; r < 50; r++) {
      for (int j = 0; j < 4; j++) {
        assertEquals(j % 2 == 0 ? 1 : 0, path.last().get(r, j), 0);
      }
    }
    double[] densities = new double[200];
    path.pass().densities(0, path.preactivations(0), densities);
    assertArrayEquals(new double[200], densities, 0);
  }

  @Test
  void probabilitiesOfZeroAndOneAreCertainBits() {
    Problem problem = BernoulliProblem.ofProbabilities(BitLoss.table(0, 1, 2, 3), 0, 1);
    SampledPath path = SmallNetworks.path(problem, 1, 1);
    LossPass pass = problem.loss().open(1);
    pass.at(path.last());
    assertEquals(1, pass.values()[0], 0);
    double[] flips = new double[2];
    pass.flips(flips);
    assertArrayEquals(new double[] {1 - 3, 1 - 0}, flips, 0);
  }

  @Test
  void lossesAreFiniteAtOutputsOfAThousand() {
    Batch batch = Batch.of(new double[][] {{0}, {0}}, new double[] {1, -1});
    LossPass pass = HeadLoss.of(1, OutputLoss.LOGISTIC, batch, 1000, 0).open(2);
    States x = States.zeros(Encoding.BITS, 1, 2);
    Arrays.fill(x.values(), 1);
    pass.at(x);
    assertArrayEquals(new double[] {0, 1000}, pass.values(), TOLERANCE);
    Batch labels = Batch.of(new double[][] {{0}, {0}}, new double[] {0, 1});
    pass = HeadLoss.of(2, OutputLoss.SOFTMAX, labels, 1000, -1000, 0, 0).open(2);
    pass.at(x);
    assertArrayEquals(new double[] {0, 2000}, pass.values(), TOLERANCE);
  }

  @Test
  void oneUnitOneRowAndEqualRows() {
    Problem one =
        StochasticBinaryNetwork.input(1)
            .bernoulli(1)
            .bernoulli(1)
            .head(1, OutputLoss.SQUARED)
            .initialise(1)
            .on(Batch.of(new double[][] {{2}}, new double[] {0.5}));
    SampledPath path = SmallNetworks.path(one, 1, 1);
    double[] delta = {0.7};
    double[] fast = new double[1];
    double[] slow = new double[1];
    double[] a = path.preactivations(1);
    path.pass().flipBack(1, path.previous(1), path.states(1), a, delta, fast);
    SlowForms.flipBack(path.pass(), 1, path.previous(1), path.states(1), a, delta, slow);
    assertArrayEquals(slow, fast, TOLERANCE);
    SampledPath equal = new SampledPath(one.repeat(0, 40).chain(), 40);
    equal.activate(0);
    assertEquals(1, Arrays.stream(equal.probabilities(0)).distinct().count());
  }

  @Test
  void aLossThatIsNotANumberSaysWhereItArose() {
    Problem problem =
        BernoulliProblem.of(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = Math.log(bits.get(r, 0) - 1);
              }
            },
            30,
            -30);
    LossPass pass = problem.loss().open(1);
    States x = SmallNetworks.path(problem, 1, 1).last();
    ArithmeticException stopped = assertThrows(ArithmeticException.class, () -> pass.at(x));
    assertEquals(
        "loss f is -Infinity at point 0 (row 0), states (1.0, 0.0) in {0.0, 1.0}",
        stopped.getMessage());
  }

  @Test
  void parametersThatAreNotNumbersAreBlamedOnTheirLayer() {
    StochasticBinaryNetwork network =
        StochasticBinaryNetwork.input(1).bernoulli(2).head(1, OutputLoss.LOGISTIC).initialise(1);
    Problem problem = network.on(BATCH);
    network.group(0)[0] = Double.NaN;
    SampledPath path = new SampledPath(problem.chain(), 3);
    path.sample(Draw.of(RandomStream.of(1, "nan")));
    LossPass pass = problem.loss().open(3);
    ArithmeticException stopped =
        assertThrows(ArithmeticException.class, () -> pass.at(path.last()));
    assertTrue(stopped.getMessage().startsWith("state of unit 0 at point 0"));
    assertTrue(Noise.logistic().probability(Double.NaN) != 1);
  }
}
