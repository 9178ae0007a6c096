package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full, a limit on the size of files, a folder that must not be written: exit code
 * 1, one line that names the file and the reason, and no folder that looks complete.
 */
@EnabledOnOs(OS.LINUX)
class FailingDiskTest {
  /** A study whose checkpoints are small, and whose table is not. */
  private static final List<String> LARGE_TABLE =
      List.of("--trials", "50", "--estimators", manyEstimators(), "--samples", "1,2,3,4,5");

  /** Cosines of many trials: the checkpoint is the first large file. */
  private static final List<String> LARGE_CHECKPOINT =
      List.of("--trials", "20000", "--estimators", "psa");

  @TempDir private Path temp;
  private Path out;

  private static String manyEstimators() {
    return String.join(
        ",", IntStream.rangeClosed(1, 60).mapToObj(t -> "concrete(0." + (100 + t) + ")").toList());
  }

  @BeforeEach
  void nameFolder() {
    out = temp.resolve("out");
  }

  /** The study command under a shell command, which ends in {@code exec "$@"} or {@code "$@"}. */
  private JavaProcess study(List<String> shell, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.addAll(JavaProcess.command(JavaProcess.SHORT, JavaProcess.study(out, options)));
    return JavaProcess.start(temp.resolve("log"), command);
  }

  /** The training of the example, whose checkpoint and weights have hundreds of kilobytes. */
  private JavaProcess training(List<String> shell) throws IOException {
    List<String> command = new ArrayList<>(shell);
    String example = CommandLineRun.example("train.json").toString();
    command.addAll(
        JavaProcess.command(
            JavaProcess.SHORT, List.of("train", example, "--resume", "--out", out.toString())));
    return JavaProcess.start(temp.resolve("log"), command);
  }

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script, "sh");
  }

  private static boolean works(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  private static void assertOneLine(String log, String... parts) {
    List<String> lines = log.lines().filter(line -> line.startsWith("bitgrad")).toList();
    assertEquals(1, lines.size(), log);
    for (String part : parts) {
      assertTrue(lines.get(0).contains(part), part + " in: " + log);
    }
    assertTrue(!log.contains("Exception in") && !log.contains("\tat "), log);
  }

  @Test
  void tableAboveTheLimitOnTheSizeOfFilesIsNamed() throws Exception {
    JavaProcess study = study(shell("ulimit -f 128; exec \"$@\""), LARGE_TABLE);
    assertOneLine(study.finish(), "cannot write '" + out.resolve("study.csv"), "too large");
    assertEquals(1, study.code());
    assertEquals(List.of("manifest.json is missing"), Manifest.problems(out));
    assertTrue(Files.notExists(out.resolve("study.csv")));
  }

  @Test
  void checkpointAboveTheLimitIsNamedAndTheSameCommandGoesOnWithoutTheLimit() throws Exception {
    JavaProcess study = study(shell("ulimit -f 128; exec \"$@\""), LARGE_CHECKPOINT);
    assertOneLine(study.finish(), "cannot write the checkpoint '" + out, "too large");
    assertEquals(1, study.code());
    assertEquals(List.of("manifest.json is missing"), Manifest.problems(out));
    // On a slow machine an earlier checkpoint, of few trials, was small enough; it must be whole.
    try (Stream<Path> left = Files.list(out.resolve(".unfinished/scratch"))) {
      List<Path> parts = left.filter(file -> !file.toString().endsWith(".checkpoint")).toList();
      assertEquals(List.of(), parts, "no part of a checkpoint");
    }
    JavaProcess again = study(shell("exec \"$@\""), LARGE_CHECKPOINT);
    assertEquals(0, again.finish().isEmpty() ? 1 : again.code());
    assertEquals(List.of(), Manifest.problems(out));
    String interrupted = Files.readString(out.resolve("study.csv"));
    out = temp.resolve("undisturbed");
    JavaProcess undisturbed = study(shell("exec \"$@\""), LARGE_CHECKPOINT);
    assertEquals(0, undisturbed.finish().isEmpty() ? 1 : undisturbed.code());
    assertEquals(Files.readString(out.resolve("study.csv")), interrupted);
  }

  @Test
  void checkpointOfATrainingAboveTheLimitIsNamedAndItGoesOnWithoutTheLimit() throws Exception {
    JavaProcess training = training(shell("ulimit -f 128; exec \"$@\""));
    assertOneLine(training.finish(), "cannot write", out.toString(), "too large");
    assertEquals(1, training.code());
    assertEquals(List.of("manifest.json is missing"), Manifest.problems(out));
    try (Stream<Path> left = Files.list(out.resolve(".unfinished/scratch/seed1"))) {
      assertEquals(
          List.of("training.lock"), left.map(file -> file.getFileName().toString()).toList());
    }
    JavaProcess again = training(shell("exec \"$@\""));
    assertEquals(0, again.finish().isEmpty() ? 1 : again.code());
    assertEquals(List.of(), Manifest.problems(out));
  }

  @Test
  void trainingOnAFullDiskIsNamedAndLeavesNothingThatLooksComplete() throws Exception {
    Files.createDirectories(out);
    String mount = "mount -t tmpfs -o size=64k none '" + out + "'";
    assumeTrue(works("unshare", "-m", "sh", "-c", mount), "needs the right to mount a file system");
    List<String> shell = new ArrayList<>(List.of("unshare", "-m"));
    String find = "find '" + out + "' -type f -printf '%f '; exit $code";
    shell.addAll(shell(mount + " && { \"$@\"; code=$?; " + find + "; }"));
    JavaProcess training = training(shell);
    String log = training.finish();
    assertOneLine(log, "cannot write", out.toString(), "No space left on device");
    assertEquals(1, training.code());
    assertTrue(!log.contains("manifest.json") && !log.contains(".part"), log);
  }

  /** A file system of 64 KiB, seen by this process and its children only. */
  @Test
  void fullDiskIsNamedAndLeavesNothingThatLooksComplete() throws Exception {
    Files.createDirectories(out);
    String mount = "mount -t tmpfs -o size=64k none '" + out + "'";
    assumeTrue(works("unshare", "-m", "sh", "-c", mount), "needs the right to mount a file system");
    List<String> shell = new ArrayList<>(List.of("unshare", "-m"));
    String find = "find '" + out + "' -type f -printf '%f '; exit $code";
    shell.addAll(shell(mount + " && { \"$@\"; code=$?; " + find + "; }"));
    JavaProcess study = study(shell, LARGE_TABLE);
    String log = study.finish();
    assertOneLine(log, "cannot write", out.toString(), "No space left on device");
    assertEquals(1, study.code());
    assertTrue(!log.contains("manifest.json") && !log.contains("write.tmp"), log);
  }

  @Test
  void readOnlyFolderIsNamedAndLeftAlone() throws Exception {
    Files.createDirectory(
        out, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    List<String> shell = new ArrayList<>(shell("exec \"$@\""));
    if (Files.isWritable(out)) {
      List<String> without = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
      assumeTrue(works("setpriv", without.get(1), "true"), "root may write anywhere");
      shell.addAll(0, without);
    }
    JavaProcess study = study(shell, LARGE_TABLE);
    assertOneLine(study.finish(), "--out is '" + out, "allowed: a folder that may be written");
    assertEquals(2, study.code());
    assertEquals(1, CommandLineRun.contents(out).size());
  }

  @Test
  void folderBelowAFileIsNamed() throws Exception {
    Files.writeString(out, "a file");
    out = out.resolve("below");
    JavaProcess study = study(shell("exec \"$@\""), LARGE_TABLE);
    assertOneLine(study.finish(), "--out is '" + out, "allowed: a folder", "is a file");
    assertEquals(2, study.code());
    assertEquals("a file", Files.readString(temp.resolve("out")));
  }
}
