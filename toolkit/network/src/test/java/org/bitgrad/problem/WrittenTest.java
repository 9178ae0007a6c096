package org.bitgrad.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Traits;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** A function of the user's own that leaves numbers unwritten is refused, not read as it was. */
class WrittenTest {
  private static final Batch BATCH =
      Batch.of(new double[][] {{0, 1}, {1, 0}, {1, 1}}, new double[] {0.5, 1, -1});

  private static Problem network(OutputLoss loss) {
    return StochasticBinaryNetwork.input(2).bernoulli(3).head(2, loss).initialise(7).on(BATCH);
  }

  private static Problem bits(Loss loss) {
    return BernoulliProblem.of(loss, Noise.logistic(), Encoding.SPINS, 0.5, -1);
  }

  private static Executable estimate(String estimator, Problem problem) {
    return () -> Estimators.parse(estimator).open(problem).estimate(draw(), new MeanSink(problem));
  }

  private static Draw draw() {
    return Draw.of(RandomStream.of(1, "written"));
  }

  private static DynamicTest refused(String part, Executable call) {
    return DynamicTest.dynamicTest(
        part,
        () -> {
          String message = assertThrows(IllegalArgumentException.class, call).getMessage();
          assertTrue(message.contains(part), message);
        });
  }

  private static void allButTheLastRow(double[] out, int rows) {
    Arrays.fill(out, 0, rows - 1, 1);
  }

  @TestFactory
  Stream<DynamicTest> valuesThatAreNotWrittenAreRefused() {
    OutputLoss nothing = OutputLoss.of("mine", (at, out) -> {});
    OutputLoss some = OutputLoss.of("mine", (at, out) -> allButTheLastRow(out, at.rows()));
    OutputLoss added =
        OutputLoss.of(
            "mine",
            (at, out) -> {
              for (int r = 0; r < at.rows(); r++) {
                out[r] += 1;
              }
            });
    Loss none = BitLoss.of("f", (x, out) -> {});
    Loss part = BitLoss.of("f", (x, out) -> allButTheLastRow(out, x.rows()));
    return Stream.of(
        refused("loss mine must write a number for each of the 3 rows, but row 0", psa(nothing)),
        refused("loss mine must write a number for each of the 3 rows, but row 2", psa(some)),
        refused("loss mine must write a number for each of the 3 rows, but row 0", psa(added)),
        refused("but row 23 was not written", () -> ExactOracle.compute(network(some))),
        refused("loss f must write a number for each of the 1 rows", estimate("psa", bits(none))),
        refused("but row 3 was not written", () -> ExactOracle.compute(bits(part))));
  }

  private static Executable psa(OutputLoss loss) {
    return estimate("psa", network(loss));
  }

  @Test
  void aRecipeThatLeavesOutALayerIsRefused() {
    Estimator half =
        Estimator.of(
            "half",
            Traits.biased("the first layer only", "no one"),
            (path, loss, out) ->
                out.layer(
                    path.pass(), 0, path.previous(0), new double[path.probabilities(0).length]));
    Problem one =
        StochasticBinaryNetwork.input(2)
            .bernoulli(3)
            .head(1, OutputLoss.SQUARED)
            .initialise(7)
            .on(BATCH);
    MeanSink sink = new MeanSink(one);
    half.open(one).estimate(draw(), sink);
    Problem deep =
        StochasticBinaryNetwork.input(2)
            .bernoulli(3)
            .bernoulli(2)
            .head(1, OutputLoss.SQUARED)
            .initialise(7)
            .on(BATCH);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> half.open(deep).estimate(draw(), new MeanSink(deep)))
            .getMessage();
    assertTrue(message.contains("half") && message.contains("gave none for layer 1"), message);
  }

  /** Logistic noise whose functions of arrays are what is given. */
  private record OwnNoise(boolean probable, double density) implements Noise {
    private static final Noise LOGISTIC = Noise.logistic();

    @Override
    public String name() {
      return "own";
    }

    @Override
    public double scale() {
      return 1;
    }

    @Override
    public double variance() {
      return LOGISTIC.variance();
    }

    @Override
    public double probability(double a) {
      return LOGISTIC.probability(a);
    }

    @Override
    public double density(double a) {
      return LOGISTIC.density(a);
    }

    @Override
    public double quantile(double u) {
      return LOGISTIC.quantile(u);
    }

    @Override
    public void probabilities(double[] a, double[] out, int offset, int length) {
      if (probable) {
        LOGISTIC.probabilities(a, out, offset, length);
      }
    }

    @Override
    public void densities(double[] a, double[] out, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        out[i] = density * density(a[i]);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> aNoiseThatDoesNotWriteItsNumbersIsRefused() {
    Noise silent = new OwnNoise(false, 1);
    Noise twice = new OwnNoise(true, 2);
    BernoulliProblem.of(BitLoss.table(1, 2), new OwnNoise(true, 1), Encoding.BITS, 0.5);
    return Stream.of(
        refused("probabilities of noise own must write 0.32", () -> start().bernoulli(2, silent)),
        refused(
            "but wrote nothing",
            () -> BernoulliProblem.of(BitLoss.table(1, 2), silent, Encoding.BITS, 0.5)),
        refused("densities of noise own must write", () -> start().bernoulli(2, twice)));
  }

  private static NetworkBuilder start() {
    return StochasticBinaryNetwork.input(2);
  }

  /** Of flips a buffer of its own is filled: written in one call, it must be in each. */
  @Test
  void valuesOfEveryCallAreLookedAt() {
    int[] calls = new int[1];
    OutputLoss once =
        OutputLoss.of(
            "once",
            (at, out) -> {
              calls[0]++;
              if (calls[0] == 1) {
                Arrays.fill(out, 0, at.rows(), 1);
              }
            });
    assertThrows(IllegalArgumentException.class, psa(once));
    assertEquals(2, calls[0]);
    calls[0] = 0;
    Loss bits =
        BitLoss.of(
            "once",
            (x, out) -> {
              calls[0]++;
              if (calls[0] == 1) {
                Arrays.fill(out, 0, x.rows(), 1);
              }
            });
    assertThrows(IllegalArgumentException.class, estimate("psa", bits(bits)));
    assertEquals(2, calls[0]);
  }

  @TestFactory
  Stream<DynamicTest> derivativesThatAreNotWrittenAreRefused() {
    OutputLoss.Function ones = (at, out) -> Arrays.fill(out, 0, at.rows(), 1);
    OutputLoss mine = OutputLoss.of("mine", ones, (at, out) -> allButTheLastRow(out, 3));
    BitFunction one = (x, out) -> Arrays.fill(out, 0, x.rows(), 1);
    Loss f = BitLoss.of("f", one, (x, out) -> out[0] = 1);
    String units = "3 rows and 2 outputs, but row ";
    return Stream.of(
        refused(units, estimate("st", network(mine))),
        refused(units, estimate("ap2", network(mine))),
        refused(units, estimate("reinforce", network(mine))),
        refused(
            "f must write a number for each of the 1 rows and 2 units, but row 0 of unit 1",
            estimate("st", bits(f))),
        refused("of unit 1 was not written", estimate("concrete(0.5)", bits(f))));
  }
}
