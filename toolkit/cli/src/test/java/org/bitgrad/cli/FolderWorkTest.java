package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bitgrad.report.Charts;
import org.bitgrad.report.Manifest;
import org.bitgrad.report.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed is forgotten after a refusal or a divergence only. */
class FolderWorkTest {
  @TempDir private Path temp;

  private void work(Supplier<String> computation, FolderWork.Output<String> output)
      throws IOException {
    try (RunFolder folder = RunFolder.open(temp.resolve("out"), Map.of(), false)) {
      FolderWork.run(folder, new PrintWriter(new StringWriter()), computation, output);
    }
  }

  private String failing(Throwable failure) {
    try {
      Files.writeString(temp.resolve("out/.unfinished/scratch/checkpoint"), "work");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return "";
  }

  private boolean isKept() {
    return RunFolder.isUnfinished(temp.resolve("out"))
        && Files.exists(temp.resolve("out/.unfinished/scratch/checkpoint"));
  }

  static Stream<Throwable> passing() {
    return Stream.of(
        new OutOfMemoryError("heap"),
        new IllegalStateException("Shutdown in progress"),
        new NullPointerException("a fault"),
        new NoClassDefFoundError("org/bitgrad/Gone"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void failuresThatMayPassKeepWhatWasComputed(Throwable failure) {
    assertThrows(failure.getClass(), () -> work(() -> failing(failure), text -> {}));
    assertTrue(isKept());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void everyFailureWhileFilesAreMadeKeepsWhatWasComputed(Throwable failure) {
    assertThrows(failure.getClass(), () -> work(() -> "", text -> failing(failure)));
    assertTrue(isKept());
    RuntimeException refusal = new IllegalArgumentException("a plot's");
    assertThrows(refusal.getClass(), () -> work(() -> "", text -> failing(refusal)));
    assertTrue(isKept());
  }

  @Test
  void refusalsAndDivergencesLeaveNothing() {
    RuntimeException refusal = new IllegalArgumentException("no such thing");
    assertThrows(refusal.getClass(), () -> work(() -> failing(refusal), text -> {}));
    assertFalse(Files.exists(temp.resolve("out")));
    RuntimeException divergence = new ArithmeticException("not finite");
    assertThrows(divergence.getClass(), () -> work(() -> failing(divergence), text -> {}));
    assertFalse(Files.exists(temp.resolve("out")));
  }

  @Test
  void refusalOfARunThatAlreadyHadCheckpointsKeepsThem() {
    RuntimeException fault = new IllegalStateException("a fault");
    assertThrows(fault.getClass(), () -> work(() -> failing(fault), text -> {}));
    RuntimeException refusal = new IllegalArgumentException("other data than before");
    assertThrows(refusal.getClass(), () -> work(() -> failing(refusal), text -> {}));
    assertTrue(isKept());
  }

  @Test
  void interruptIsNoticedBetweenFilesAndKeepsEverything() {
    FolderWork.Output<String> interrupted =
        text -> {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("between files");
        };
    assertThrows(InterruptedIOException.class, () -> work(() -> "", interrupted));
    assertTrue(Thread.interrupted());
    assertTrue(RunFolder.isUnfinished(temp.resolve("out")));
  }

  @Test
  void folderThatIsDeletedMeanwhileIsNamed() {
    Exception e =
        assertThrows(
            IOException.class,
            () ->
                work(
                    () -> {
                      delete(temp.resolve("out"));
                      throw new IllegalStateException("whatever follows from it");
                    },
                    text -> {}));
    assertTrue(e.getMessage().contains("was deleted or replaced during the run"), e.getMessage());
    assertFalse(Files.exists(temp.resolve("out")));
  }

  private static void delete(Path tree) {
    File[] entries = tree.toFile().listFiles();
    for (File entry : entries == null ? new File[0] : entries) {
      delete(entry.toPath());
    }
    assertTrue(tree.toFile().delete());
  }

  /** Copies all classes but one. */
  private static void copy(Path classes, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(classes.relativize(file).toString());
        if (!target.endsWith("TrainingCharts.class")) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  /** A build that replaces the program's files while it runs. */
  @Test
  void classThatIsGoneIsSaidInOneLineAndTheRunGoesOnOnceItIsThere() throws Exception {
    Path classes =
        Path.of(Charts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = temp.resolve("classes");
    if (Files.isDirectory(classes)) {
      copy(classes, copy);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(classes)) {
        copy(jar.getPath("/"), copy);
      }
    }
    Path out = temp.resolve("out");
    String config = Files.readString(CommandLineRun.example("train.json"));
    Path file = Files.writeString(temp.resolve("config.json"), config.replace(": 8,", ": 1,"));
    List<String> args = List.of("train", file.toString(), "--resume", "--out", out.toString());
    List<String> command = new ArrayList<>(JavaProcess.command(JavaProcess.SHORT, args));
    int path = command.indexOf("-cp") + 1;
    command.set(path, command.get(path).replace(classes.toString(), copy.toString()));
    JavaProcess process = JavaProcess.start(temp.resolve("log"), command);
    String all = process.finish();
    assertEquals(1, process.code(), all);
    // From 24 on, Java itself warns of what libraries do; the launcher's options keep it quiet.
    String log = String.join("\n", all.lines().filter(l -> !l.startsWith("WARNING: ")).toList());
    assertEquals(1, log.lines().count(), all);
    assertTrue(log.startsWith("bitgrad: the program's files have changed while it ran"), log);
    assertTrue(log.contains("TrainingCharts") && log.contains("with --resume"), log);
    CommandLineRun again = CommandLineRun.of(args.toArray(String[]::new));
    assertEquals(0, again.code(), again.err());
    assertEquals(List.of(), Manifest.problems(out));
  }
}
