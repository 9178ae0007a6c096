package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
  private static final Map<String, Object> SETTINGS = Map.of("seed", 7L);
  private static final Map<String, Object> OTHER = Map.of("seed", 8L);

  @TempDir private Path temp;

  private Path folder() {
    return temp.resolve("a run with spaces and \u00fc");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void completeRun(Map<String, Object> settings, boolean overwrite, String... files)
      throws IOException {
    try (RunFolder folder = RunFolder.open(folder(), settings, overwrite)) {
      for (String file : files) {
        folder.write(file, file + " of " + settings);
      }
      folder.complete();
    }
  }

  @Test
  void completeRunHoldsItsFilesAndTheManifestOnly() throws IOException {
    completeRun(SETTINGS, false, "b.csv", "plots/a.svg");
    assertEquals(List.of("b.csv", "manifest.json", "plots"), names(folder()));
    assertEquals(List.of(), Manifest.problems(folder()));
  }

  @Test
  void runIsIncompleteWithoutManifestOrWithAnotherFile() throws IOException {
    completeRun(SETTINGS, false, "a", "b");
    Files.writeString(folder().resolve("a"), "edited");
    assertTrue(Manifest.problems(folder()).get(0).startsWith("a is not as it was written"));
    Files.delete(folder().resolve("b"));
    assertEquals("b is missing", Manifest.problems(folder()).get(1));
    Files.writeString(folder().resolve("manifest.json"), "{\"fil");
    assertFalse(Manifest.problems(folder()).isEmpty());
    Files.delete(folder().resolve("manifest.json"));
    assertEquals(List.of("manifest.json is missing"), Manifest.problems(folder()));
  }

  @Test
  void killedRunContinuesUnderTheSameSettingsOnly() throws IOException {
    try (RunFolder killed = RunFolder.open(folder(), SETTINGS, false)) {
      Files.createDirectories(killed.scratch());
      Files.writeString(killed.scratch().resolve("checkpoint"), "half");
      killed.write("a", "first");
      Files.writeString(folder().resolve(".unfinished/write.tmp"), "torn");
    }
    assertThrows(IllegalArgumentException.class, () -> RunFolder.check(folder(), OTHER, false));
    try (RunFolder again = RunFolder.open(folder(), SETTINGS, false)) {
      assertEquals("half", Files.readString(again.scratch().resolve("checkpoint")));
      again.write("a", "second");
      again.complete();
    }
    assertEquals(List.of("a", "manifest.json"), names(folder()));
    assertEquals(List.of(), Manifest.problems(folder()));
  }

  @Test
  void checkpointsOfOtherSettingsAreForgotten() throws IOException {
    try (RunFolder killed = RunFolder.open(folder(), SETTINGS, false)) {
      Files.createDirectories(killed.scratch());
    }
    try (RunFolder other = RunFolder.open(folder(), OTHER, true)) {
      assertTrue(Files.notExists(other.scratch()));
    }
  }

  @Test
  void overwritingRemovesWhatTheEarlierRunWroteAndNothingElse() throws IOException {
    completeRun(SETTINGS, false, "a", "b");
    Files.writeString(folder().resolve("mine.txt"), "kept");
    completeRun(OTHER, true, "b", "c");
    assertEquals(List.of("b", "c", "manifest.json", "mine.txt"), names(folder()));
    assertEquals(List.of(), Manifest.problems(folder()));
  }

  @Test
  void folderStopsBeingCompleteBeforeItsFirstFileChanges() throws IOException {
    completeRun(SETTINGS, false, "a");
    try (RunFolder killed = RunFolder.open(folder(), OTHER, true)) {
      killed.write("a", "new");
    }
    assertEquals(List.of("manifest.json is missing"), Manifest.problems(folder()));
  }

  @Test
  void nonEmptyFolderOrFileIsRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("mine.txt"), "kept");
    assertThrows(IllegalArgumentException.class, () -> RunFolder.open(folder(), SETTINGS, false));
    assertEquals(List.of("mine.txt"), names(folder()));
    Path file = folder().resolve("mine.txt");
    assertThrows(IllegalArgumentException.class, () -> RunFolder.open(file, SETTINGS, true));
  }

  @Test
  void secondWriterIsRefusedAndLeavesTheFirstAlone() throws IOException {
    try (RunFolder first = RunFolder.open(folder(), SETTINGS, false)) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class, () -> RunFolder.open(folder(), SETTINGS, true));
      assertTrue(e.getMessage().contains("another run is writing"), e.getMessage());
      first.write("a", "text");
      first.complete();
    }
    assertEquals(List.of(), Manifest.problems(folder()));
  }

  /** Opens the folder that it is told and says what came of it; run in a process of its own. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) throws IOException {
      try (RunFolder folder = RunFolder.open(Path.of(args[0]), SETTINGS, true)) {
        folder.complete();
      } catch (IllegalArgumentException e) {
        Runtime.getRuntime().exit(2);
      }
    }
  }

  @Test
  void secondProcessIsRefused() throws Exception {
    try (RunFolder first = RunFolder.open(folder(), SETTINGS, false)) {
      assertEquals(2, otherProcess());
      first.discard();
    }
    assertEquals(0, otherProcess());
  }

  private int otherProcess() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Dsun.jnu.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                folder().toString())
            .inheritIO()
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue();
  }

  @Test
  void refusedOpeningCreatesNoFolder() {
    Path inFile = temp.resolve("file");
    assertThrows(
        IOException.class,
        () -> {
          Files.writeString(inFile, "x");
          RunFolder.open(inFile.resolve("below"), SETTINGS, false);
        });
    assertTrue(Files.isRegularFile(inFile));
  }

  @Test
  void diskErrorsNameTheFile() throws IOException {
    try (RunFolder folder = RunFolder.open(folder(), SETTINGS, false)) {
      Files.writeString(folder().resolve("taken"), "by a file");
      Exception e = assertThrows(IOException.class, () -> folder.write("taken/by-it", "text"));
      assertTrue(e.getMessage().contains("cannot write"), e.getMessage());
      assertTrue(e.getMessage().contains("taken"), e.getMessage());
      assertTrue(Files.notExists(folder().resolve(".unfinished/write.tmp")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "../up", "a/../../up", "manifest.json", "a//../b"})
  void namesOutsideTheFolderAreRefused(String name) throws IOException {
    try (RunFolder folder = RunFolder.open(folder(), SETTINGS, false)) {
      assertThrows(IllegalArgumentException.class, () -> folder.write(name, "text"));
    }
  }
}
