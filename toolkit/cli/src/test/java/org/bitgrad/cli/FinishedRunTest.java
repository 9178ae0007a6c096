package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same command once more on a run that is finished: nothing is left to do, or it says what. */
class FinishedRunTest {
  @TempDir private Path temp;

  private CommandLineRun study(String trials, String... more) {
    return run(
        new String[] {
          "study", CommandLineRun.example("function.json").toString(), "--estimators", "psa"
        },
        Stream.concat(Stream.of("--trials", trials), Stream.of(more)).toArray(String[]::new));
  }

  private CommandLineRun train(String epochs, String... more) throws IOException {
    String config = Files.readString(CommandLineRun.example("train.json"));
    Path file = temp.resolve("config.json");
    Files.writeString(file, config.replace("\"epochs\": 8", "\"epochs\": " + epochs));
    return run(new String[] {"train", file.toString()}, more);
  }

  private CommandLineRun run(String[] command, String... more) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(more));
    args.addAll(List.of("--out", out().toString()));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private Path out() {
    return temp.resolve("out");
  }

  /** Bytes and times of everything in the folder, and of the folder. */
  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>(CommandLineRun.contents(out()));
    for (Map.Entry<String, String> entry : state.entrySet()) {
      Path file = out().resolve(entry.getKey());
      entry.setValue(entry.getValue() + " " + Files.getLastModifiedTime(file));
    }
    return state;
  }

  private void assertNothingLeftToDo(CommandLineRun run, Map<String, String> before)
      throws IOException {
    assertEquals(0, run.code(), run.err());
    assertEquals("finished already: " + out() + "\n", run.out());
    assertEquals("", run.err());
    assertEquals(before, state());
  }

  private void assertRefused(CommandLineRun run, Map<String, String> before, String... parts)
      throws IOException {
    assertEquals(2, run.code(), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), part + " in: " + run.err());
    }
    assertEquals(before, state());
  }

  @Test
  void aFinishedTrainingHasNothingLeftToDo() throws IOException {
    assertEquals(0, train("1").code());
    Map<String, String> before = state();
    assertNothingLeftToDo(train("1", "--resume"), before);
    assertNothingLeftToDo(train("1"), before);
    assertRefused(train("2", "--resume"), before, "other settings (config_sha256)");
    Files.writeString(out().resolve("metrics.csv"), "edited");
    before = state();
    assertRefused(train("1", "--resume"), before, "metrics.csv is not as it was written");
    Files.delete(out().resolve("metrics.csv"));
    before = state();
    assertRefused(train("1", "--resume"), before, "metrics.csv is missing");
  }

  @Test
  void aFinishedStudyHasNothingLeftToDo() throws IOException {
    assertEquals(0, study("40").code());
    Map<String, String> before = state();
    assertNothingLeftToDo(study("40"), before);
    assertRefused(study("50"), before, "other settings (trials)");
    Files.writeString(out().resolve("study.csv"), "edited");
    before = state();
    assertRefused(study("40"), before, "study.csv is not as it was written");
    assertEquals(0, study("40", "--overwrite").code());
    assertEquals(List.of(), Manifest.problems(out()));
    assertEquals("edited", Files.readString(out().resolve("study.csv.kept-1")));
  }

  @Test
  void whatIsLeftOfACompletedRunIsClearedWithoutComputingAgain() throws IOException {
    assertEquals(0, study("40").code());
    Map<String, String> whole = CommandLineRun.contents(out());
    Path left = Files.createDirectories(out().resolve(".unfinished/scratch"));
    Files.writeString(left.resolve("study.checkpoint"), "of a run that was killed as it ended");
    Files.writeString(
        out().resolve(".unfinished/ended.json"), "{\"settings\": {}, \"sources\": {}}");
    CommandLineRun again = study("40");
    assertEquals("finished already: " + out() + "\n", again.out());
    assertEquals(0, study("50", "--overwrite").code());
    assertEquals(whole.keySet(), CommandLineRun.contents(out()).keySet());
  }
}
