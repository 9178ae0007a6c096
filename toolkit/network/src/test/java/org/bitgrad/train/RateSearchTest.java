package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.train.LearningRateSearch.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateSearchTest {
  @TempDir private Path folder;

  private static StochasticBinaryNetwork net() {
    return StochasticBinaryNetwork.input(2).bernoulli(3).head(1, OutputLoss.LOGISTIC).initialise(7);
  }

  private static Training training(TrainableNetwork network) {
    return Training.of(network)
        .optimiser(Optimiser.sgd(0.5).momentum(0.9))
        .data(PlanePoints.signs("rates", 40))
        .batch(10);
  }

  @Test
  void everyTrialIsATrainingFromTheSamePoint() {
    StochasticBinaryNetwork net = net();
    double[] before = net.group(0).clone();
    List<Trial> trials = training(EstimatorNetwork.of(net, "nvil")).searchRate(1e-4, 10, 4, 3);
    assertArrayEquals(before, net.group(0));
    assertEquals(4, trials.size());
    for (Trial trial : trials) {
      TrainingResult alone =
          training(EstimatorNetwork.of(net(), "nvil"))
              .optimiser(Optimiser.sgd(trial.rate()).momentum(0.9))
              .epochs(3)
              .run();
      assertEquals(alone.last().trainingLoss(), trial.score());
      assertTrue(trial.rate() > 1e-4 && trial.rate() < 10);
    }
  }

  @Test
  void trialsThatWereMadeAreNotMadeAgain() {
    WatchedNetwork whole = new WatchedNetwork(EstimatorNetwork.of(net(), "psa"), Integer.MAX_VALUE);
    List<Trial> expected = training(whole).searchRate(1e-3, 1, 4, 2);
    // A trial is 8 steps and a look at the units in 4 batches; the third one is interrupted.
    int inThirdTrial = whole.calls() / 2 + 3;
    WatchedNetwork stopped = new WatchedNetwork(EstimatorNetwork.of(net(), "psa"), inThirdTrial);
    assertThrows(
        TrainingInterruptedException.class,
        () -> training(stopped).checkpoints(folder).searchRate(1e-3, 1, 4, 2));
    assertTrue(Thread.interrupted());
    WatchedNetwork rest = new WatchedNetwork(EstimatorNetwork.of(net(), "psa"), Integer.MAX_VALUE);
    assertEquals(expected, training(rest).checkpoints(folder).searchRate(1e-3, 1, 4, 2));
    assertEquals(whole.calls() / 2, rest.calls());
  }

  @Test
  void trialsOfOtherSettingsAreRefused() {
    TrainableNetwork network = EstimatorNetwork.of(net(), "psa");
    Training training = training(network).checkpoints(folder);
    training.searchRate(1e-3, 1, 2, 1);
    for (Runnable other :
        List.<Runnable>of(
            () -> training.searchRate(1e-3, 2, 2, 1),
            () -> training.searchRate(1e-3, 1, 3, 1),
            () -> training.searchRate(1e-3, 1, 2, 2),
            () -> training.seed(9).searchRate(1e-3, 1, 2, 1))) {
      String message = assertThrows(IllegalArgumentException.class, other::run).getMessage();
      assertTrue(message.contains("are of other settings"), message);
    }
  }

  @Test
  void rateThatDivergesIsTheWorst() {
    // Parameters grow by the rate in every step, and overflow after a few.
    List<Trial> trials =
        training(EstimatorNetwork.of(net(), "psa"))
            .optimiser(Optimiser.sgd(0.5).weightDecay(1))
            .searchRate(1e-3, 1e300, 6, 1);
    assertTrue(trials.stream().anyMatch(t -> t.score() == Double.POSITIVE_INFINITY));
    assertTrue(Double.isFinite(LearningRateSearch.best(trials).score()));
  }

  @Test
  void emptyRangesAreRefused() {
    Training training = training(EstimatorNetwork.of(net(), "psa"));
    assertThrows(IllegalArgumentException.class, () -> training.searchRate(0, 1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> training.searchRate(1, 1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> training.searchRate(0.1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> training.searchRate(0.1, 1, 2, 0));
  }
}
