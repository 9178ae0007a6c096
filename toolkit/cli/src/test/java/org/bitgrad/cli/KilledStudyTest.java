package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study that is killed (SIGKILL) again and again, and each time started once more, ends with the
 * bytes of one that never was; so does one whose checkpoint was damaged meanwhile.
 */
class KilledStudyTest {
  private static final List<String> SAME_BYTES =
      List.of(
          "study.csv",
          "moments.json",
          "exact.json",
          "rmse.png",
          "rmse.svg",
          "bias.png",
          "bias.svg",
          "cosine.png",
          "cosine.svg");

  /** Two studies side by side, each killed ten times. */
  private static final int STUDIES = 2;

  private static final int KILLS = 10;

  /**
   * More work than is done in ten times the 0.25 s after which a checkpoint is due, and the delay.
   */
  private static final String TRIALS = "250000";

  private static final int LONGEST_DELAY_MILLIS = 100;

  @TempDir private Path temp;

  private JavaProcess start(String name, String threads) throws IOException {
    List<String> options =
        List.of(
            "--estimators",
            "psa,arm,reinforce(baseline=running-mean)",
            "--samples",
            "1,1000",
            "--trials",
            TRIALS,
            "--threads",
            threads);
    List<String> args = JavaProcess.study(temp.resolve(name), options);
    return JavaProcess.start(
        temp.resolve(name + ".log"), JavaProcess.command(JavaProcess.SHORT, args));
  }

  private Map<String, String> hashes(String name) throws IOException {
    assertEquals(List.of(), Manifest.problems(temp.resolve(name)));
    Map<String, String> hashes = CommandLineRun.contents(temp.resolve(name));
    assertEquals(12, hashes.size(), hashes.toString());
    hashes.keySet().retainAll(SAME_BYTES);
    assertEquals(9, hashes.size());
    return hashes;
  }

  private Map<String, FileTime> checkpoints(String name) throws IOException {
    Map<String, FileTime> times = new HashMap<>();
    Path scratch = temp.resolve(name).resolve(".unfinished/scratch");
    if (Files.isDirectory(scratch)) {
      try (Stream<Path> files = Files.list(scratch)) {
        files.filter(f -> f.toString().endsWith(".checkpoint")).forEach(f -> note(f, times));
      }
    }
    return times;
  }

  private static void note(Path file, Map<String, FileTime> times) {
    try {
      times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
    } catch (NoSuchFileException e) {
      times.remove(file.getFileName().toString()); // it is being replaced
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the study, waits for a checkpoint that was not there, and then so long; kills it. */
  private void killAfterNextCheckpoint(String name, long delayMillis) throws Exception {
    Map<String, FileTime> before = checkpoints(name);
    JavaProcess study = start(name, "1");
    while (before.entrySet().containsAll(checkpoints(name).entrySet())
        && study.process().isAlive()) {
      Thread.sleep(5);
    }
    Thread.sleep(delayMillis);
    study.process().destroyForcibly();
    String log = study.finish();
    assertEquals("", log);
    assertNotEquals(0, study.code());
    assertEquals(List.of("manifest.json is missing"), Manifest.problems(temp.resolve(name)));
  }

  private void killAgainAndAgain(int study) {
    try {
      String name = "killed" + study;
      RandomStream delays = RandomStream.of(11, "kill").child(study);
      for (int kill = 0; kill < KILLS; kill++) {
        killAfterNextCheckpoint(name, Math.floorMod(delays.bits(kill), LONGEST_DELAY_MILLIS));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void studyKilledAtTwentyPointsEndsWithTheBytesOfOneThatNeverWas() throws Exception {
    JavaProcess whole = start("whole", "2");
    assertTrue(whole.finish().startsWith("study of 3 estimators"));
    Map<String, String> expected = hashes("whole");
    List<CompletableFuture<Void>> studies = new ArrayList<>();
    for (int i = 0; i < STUDIES; i++) {
      int study = i;
      studies.add(CompletableFuture.runAsync(() -> killAgainAndAgain(study)));
    }
    for (CompletableFuture<Void> study : studies) {
      study.get();
    }
    damage("killed1");
    for (int i = 0; i < STUDIES; i++) {
      JavaProcess last = start("killed" + i, "2");
      String log = last.finish();
      assertEquals(0, last.code(), log);
      assertEquals(i == 1, log.contains("is damaged and not used; going on from"), log);
      assertEquals(expected, hashes("killed" + i));
    }
  }

  /** Cuts the newest checkpoint in half. */
  private void damage(String name) throws IOException {
    Map<String, FileTime> all = checkpoints(name);
    String newest =
        all.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    Path file = temp.resolve(name).resolve(".unfinished/scratch").resolve(newest);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }
}
