package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.data.Sha256;
import org.bitgrad.report.Manifest;
import org.bitgrad.report.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --overwrite} replaces what runs wrote, and nothing else, whatever the folder claims. */
class OverwriteTest {
  private static final String HASH = "a".repeat(64);

  @TempDir private Path temp;

  private Path out() {
    return temp.resolve("out");
  }

  private CommandLineRun study(String... more) {
    return run("study", CommandLineRun.example("function.json"), more);
  }

  private CommandLineRun run(String command, Path file, String... more) {
    List<String> args = new ArrayList<>(List.of(command, file.toString()));
    if (command.equals("study")) {
      args.addAll(List.of("--trials", "40", "--estimators", "psa"));
    }
    args.addAll(List.of("--overwrite", "--out", out().toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static String manifest(String files) {
    return """
        {"format": 1, "settings": {}, "files": {%s}, "sources": {},
         "versions": {"bitgrad": "1"}}
        """
        .formatted(files);
  }

  /** Manifests that this program never wrote. */
  static Stream<String> foreign() {
    String whole = manifest("\"thesis.tex\": \"" + HASH + "\"");
    return Stream.of(
        "{\"files\":{\"thesis.tex\":\"a1\"}}",
        "{\"fil",
        "",
        "[]",
        "null",
        "[".repeat(100_000),
        whole + "{}",
        whole.replace("1,", "2,"),
        whole.replace("\"sources\": {},", ""),
        whole.replace("\"settings\": {}", "\"settings\": 1"),
        whole.replace("\"bitgrad\"", "\"name\""),
        whole.replace(HASH, HASH.substring(1)),
        whole.replace(HASH, HASH.toUpperCase(Locale.ROOT)),
        whole.replace("\"" + HASH + "\"", "1"),
        whole.replace("thesis.tex", "../thesis.tex"),
        whole.replace("thesis.tex", "/etc/passwd"),
        whole.replace("thesis.tex", "a/../../b"),
        whole.replace("thesis.tex", "a//b"),
        whole.replace("thesis.tex", "a\\u0000b"),
        whole.replace("thesis.tex", ".unfinished/lock"),
        whole.replace("thesis.tex", "manifest.json"),
        whole.replace("thesis.tex", ""),
        manifest("\"a\": \"%s\", \"a\": \"%s\"".formatted(HASH, "b".repeat(64))));
  }

  private void assertRefused(CommandLineRun run, Map<String, String> before) throws IOException {
    assertEquals(2, run.code(), run.out() + run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("bitgrad: out is '"), run.err());
    assertTrue(run.err().contains("no run of this program wrote"), run.err());
    assertTrue(run.err().length() <= 300, run.err());
    assertEquals(before, CommandLineRun.contents(out()));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void anotherProgramsManifestIsRefused(String text) throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("thesis.tex"), "years of work");
    Files.writeString(out().resolve("manifest.json"), text);
    Map<String, String> before = CommandLineRun.contents(out());
    assertRefused(study(), before);
    assertRefused(run("train", CommandLineRun.example("train.json")), before);
  }

  @Test
  void manifestThatIsAFolderALinkOrHugeIsRefused() throws IOException {
    Path manifest = out().resolve("manifest.json");
    Files.createDirectories(manifest);
    assertRefused(study(), CommandLineRun.contents(out()));
    Files.delete(manifest);
    Files.writeString(temp.resolve("elsewhere"), manifest(""));
    Files.createSymbolicLink(manifest, temp.resolve("elsewhere"));
    assertRefused(study(), CommandLineRun.contents(out()));
    Files.delete(manifest);
    Files.writeString(manifest, manifest("") + " ".repeat(17_000_000));
    assertRefused(study(), CommandLineRun.contents(out()));
  }

  @Test
  void hiddenFolderOfAnotherProgramIsRefused() throws IOException {
    Path hidden = Files.createDirectories(out().resolve(".unfinished/scratch"));
    Files.writeString(hidden.resolve("thesis.tex"), "years of work");
    assertRefused(study(), CommandLineRun.contents(out()));
    Files.writeString(hidden.resolveSibling("settings.json"), "{\"theme\": \"dark\"}");
    assertRefused(study(), CommandLineRun.contents(out()));
    Files.move(hidden.getParent(), temp.resolve("elsewhere"));
    Files.createSymbolicLink(out().resolve(".unfinished"), temp.resolve("elsewhere"));
    assertRefused(study(), CommandLineRun.contents(out()));
  }

  @Test
  void filesInTheHiddenFolderThatNoRunWroteStay() throws IOException {
    Files.createDirectories(out().resolve(".unfinished"));
    Files.writeString(out().resolve(".unfinished/notes.txt"), "mine");
    assertEquals(0, study().code());
    assertEquals("mine", Files.readString(out().resolve(".unfinished/notes.txt")));
    assertEquals(List.of(), Manifest.problems(out()));
  }

  @Test
  void editedOutputsAreMovedAsideAndNamed() throws IOException {
    assertEquals(0, study("--exact").code());
    Files.writeString(out().resolve("exact.json"), "edited");
    Files.writeString(out().resolve("study.csv"), "edited once");
    assertEquals("", study("--seed", "3").err().lines().skip(2).findAny().orElse(""));
    Files.writeString(out().resolve("study.csv"), "edited twice");
    CommandLineRun again = study();
    assertEquals(
        "bitgrad: 'study.csv' was not as a run wrote it; it is now 'study.csv.kept-2'\n",
        again.err());
    assertEquals("edited once", Files.readString(out().resolve("study.csv.kept-1")));
    assertEquals("edited twice", Files.readString(out().resolve("study.csv.kept-2")));
    assertEquals("edited", Files.readString(out().resolve("exact.json.kept-1")));
    assertEquals(List.of(), Manifest.problems(out()));
  }

  @Test
  void filesThatStandWhereARunWritesAreMovedAside() throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("study.csv"), "of a spreadsheet");
    Files.writeString(temp.resolve("precious"), "linked");
    Files.createSymbolicLink(out().resolve("cost.csv"), temp.resolve("precious"));
    CommandLineRun run = study();
    assertEquals(0, run.code(), run.err());
    assertEquals(2, run.err().lines().count(), run.err());
    assertEquals("of a spreadsheet", Files.readString(out().resolve("study.csv.kept-1")));
    assertEquals("linked", Files.readString(temp.resolve("precious")));
    assertTrue(Files.isSymbolicLink(out().resolve("cost.csv.kept-1")));
    assertFalse(Files.isSymbolicLink(out().resolve("cost.csv")));
  }

  @Test
  void aFolderThatStandsWhereARunWritesAFileIsMovedAsideWithWhatItHolds() throws IOException {
    Files.createDirectories(out().resolve("study.csv"));
    Files.writeString(out().resolve("study.csv/notes.txt"), "mine");
    CommandLineRun run = study();
    assertEquals(0, run.code(), run.err());
    assertEquals("mine", Files.readString(out().resolve("study.csv.kept-1/notes.txt")));
    assertEquals(List.of(), Manifest.problems(out()));
  }

  @Test
  void recordedFilesBehindALinkedFolderAreLeftAlone() throws IOException {
    Files.createDirectories(out());
    Path other = Files.createDirectories(temp.resolve("other"));
    Files.writeString(other.resolve("a.txt"), "theirs");
    Files.createSymbolicLink(out().resolve("plots"), other);
    Files.writeString(
        out().resolve("manifest.json"),
        manifest("\"plots/a.txt\": \"" + Sha256.of(other.resolve("a.txt")) + "\""));
    assertEquals(0, study().code());
    assertEquals("theirs", Files.readString(other.resolve("a.txt")));
  }

  /** Moments of an overwriting run at which a SIGKILL leaves these parts of its hidden folder. */
  @ParameterizedTest
  @ValueSource(strings = {"before its first file", "after its first file", "before its end"})
  void interruptedOverwritingLosesNothing(String moment) throws IOException {
    assertEquals(0, study("--exact").code());
    Files.writeString(out().resolve("mine.txt"), "mine");
    Map<String, String> old = CommandLineRun.contents(out());
    stopped(moment);
    if (moment.equals("before its first file")) {
      Map<String, String> now = new HashMap<>(CommandLineRun.contents(out()));
      now.keySet().retainAll(old.keySet());
      assertEquals(old, now);
    }
    CommandLineRun next = study("--seed", "4");
    assertEquals(0, next.code(), next.err());
    assertEquals("", next.err());
    assertEquals(List.of(), Manifest.problems(out()));
    assertEquals("mine", Files.readString(out().resolve("mine.txt")));
    assertEquals(old.keySet(), CommandLineRun.contents(out()).keySet());
  }

  private void stopped(String moment) throws IOException {
    Map<String, Object> settings = Map.of("command", "another");
    try (RunFolder folder = RunFolder.open(out(), settings, true)) {
      Files.createDirectories(folder.scratch());
      if (!moment.equals("before its first file")) {
        folder.write("study.csv", "of the run that was stopped");
      }
      if (moment.equals("before its end")) {
        folder.write("another.csv", "of the run that was stopped");
      }
    }
  }
}
