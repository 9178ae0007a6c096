package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitFunction;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.FreeLogits;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Every entry point names the argument, its value and what is allowed. */
class ModelRefusalsTest {
  private static final double NAN = Double.NaN;
  private static final BitFunction ZERO = (bits, out) -> java.util.Arrays.fill(out, 0);
  private static final Batch BATCH = Batch.of(new double[][] {{1, 2}}, new double[] {1});

  private static DynamicTest refused(String part, Executable call) {
    return DynamicTest.dynamicTest(
        part,
        () -> {
          String message = assertThrows(IllegalArgumentException.class, call).getMessage();
          assertTrue(message.contains(part), message);
        });
  }

  private static double[][] one(double... row) {
    return new double[][] {row};
  }

  @TestFactory
  Stream<DynamicTest> batches() {
    double[] y = {1};
    return Stream.of(
        refused("x must be given, but is null", () -> Batch.of(null, y)),
        refused("y must be given, but is null", () -> Batch.of(one(1), (double[]) null)),
        refused("points in x must be at least 1, but is 0", () -> Batch.of(new double[0][], y)),
        refused("x[0][1] must be finite, but is NaN", () -> Batch.of(one(1, NAN), y)),
        refused(
            "targets[0][0] must be finite, but is Infinity",
            () -> Batch.of(one(1), new double[] {1 / 0.0})),
        refused(
            "x[1] must have 2 numbers, but has 1",
            () -> Batch.of(new double[][] {{1, 2}, {3}}, new double[] {1, 1})),
        refused("length of x[0] must be at least 1", () -> Batch.of(one(), y)),
        refused(
            "targets must be given for each of the 1 points, but there are 2",
            () -> Batch.of(one(1), new double[] {1, 1})),
        refused("points[0] must be 0 to 0, but is 1", () -> BATCH.at(1)),
        refused("points must name at least one point", () -> BATCH.at()));
  }

  @TestFactory
  Stream<DynamicTest> nothingHasNoRows() {
    Problem problem = BernoulliProblem.of(ZERO, 0.5, 1);
    Copula copula = Copulas.dirichlet();
    return Stream.of(
        refused("points must name at least one point", () -> problem.at()),
        refused("points must name at least one point", () -> problem.repeat(0, 0)),
        refused("points[0] must be 0 to 0, but is -1", () -> problem.at(-1)),
        refused("rows must be a positive multiple", () -> problem.chain().open(0)),
        refused("rows must be at least 1, but is 0", () -> problem.loss().open(0)),
        refused("points must be at least 1, but is 0", () -> logits(0)),
        refused("samples must be at least 1, but is 0", () -> problem.bound(0)),
        refused("at least 1, but are 2 and 0", () -> States.zeros(Encoding.BITS, 2, 0)),
        refused("rows must be a positive multiple", () -> new SampledPath(problem.chain(), 0)),
        refused("samples must be at least 2, but is 1", () -> new Coupling(copula, 1, 1, 1)),
        refused("rows must be at least 1, but is 0", () -> new Coupling(copula, 2, 0, 1)),
        refused("units must be at least 1, but is 0", () -> new Coupling(copula, 2, 1, 0)),
        refused("copula must be given, but is null", () -> new Coupling(null, 2, 1, 1)));
  }

  private static Chain logits(int points) {
    return FreeLogits.of(new double[] {0.5}, Noise.logistic(), Encoding.BITS, points);
  }

  @TestFactory
  Stream<DynamicTest> functionsOfBits() {
    Loss loss = BitLoss.of("f", ZERO);
    return Stream.of(
        refused("number of logits must be at least 1, but is 0", () -> BernoulliProblem.of(ZERO)),
        refused("logits[1] must be a number, but is NaN", () -> BernoulliProblem.of(ZERO, 1, NAN)),
        refused("logits must be given", () -> BernoulliProblem.of(ZERO, (double[]) null)),
        refused("function must be given", () -> BernoulliProblem.of((BitFunction) null, 1)),
        refused("gradient must be given", () -> BernoulliProblem.of(ZERO, null, 1.0)),
        refused("noise must be given", () -> BernoulliProblem.of(loss, null, Encoding.BITS, 1)),
        refused(
            "encoding must be given", () -> BernoulliProblem.of(loss, Noise.logistic(), null, 1)),
        refused(
            "probabilities[0] must be in [0, 1], but is -1.0E-9",
            () -> BernoulliProblem.ofProbabilities(loss, -1e-9)),
        refused(
            "probabilities[1] must be in [0, 1], but is 1.000000001",
            () -> BernoulliProblem.ofProbabilities(loss, 0.5, 1 + 1e-9)),
        refused(
            "probabilities[0] must be in [0, 1], but is NaN",
            () -> BernoulliProblem.ofProbabilities(loss, NAN)),
        refused("name must be given", () -> BitLoss.of(null, ZERO)),
        refused("values must have 2^units numbers", () -> BitLoss.table(1, 2, 3)),
        refused("values must have 2^units numbers", () -> BitLoss.table(1)),
        refused("values[1] must be finite, but is NaN", () -> BitLoss.table(1, NAN)),
        refused("values must be given", () -> BitLoss.table((double[]) null)));
  }

  @TestFactory
  Stream<DynamicTest> networks() {
    OutputLoss loss = OutputLoss.LOGISTIC;
    return Stream.of(
        refused("inputs must be at least 1, but is 0", () -> StochasticBinaryNetwork.input(0)),
        refused("units must be at least 1, but is -2", () -> start().bernoulli(-2)),
        refused("noise must be given", () -> start().bernoulli(2, null)),
        refused("states must be given", () -> start().encoding(null)),
        refused(
            "number of Bernoulli and real layers must be at least 1", () -> start().head(1, loss)),
        refused("outputs must be at least 1, but is 0", () -> start().bernoulli(1).head(0, loss)),
        refused("loss must be given", () -> start().bernoulli(1).head(1, null)),
        refused("groups must be one per layer", () -> headed().parameters(new double[3])),
        refused(
            "groups[0] must have 3 numbers, but has 4",
            () -> headed().parameters(new double[4], new double[2])),
        refused(
            "groups[1][0] must be finite, but is NaN",
            () -> headed().parameters(new double[3], new double[] {NAN, 0})),
        refused(
            "batch must have 2 inputs, but has 1",
            () -> headed().initialise(1).on(Batch.of(one(1), new double[] {1}))),
        refused("batch must be given", () -> headed().initialise(1, null)),
        refused("group must be 0 to 1, but is 2", () -> headed().initialise(1).group(2)),
        refused("layer must be 0 to 0, but is -1", () -> headed().initialise(1).noise(-1)),
        refused("target must be given", () -> headed().initialise(1).as(null)),
        refused(
            "rows must be a positive multiple of the 1 points, but is 0",
            () -> headed().initialise(1).on(BATCH).chain().open(0)));
  }

  private static NetworkBuilder start() {
    return StochasticBinaryNetwork.input(2);
  }

  private static NetworkBuilder.Headed headed() {
    return start().bernoulli(1).head(1, OutputLoss.LOGISTIC);
  }

  @TestFactory
  Stream<DynamicTest> heads() {
    Batch two = Batch.of(one(1), one(0, 1));
    Batch half = Batch.of(one(1), new double[] {0.5});
    return Stream.of(
        refused(
            "outputs of a logistic loss must be 1, but is 2",
            () -> HeadLoss.of(2, OutputLoss.LOGISTIC, BATCH, new double[4])),
        refused(
            "targets[0] of a logistic loss must be -1 or 1, but is 0.5",
            () -> HeadLoss.of(1, OutputLoss.LOGISTIC, half, new double[2])),
        refused(
            "outputs of a softmax loss must be at least 2, but is 1",
            () -> HeadLoss.of(1, OutputLoss.SOFTMAX, BATCH, new double[2])),
        refused(
            "targets[0] of a softmax loss must be a label 0 to 1, but is 0.5",
            () -> HeadLoss.of(2, OutputLoss.SOFTMAX, half, new double[4])),
        refused(
            "targets[0] must have 1 numbers, but has 2",
            () -> HeadLoss.of(2, OutputLoss.SOFTMAX, two, new double[4])),
        refused(
            "targets of a squared loss must have one number for each of the 1 outputs",
            () -> HeadLoss.of(1, OutputLoss.SQUARED, two, new double[2])),
        refused(
            "theta must have outputs x (units + 1) numbers",
            () -> HeadLoss.of(2, OutputLoss.SQUARED, two, new double[3])),
        refused(
            "theta[1] must be finite, but is Infinity",
            () -> HeadLoss.of(1, OutputLoss.LOGISTIC, BATCH, 0, 1 / 0.0)),
        refused(
            "states must have shape [1 x 1], but is [2 x 1]",
            () ->
                HeadLoss.of(1, OutputLoss.LOGISTIC, BATCH, 0, 0)
                    .open(1)
                    .at(States.zeros(Encoding.BITS, 2, 1))),
        refused("values must be given", () -> OutputLoss.of("mine", null)),
        refused("gradient must be given", () -> OutputLoss.of("mine", (at, out) -> {}, null)));
  }

  @TestFactory
  Stream<DynamicTest> blocks() {
    ParameterLayout layout = ParameterLayout.empty().with("a", 2);
    States x = States.zeros(Encoding.BITS, 2, 3);
    return Stream.of(
        refused("must be at least 1", () -> States.zeros(Encoding.BITS, 0, 1)),
        refused("must be at least 1", () -> States.zeros(Encoding.BITS, 1, -1)),
        refused("units must be 1 to 20", () -> States.enumerate(Encoding.BITS, 21)),
        refused("units must be 1 to 20", () -> States.enumerate(Encoding.BITS, 0)),
        refused("target must be 2 x 3", () -> x.copyTo(States.zeros(Encoding.BITS, 3, 2))),
        refused("size of group b must be at least 1, but is 0", () -> layout.with("b", 0)),
        refused("name of a parameter group must be new", () -> layout.with("a", 1)),
        refused(
            "part must have 2 numbers in group b",
            () -> Gradient.zeros(layout).view(0, ParameterLayout.empty().with("b", 3))),
        refused(
            "states of a table must be 0 or 1, but one is 0.5",
            () -> {
              States relaxed = States.zeros(Encoding.BITS, 1, 1);
              relaxed.values()[0] = 0.5;
              BitLoss.table(1, 2).open(1).at(relaxed);
            }));
  }

  @TestFactory
  Stream<DynamicTest> missingDerivatives() {
    Loss loss = BitLoss.of("f", ZERO);
    Loss head = HeadLoss.of(1, OutputLoss.of("mine", (at, out) -> out[0] = 1), BATCH, 0, 0);
    return Stream.of(loss, head)
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () -> {
                      LossPass pass = each.open(1);
                      pass.at(States.zeros(Encoding.BITS, 1, 1));
                      assertEquals(false, each.differentiable());
                      String message =
                          assertThrows(
                                  UnsupportedOperationException.class,
                                  () -> pass.stateGradient(new double[1]))
                              .getMessage();
                      assertTrue(message.contains("has no derivative; give one"), message);
                    }));
  }
}
