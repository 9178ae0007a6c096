package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that is killed (SIGKILL) again and again, and each time resumed, ends with the bytes
 * of one that never was; so does one whose checkpoint was damaged meanwhile.
 */
class KilledTrainingTest {
  /** Two trainings side by side, each killed ten times. */
  private static final int TRAININGS = 2;

  private static final int KILLS = 10;
  private static final int LONGEST_DELAY_MILLIS = 100;

  /**
   * More work than is done in ten times the 0.25 s after which a checkpoint is due, and the delay.
   */
  private static final String EPOCHS = "100";

  @TempDir private Path temp;

  private JavaProcess start(String name) throws IOException {
    String config = Files.readString(CommandLineRun.example("train.json"));
    Path file = temp.resolve("config.json");
    if (!Files.exists(file)) {
      Files.writeString(
          file,
          config
              .replace("\"epochs\": 8", "\"epochs\": " + EPOCHS)
              .replace("\"every\": 1", "\"every\": 100"));
    }
    List<String> args =
        List.of("train", file.toString(), "--resume", "--out", temp.resolve(name).toString());
    return JavaProcess.start(
        temp.resolve(name + ".log"), JavaProcess.command(JavaProcess.SHORT, args));
  }

  private Map<String, String> hashes(String name) throws IOException {
    assertEquals(List.of(), Manifest.problems(temp.resolve(name)));
    Map<String, String> hashes = CommandLineRun.contents(temp.resolve(name));
    assertTrue(hashes.keySet().removeAll(List.of("times.csv", "manifest.json")));
    assertTrue(hashes.keySet().containsAll(List.of("weights.bgw", "metrics.csv", "result.json")));
    return hashes;
  }

  private Path checkpoint(String name) {
    return temp.resolve(name).resolve(".unfinished/scratch/seed1/training.checkpoint");
  }

  private Optional<FileTime> written(String name) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(checkpoint(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // not yet, or it is being replaced
    }
  }

  /** Starts the training, waits for a checkpoint that was not there, and then so long; kills it. */
  private void killAfterNextCheckpoint(String name, long delayMillis) throws Exception {
    Optional<FileTime> before = written(name);
    JavaProcess training = start(name);
    while (training.process().isAlive()) {
      Optional<FileTime> now = written(name);
      if (now.isPresent() && !now.equals(before)) {
        break;
      }
      Thread.sleep(5);
    }
    Thread.sleep(delayMillis);
    training.process().destroyForcibly();
    assertEquals("", training.finish());
    assertNotEquals(0, training.code());
    assertEquals(List.of("manifest.json is missing"), Manifest.problems(temp.resolve(name)));
  }

  private void killAgainAndAgain(int training) {
    try {
      RandomStream delays = RandomStream.of(12, "kill").child(training);
      for (int kill = 0; kill < KILLS; kill++) {
        killAfterNextCheckpoint(
            "killed" + training, Math.floorMod(delays.bits(kill), LONGEST_DELAY_MILLIS));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void trainingKilledAtTwentyPointsEndsWithTheBytesOfOneThatNeverWas() throws Exception {
    JavaProcess whole = start("whole");
    List<CompletableFuture<Void>> trainings = new ArrayList<>();
    String printed = whole.finish();
    assertTrue(printed.lines().anyMatch(line -> line.startsWith("seed 1: test loss")), printed);
    Map<String, String> expected = hashes("whole");
    for (int i = 0; i < TRAININGS; i++) {
      int training = i;
      trainings.add(CompletableFuture.runAsync(() -> killAgainAndAgain(training)));
    }
    for (CompletableFuture<Void> training : trainings) {
      training.get();
    }
    byte[] bytes = Files.readAllBytes(checkpoint("killed1"));
    Files.write(checkpoint("killed1"), Arrays.copyOf(bytes, bytes.length / 2));
    for (int i = 0; i < TRAININGS; i++) {
      JavaProcess last = start("killed" + i);
      String log = last.finish();
      assertEquals(0, last.code(), log);
      assertEquals(i == 1, log.contains("is damaged and not used; going on from"), log);
      assertEquals(expected, hashes("killed" + i));
    }
  }
}
