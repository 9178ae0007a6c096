package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run that is told to stop (SIGTERM) at any moment, its first and its last ones included, says so
 * in one line at most, and the same command finishes it to the bytes of a run that never was.
 */
@EnabledOnOs(OS.LINUX)
class StoppedRunTest {
  private static final int MOMENTS = 40;
  private static final int TERMINATED = 128 + 15;

  /** Files that hold times, and the list with their checksums. */
  private static final Set<String> TIMES = Set.of("times.csv", "cost.csv", "manifest.json");

  @TempDir private Path temp;

  /** What is stopped. */
  enum Command {
    TRAIN,
    STUDY,
    REPRODUCE
  }

  private JavaProcess start(Command command, String name) throws IOException {
    Path out = temp.resolve(name);
    List<String> args =
        switch (command) {
          case TRAIN -> List.of("train", config().toString(), "--resume", "--out", out.toString());
          case STUDY ->
              JavaProcess.study(
                  out,
                  List.of("--estimators", "psa,arm", "--trials", "20000", "--samples", "1,10"));
          case REPRODUCE ->
              List.of("reproduce", SmallExperiment.PAPER, "--out", out.getParent().toString());
        };
    List<String> line = new ArrayList<>(JavaProcess.command(JavaProcess.SHORT, args));
    int path = line.indexOf("-cp") + 1;
    line.set(path, services() + File.pathSeparator + line.get(path));
    return JavaProcess.start(temp.resolve(name.replace('/', '-') + ".log"), line);
  }

  private Path config() throws IOException {
    Path file = temp.resolve("config.json");
    if (!Files.exists(file)) {
      String config = Files.readString(CommandLineRun.example("train.json"));
      Files.writeString(
          file,
          config
              .replace("\"epochs\": 8", "\"epochs\": 6")
              .replace("\"every\": 1", "\"every\": 3")
              .replace("\"seeds\": [1]", "\"seeds\": [1, 2]"));
    }
    return file;
  }

  /** A folder that tells the service loader of the experiment of this test. */
  private Path services() throws IOException {
    Path folder = temp.resolve("services");
    Path file = folder.resolve("META-INF/services").resolve(Experiment.class.getName());
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, SmallExperiment.class.getName() + "\n");
    }
    return folder;
  }

  /** Every run has a folder above its own, for the ledger of a reproduction. */
  private static String folder(String name) {
    return name + "/" + SmallExperiment.PAPER;
  }

  private Map<String, String> contents(String name) throws IOException {
    assertEquals(List.of(), Manifest.problems(temp.resolve(folder(name))));
    Map<String, String> contents = CommandLineRun.contents(temp.resolve(name));
    contents.keySet().removeIf(file -> TIMES.contains(file.substring(file.lastIndexOf('/') + 1)));
    return contents;
  }

  private Map<String, String> whole(Command command) throws Exception {
    JavaProcess whole = start(command, folder("whole"));
    String log = whole.finish();
    assertEquals(0, whole.code(), log);
    return contents("whole");
  }

  private void assertStopsWell(JavaProcess stopped) throws Exception {
    stopped.process().destroy();
    String log = stopped.finish();
    assertTrue(stopped.code() == TERMINATED || stopped.code() == 0, log);
    assertFalse(log.contains("\tat ") || log.contains("Exception"), log);
    List<String> lines = log.lines().filter(line -> line.startsWith("bitgrad:")).toList();
    assertTrue(lines.size() <= 1, log);
    assertTrue(lines.stream().allMatch(l -> l.startsWith("bitgrad: interrupted; ")), log);
  }

  private void assertGoesOn(Command command, String name, Map<String, String> expected)
      throws Exception {
    JavaProcess again = start(command, folder(name));
    String log = again.finish();
    assertEquals(0, again.code(), log);
    assertFalse(log.contains("bitgrad:"), log);
    assertEquals(expected, contents(name));
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void runStoppedAtAnyOfFortyMomentsIsFinishedToTheSameBytes(Command command) throws Exception {
    long begun = System.nanoTime();
    Map<String, String> expected = whole(command);
    double millis = (System.nanoTime() - begun) / 1e6;
    for (int moment = 0; moment < MOMENTS; moment++) {
      String name = "stopped" + moment;
      Files.createDirectories(temp.resolve(name));
      JavaProcess stopped = start(command, folder(name));
      Thread.sleep(Math.round(millis * (moment + 0.5) / MOMENTS));
      assertStopsWell(stopped);
      assertGoesOn(command, name, expected);
    }
  }

  /** The lock is being taken; the first file, before any plot, has been written. */
  @ParameterizedTest
  @CsvSource({"TRAIN, .unfinished/lock", "TRAIN, metrics.csv", "REPRODUCE, study.csv"})
  void runStoppedAsAFileAppearsIsFinishedToTheSameBytes(Command command, String file)
      throws Exception {
    Map<String, String> expected = whole(command);
    Files.createDirectories(temp.resolve("stopped"));
    JavaProcess stopped = start(command, folder("stopped"));
    while (!Files.exists(temp.resolve(folder("stopped")).resolve(file))
        && stopped.process().isAlive()) {
      Thread.sleep(1);
    }
    assertStopsWell(stopped);
    assertGoesOn(command, "stopped", expected);
  }
}
