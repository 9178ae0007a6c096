package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks under a loss that is known at its values only: every estimator of the list runs, or is
 * refused before it begins.
 */
class ValueOnlyLossTest {
  /** The example of {@link OutputLoss}. */
  private static final OutputLoss ABSOLUTE =
      OutputLoss.of(
          "absolute",
          (at, out) -> {
            for (int r = 0; r < at.rows(); r++) {
              out[r] = Math.abs(at.get(r, 0) - at.target(r, 0));
            }
          });

  private static final OutputLoss WITH_DERIVATIVE =
      OutputLoss.of(
          "absolute",
          ABSOLUTE::values,
          (at, out) -> {
            for (int r = 0; r < at.rows(); r++) {
              out[r] = Math.signum(at.get(r, 0) - at.target(r, 0));
            }
          });

  private static final Batch BATCH =
      Batch.of(new double[][] {{0, 1}, {1, -2}, {0.5, 0.5}}, new double[] {0.3, -1, 2});

  private enum Form {
    ONE_LAYER,
    TWO_LAYERS,
    REAL_LAYERS_AROUND,
    DROPOUT,
    BOUND;

    private NetworkBuilder layers(NetworkBuilder start) {
      return switch (this) {
        case ONE_LAYER -> start.bernoulli(3);
        case TWO_LAYERS -> start.bernoulli(3).bernoulli(2);
        case REAL_LAYERS_AROUND -> start.relu(3).bernoulli(3).tanh(4);
        case DROPOUT -> start.bernoulli(3).dropout(0.5);
        case BOUND -> start.bernoulli(2);
      };
    }

    private StochasticBinaryNetwork network(OutputLoss loss) {
      return layers(StochasticBinaryNetwork.input(2)).head(1, loss).initialise(7);
    }

    private Problem problem(OutputLoss loss) {
      Problem problem = network(loss).on(BATCH);
      return this == BOUND ? problem.bound(3) : problem;
    }
  }

  static Stream<Arguments> all() {
    return Arrays.stream(Form.values())
        .flatMap(form -> Estimators.all().stream().map(e -> Arguments.of(form, e.name())));
  }

  private static String refusal(Estimator estimator, Problem problem) {
    try {
      estimator.open(problem);
      return null;
    } catch (UnsupportedOperationException e) {
      return e.getMessage();
    }
  }

  private static double[] estimate(Estimator estimator, Problem problem) {
    Session session = estimator.open(problem);
    Draw draw = Draw.of(RandomStream.of(5, "value only"));
    session.adapt(draw);
    MeanSink sink = new MeanSink(problem);
    session.estimate(draw, sink);
    sink.finish();
    return problem.chainPart(sink.gradient()).flat();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyEstimatorRunsOrIsRefusedWhenItIsOpened(Form form, String name) {
    Estimator estimator = Estimators.parse(name);
    Problem problem = form.problem(ABSOLUTE);
    Problem twin = form.problem(WITH_DERIVATIVE);
    String refused = refusal(estimator, problem);
    if (refused != null) {
      boolean needed = estimator.traits().needs() == Traits.Needs.LOSS_GRADIENT;
      assertTrue(needed || refusal(estimator, twin) != null, refused);
      if (refusal(estimator, twin) == null) {
        assertTrue(refused.contains(estimator.name()) && refused.contains("absolute"), refused);
      }
      return;
    }
    // The same numbers, but for the head, which has none.
    assertArrayEquals(estimate(estimator, twin), estimate(estimator, problem));
    assertEquals(problem.chain().parameters().names(), problem.parameters().names());
    StudyResult study =
        GradientStudy.of(problem).estimators(estimator).trials(20).threads(1).seed(3).run();
    assertEquals(problem.parameters().names(), study.groups());
    if (ExactMoments.supports(estimator, problem) && ExactMoments.cost(estimator, problem) < 1e5) {
      ExactMoments.of(estimator, problem);
    }
  }

  @Test
  void exactGradientOfTheUnitsIsThatWithADerivative() {
    for (Form form : Form.values()) {
      var exact = ExactOracle.compute(form.problem(ABSOLUTE));
      var twin = ExactOracle.compute(form.problem(WITH_DERIVATIVE));
      assertEquals(twin.expectedLoss(), exact.expectedLoss());
      Problem problem = form.problem(WITH_DERIVATIVE);
      assertArrayEquals(problem.chainPart(twin.gradient()).flat(), exact.gradient().flat());
    }
  }

  private static Training training(StochasticBinaryNetwork network, String method) {
    return Training.of(network)
        .with(method)
        .optimiser(Optimiser.sgd(0.1).weightDecay(0.1).momentum(0.9))
        .data(PlanePoints.signs("train", 20), PlanePoints.signs("validation", 10))
        .batch(8)
        .epochs(3);
  }

  @Test
  void trainingMovesTheUnitsAndLeavesHeadAndRealLayersBehindThem(@TempDir Path folder) {
    StochasticBinaryNetwork network = Form.REAL_LAYERS_AROUND.network(ABSOLUTE);
    StochasticBinaryNetwork before = network.copy();
    TrainingResult result = training(network, "psa").checkpoints(folder).run();
    assertEquals(List.of("layer0", "layer1"), result.groups());
    for (int k = 0; k < 2; k++) {
      assertFalse(Arrays.equals(before.group(k), network.group(k)), "layer " + k);
    }
    for (int k = 2; k < 4; k++) {
      assertArrayEquals(before.group(k), network.group(k));
      assertEquals(before.group(k)[0], result.weights().state().get("layer" + k).get(0));
    }
    assertTrue(result.last().trainingLoss() < result.epochs().get(0).trainingLoss());
    StochasticBinaryNetwork again = Form.REAL_LAYERS_AROUND.network(ABSOLUTE);
    assertEquals(
        result.last().trainingLoss(),
        training(again, "psa").checkpoints(folder).run().last().trainingLoss());
    assertArrayEquals(network.group(0), again.group(0));
    StochasticBinaryNetwork other = Form.REAL_LAYERS_AROUND.network(ABSOLUTE);
    other.group(3)[0]++;
    Training moved = training(other, "psa").checkpoints(folder);
    assertThrows(IllegalArgumentException.class, moved::run);
  }

  @Test
  void trainingRefusesAMethodThatNeedsADerivativeBeforeTheFirstStep() {
    refused(training(Form.ONE_LAYER.network(ABSOLUTE), "st"), "method", "st", "absolute");
    StochasticBinaryNetwork real =
        StochasticBinaryNetwork.input(2).relu(3).head(1, ABSOLUTE).initialise(1);
    refused(training(real, "psa"), "method", "psa", "absolute");
    Training compared = training(Form.ONE_LAYER.network(ABSOLUTE), "psa").compareWith("relax", 3);
    assertNull(refusal(Estimators.parse("psa"), Form.ONE_LAYER.problem(ABSOLUTE)));
    refused(compared, "compareWith", "relax", "absolute");
  }

  private static void refused(Training training, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, training::check).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
