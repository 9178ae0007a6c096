package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.analysis.Progress;
import org.bitgrad.data.ImageData;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A training that is stopped anywhere and started again ends with the bytes of one that was not.
 */
class ResumedTrainingTest {
  private static final int STOPS = 20;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String NEWEST = "training.checkpoint";
  private static final String PREVIOUS = "training.previous";
  private static final PlanePoints TRAIN = PlanePoints.signs("train", 30);
  private static final PlanePoints VALIDATION = PlanePoints.signs("validation", 20);

  @TempDir private Path temp;

  private static WatchedNetwork network(int interruptAt) {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2)
            .dropout(0.25)
            .bernoulli(3)
            .dropout(0.25)
            .bernoulli(2)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(7);
    return new WatchedNetwork(EstimatorNetwork.of(net, "nvil"), interruptAt);
  }

  private static Training training(TrainableNetwork network) {
    return Training.of(network)
        .optimiser(Optimiser.adam(0.01))
        .schedule(Schedule.cosine(4, 0.1))
        .data(TRAIN, VALIDATION)
        .batch(8)
        .epochs(4)
        .evaluation(2, 2)
        .seed(7);
  }

  /** Weights and metrics. */
  private static byte[] bytes(TrainingResult result) {
    List<NamedArray> metrics = new ArrayList<>();
    for (EpochMetrics epoch : result.epochs()) {
      metrics.add(
          NamedArray.flat(
              "epoch " + metrics.size(), org.bitgrad.numeric.RealArray.of(epoch.numbers())));
    }
    WeightsFile weights = result.weights();
    return new WeightsFile(
            weights.architecture(), weights.counters(), weights.parameters(), metrics)
        .bytes();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(temp.resolve(name));
  }

  private static void stop(Path folder, int at) {
    Training stopped = training(network(at)).checkpoints(folder);
    assertThrows(TrainingInterruptedException.class, stopped::run);
    assertTrue(Thread.interrupted());
  }

  @Test
  void trainingStoppedAtTwentyPointsEndsWithTheBytesOfOneThatWasNot() throws IOException {
    WatchedNetwork whole = network(NEVER);
    byte[] expected = bytes(training(whole).run());
    // 16 steps, and 2 evaluations of 3 batches by 2 samples and units.
    assertTrue(whole.calls() >= STOPS, "calls: " + whole.calls());
    for (int stop = 0; stop < whole.calls(); stop++) {
      Path folder = folder("stop " + stop);
      stop(folder, stop);
      assertArrayEquals(expected, bytes(training(network(NEVER)).checkpoints(folder).run()));
    }
  }

  @Test
  void trainingStoppedAgainAndAgainEndsWithTheSameBytes() throws IOException {
    byte[] expected = bytes(training(network(NEVER)).run());
    Path folder = folder("again");
    for (int i = 0; i < 10; i++) {
      stop(folder, 1);
    }
    assertArrayEquals(expected, bytes(training(network(NEVER)).checkpoints(folder).run()));
    // Finished: nothing is done any more.
    WatchedNetwork idle = network(NEVER);
    assertArrayEquals(expected, bytes(training(idle).checkpoints(folder).run()));
    assertEquals(0, idle.calls());
  }

  private static List<String> warnings(Training training, byte[] expected) {
    List<String> warnings = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void report(Step step) {}

          @Override
          public void warn(Step step) {
            warnings.add(step.label());
          }
        };
    assertArrayEquals(expected, bytes(training.progress(progress).run()));
    return warnings;
  }

  @Test
  void damagedCheckpointIsNoticedAndTheOneBeforeUsed() throws IOException {
    byte[] expected = bytes(training(network(NEVER)).run());
    Path origin = folder("origin");
    stop(origin, 3);
    stop(origin, 2);
    byte[] newest = Files.readAllBytes(origin.resolve(NEWEST));
    byte[] previous = Files.readAllBytes(origin.resolve(PREVIOUS));
    RandomStream random = RandomStream.of(1, "damage");
    for (int i = 0; i < 16 + 32; i++) {
      byte[] damaged = i < 16 ? Arrays.copyOf(newest, i * newest.length / 16) : newest.clone();
      if (i >= 16) {
        long bit = Math.floorMod(random.bits(i), 8L * newest.length);
        damaged[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
      }
      Path folder = folder("damaged " + i);
      Files.write(folder.resolve(NEWEST), damaged);
      Files.write(folder.resolve(PREVIOUS), previous);
      List<String> warnings = warnings(training(network(NEVER)).checkpoints(folder), expected);
      assertEquals(1, warnings.size(), warnings.toString());
      assertTrue(warnings.get(0).startsWith("checkpoint " + NEWEST), warnings.get(0));
      assertTrue(warnings.get(0).endsWith("going on from the one before"), warnings.get(0));
    }
  }

  @Test
  void withoutAnyWholeCheckpointItBeginsAnewAndSaysSo() throws IOException {
    byte[] expected = bytes(training(network(NEVER)).run());
    Path folder = folder("lost");
    Files.write(folder.resolve(NEWEST), new byte[7]);
    Files.write(folder.resolve(PREVIOUS), new byte[0]);
    List<String> warnings = warnings(training(network(NEVER)).checkpoints(folder), expected);
    assertEquals(2, warnings.size());
    assertTrue(warnings.get(1).endsWith("starting anew"), warnings.get(1));
  }

  @Test
  void killBetweenTheTwoRenamesLosesNothing() throws IOException {
    byte[] expected = bytes(training(network(NEVER)).run());
    Path folder = folder("renames");
    stop(folder, 5);
    Files.move(folder.resolve(NEWEST), folder.resolve(PREVIOUS));
    assertEquals(List.of(), warnings(training(network(NEVER)).checkpoints(folder), expected));
  }

  @Test
  void checkpointOfOtherSettingsIsRefusedByName() throws IOException {
    Path folder = folder("other");
    stop(folder, 5);
    byte[] before = Files.readAllBytes(folder.resolve(NEWEST));
    Training same = training(network(NEVER)).checkpoints(folder);
    refused("seed is '8', but the checkpoint in '", same.seed(8));
    refused("epochs is '5'", same.epochs(5));
    refused("batch is '9'", same.batch(9));
    refused("optimiser is 'adam(rate=0.02", same.optimiser(Optimiser.adam(0.02)));
    refused("schedule is", same.schedule(Schedule.constant()));
    refused("evaluation is '3 samples", same.evaluation(3, 2));
    refused("training data is", same.data(PlanePoints.signs("others", 30), VALIDATION));
    refused("validation data is", same.data(TRAIN, PlanePoints.signs("others", 20)));
    WatchedNetwork moved = network(NEVER);
    moved.parameters().get(1).values().scale(2);
    refused("initial parameters is", training(moved).checkpoints(folder));
    assertArrayEquals(before, Files.readAllBytes(folder.resolve(NEWEST)));
  }

  private static void refused(String words, Training training) {
    String message = assertThrows(IllegalArgumentException.class, training::run).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void oneTrainingAtATimeWritesAFolder() throws IOException {
    Path folder = folder("one");
    Training second = training(network(NEVER)).checkpoints(folder);
    List<String> refusals = new ArrayList<>();
    training(network(NEVER))
        .checkpoints(folder)
        .onEpoch(
            r ->
                refusals.add(
                    assertThrows(IllegalArgumentException.class, second::run).getMessage()))
        .run();
    assertEquals(4, refusals.size());
    assertTrue(refusals.get(0).contains("must not be written by another training"));
    second.run(); // now it may
  }

  @Test
  void folderThatCannotBeWrittenIsAClearError() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "x");
    Training training = training(network(NEVER)).checkpoints(file.resolve("below"));
    String message = assertThrows(UncheckedIOException.class, training::run).getMessage();
    assertTrue(message.contains("cannot write checkpoints to '" + file), message);
    Path folder = folder("blocked");
    Files.createDirectories(folder.resolve("training.part/in the way"));
    Training blocked = training(network(NEVER)).checkpoints(folder);
    message = assertThrows(UncheckedIOException.class, blocked::run).getMessage();
    assertTrue(message.startsWith("cannot write the checkpoint '"), message);
  }

  @Test
  void divergedRunLeavesItsLastCheckpoint() throws IOException {
    Path folder = folder("diverged");
    stop(folder, 6);
    byte[] before = Files.readAllBytes(folder.resolve(NEWEST));
    WatchedNetwork network = network(NEVER);
    Training wild =
        training(network)
            .checkpoints(folder)
            .onEpoch(r -> network.parameters().get(0).values().scale(Double.NaN));
    String message = assertThrows(DivergedException.class, wild::run).getMessage();
    assertTrue(message.contains("parameter 'layer0' is NaN in number 0"), message);
    assertTrue(
        WeightsFile.parse(Files.readAllBytes(folder.resolve(NEWEST))).parameters().stream()
            .allMatch(p -> Double.isFinite(p.values().sumOfSquares())));
    assertEquals(before.length, Files.size(folder.resolve(NEWEST)));
  }

  /**
   * A convolution with batch normalisation and pooling in float32: running statistics go on too.
   */
  private static Training convolution(String method) {
    LabelledImages digits = ImageData.strokeDigits(1, 40, 1).train();
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(1, 28, 28)
            .convolution(2, 5)
            .stride(3)
            .batchNormalisation()
            .averagePooling(2)
            .dropout(0.25)
            .bernoulli(4)
            .dropout(0.25)
            .head(10, OutputLoss.SOFTMAX)
            .initialise(7);
    return Training.of(net)
        .with(method)
        .precision(Precision.FLOAT32)
        .optimiser(Optimiser.sgd(0.1).momentum(0.9))
        .data(digits)
        .batch(10)
        .epochs(3)
        .seed(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"st", "reinforce(baseline=running-mean)", "reinforce(baseline=optimal)"})
  void runningStatisticsAndBaselinesOfTheEngineGoOn(String method) throws IOException {
    TrainingResult whole = convolution(method).run();
    assertTrue(!whole.network().state().isEmpty());
    Path folder = folder("engine");
    Training stopped =
        convolution(method)
            .checkpoints(folder)
            .onEpoch(
                r -> {
                  if (r.epochs().size() == 2) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThrows(TrainingInterruptedException.class, stopped::run);
    assertTrue(Thread.interrupted());
    TrainingResult resumed = convolution(method).checkpoints(folder).run();
    assertArrayEquals(whole.weights().bytes(), resumed.weights().bytes());
    assertEquals(whole.epochs(), resumed.epochs());
  }
}
