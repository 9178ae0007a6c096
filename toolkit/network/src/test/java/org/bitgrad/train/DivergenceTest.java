package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitgrad.analysis.Progress;
import org.bitgrad.data.ImageData;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses of millions are finite numbers, and yet a training that failed. */
class DivergenceTest {
  private static final LabelledImages DIGITS = ImageData.strokeDigits(1, 60, 30).train();

  /** Warnings, a line each. */
  private static final class Warnings implements Progress {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void report(Step step) {}

    @Override
    public void warn(Step step) {
      lines.add(step.label());
    }
  }

  private static Training training(double rate, Progress progress) {
    StochasticBinaryNetwork network =
        StochasticBinaryNetwork.input(784).bernoulli(20).head(10, OutputLoss.SOFTMAX).initialise(7);
    return Training.of(network)
        .with("st")
        .optimiser(Optimiser.sgd(rate))
        .data(DIGITS, DIGITS)
        .batch(10)
        .epochs(3)
        .progress(progress);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void lossesOfMillionsAreWarnedOfInOneLine(Precision precision) {
    Warnings warnings = new Warnings();
    TrainingResult result = training(1e6, warnings).precision(precision).run();
    assertTrue(
        result.last().trainingLoss() > 1e5, () -> String.valueOf(result.last().trainingLoss()));
    assertEquals(1, warnings.lines.size(), warnings.lines.toString());
    String line = warnings.lines.get(0);
    assertEquals("seed 1: " + result.warning().orElseThrow(), line);
    assertTrue(line.contains("training loss") && line.contains("epoch 1"), line);
    assertTrue(line.length() <= 300, line);
    assertEquals(3, result.epochs().size());
  }

  @ParameterizedTest
  @CsvSource({"0.01", "0.1", "0.5"})
  void trainingThatWorksIsNotWarnedOf(double rate) {
    Warnings warnings = new Warnings();
    assertEquals(Optional.empty(), training(rate, warnings).run().warning());
    assertEquals(List.of(), warnings.lines);
  }

  /** What is compared with comes from the first step, which the second run does not make. */
  @Test
  void aRunThatGoesOnWarnsAsOneThatWasNotStopped(@TempDir Path folder) {
    OutputLoss scaled =
        OutputLoss.of(
            "squares",
            (at, out) -> {
              for (int r = 0; r < at.rows(); r++) {
                out[r] = Math.pow(at.get(r, 0) - at.target(r, 0), 2);
              }
            },
            (at, out) -> {
              for (int r = 0; r < at.rows(); r++) {
                out[r] = 2 * (at.get(r, 0) - at.target(r, 0));
              }
            });
    Training whole = squares(scaled);
    Optional<String> expected = whole.run().warning();
    assertTrue(expected.isPresent());
    Training stopped =
        squares(scaled).checkpoints(folder).onEpoch(result -> Thread.currentThread().interrupt());
    assertThrows(TrainingInterruptedException.class, stopped::run);
    assertTrue(Thread.interrupted());
    assertEquals(expected, squares(scaled).checkpoints(folder).run().warning());
  }

  private static Training squares(OutputLoss loss) {
    return Training.of(StochasticBinaryNetwork.input(2).bernoulli(3).head(1, loss).initialise(7))
        .with("psa")
        .optimiser(Optimiser.sgd(1.2))
        .data(PlanePoints.signs("train", 20))
        .batch(5)
        .epochs(4);
  }
}
