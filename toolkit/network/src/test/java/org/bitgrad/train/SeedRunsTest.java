package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bitgrad.analysis.Interval;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.junit.jupiter.api.Test;

class SeedRunsTest {
  private static final List<Long> SEEDS = List.of(3L, 1L, 2L);

  private static Training training(long seed) {
    return Training.of(
            StochasticBinaryNetwork.input(2)
                .bernoulli(3)
                .head(1, OutputLoss.LOGISTIC)
                .initialise(seed))
        .with("st")
        .optimiser(Optimiser.sgd(0.1))
        .data(PlanePoints.signs("seeds", 40))
        .batch(10)
        .epochs(2)
        .seed(seed);
  }

  @Test
  void seedsSideBySideGiveTheBytesOfOneAfterTheOther() {
    List<TrainingResult> together = SeedRuns.run(SeedRunsTest::training, SEEDS, 3);
    List<TrainingResult> inTurn = SeedRuns.run(SeedRunsTest::training, SEEDS, 1);
    for (int i = 0; i < SEEDS.size(); i++) {
      TrainingResult alone = training(SEEDS.get(i)).run();
      for (TrainingResult each : List.of(together.get(i), inTurn.get(i))) {
        assertEquals(SEEDS.get(i), each.seed());
        assertArrayEquals(alone.weights().bytes(), each.weights().bytes());
        assertEquals(alone.epochs(), each.epochs());
      }
    }
  }

  @Test
  void meanHasTheIntervalOfStudent() {
    List<TrainingResult> results = SeedRuns.run(SeedRunsTest::training, SEEDS, 1);
    SeedRuns.Mean mean = SeedRuns.mean(r -> r.seed() == 3 ? 6.0 : r.seed(), results);
    // 6, 1, 2: mean 3, variance 7; 4.302652729696142 for two degrees of freedom.
    double half = 4.302652729696142 * Math.sqrt(7.0 / 3);
    assertEquals(3, mean.value());
    assertEquals(3 - half, mean.interval().low(), 1e-9);
    assertEquals(3 + half, mean.interval().high(), 1e-9);
    assertEquals(new Interval(5, 5), Interval.ofMean(5));
    assertThrows(IllegalArgumentException.class, Interval::ofMean);
  }

  @Test
  void failureOfOneSeedEndsTheOthers() {
    ArithmeticException e =
        assertThrows(
            ArithmeticException.class,
            () ->
                SeedRuns.run(
                    seed ->
                        seed == 1 ? training(seed).optimiser(Optimiser.sgd(1e308)) : training(seed),
                    SEEDS,
                    3));
    assertTrue(e.getMessage().startsWith("training stopped in epoch 1"), e.getMessage());
  }

  @Test
  void interruptEndsAllOfThem() {
    Thread.currentThread().interrupt();
    assertThrows(
        TrainingInterruptedException.class,
        () -> SeedRuns.run(seed -> training(seed).epochs(100_000), SEEDS, 2));
    assertTrue(Thread.interrupted());
  }

  @Test
  void badSeedsAreRefused() {
    refused("number of seeds must be at least 1", List.of(), 1);
    refused("seeds must be different, but are [1, 1]", List.of(1L, 1L), 1);
    refused("threads must be at least 1, but is 0", SEEDS, 0);
  }

  private static void refused(String words, List<Long> seeds, int threads) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> SeedRuns.run(SeedRunsTest::training, seeds, threads))
            .getMessage();
    assertTrue(message.contains(words), message);
  }
}
