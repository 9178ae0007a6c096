package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ends a command, and whatever stood in its input: one line of at most 300 characters. */
class MessageTest {
  private static final int LONGEST = 300;

  @TempDir private Path temp;

  private static String oneLine(CommandLineRun run) {
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    String line = run.err().strip();
    assertTrue(line.length() <= LONGEST, line);
    assertTrue(line.chars().noneMatch(Character::isISOControl), line);
    return line;
  }

  private static String failure(Exception e) {
    StringWriter err = new StringWriter();
    return oneLine(
        new CommandLineRun(
            Main.report(new PrintWriter(err), e, "the same command"), "", err.toString()));
  }

  private static String guarded(IntSupplier work) {
    StringWriter err = new StringWriter();
    assertEquals(1, Main.guarded(new PrintWriter(err), work));
    return oneLine(new CommandLineRun(1, "", err.toString()));
  }

  @Test
  void endOfMemoryIsALineWithTheRemedy() {
    for (String line :
        new String[] {
          guarded(
              () -> {
                throw new OutOfMemoryError("Java heap space");
              }),
          failure(new IllegalStateException(new OutOfMemoryError())),
          failure(new IllegalStateException(new ExecutionException(new OutOfMemoryError()))),
          failure(new IllegalArgumentException("field", new OutOfMemoryError()))
        }) {
      assertTrue(line.startsWith("bitgrad: memory of "), line);
      assertTrue(line.contains("BITGRAD_JAVA_OPTS=-Xmx"), line);
      assertTrue(line.contains("smaller batch"), line);
      assertTrue(line.contains("checkpoints stay"), line);
    }
  }

  @Test
  void endOfTheStackIsALine() {
    String line =
        guarded(
            () -> {
              throw new StackOverflowError();
            });
    assertTrue(line.contains("nested too deeply"), line);
  }

  @Test
  void messagesOfLibrariesAreCut() {
    assertTrue(failure(new IOException("\u001b[2J" + "x\n".repeat(9000))).endsWith("..."));
    assertEquals("bitgrad: failed", failure(new IllegalArgumentException()));
  }

  private CommandLineRun train(String from, String to) throws IOException {
    String text = Files.readString(CommandLineRun.example("train.json"));
    assertTrue(text.contains(from), from);
    Path file = temp.resolve("config.json");
    Files.writeString(file, text.replaceFirst(from, to));
    return CommandLineRun.of("train", file.toString(), "--out", temp.resolve("out").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"psa\"", "\"method\"", "\"name\"", "\"cosine\"", "\"channel\"", "\"crop\""})
  void textsOfMegabytesAreShownInPart(String text) throws IOException {
    CommandLineRun run = train(text, "\"" + "x".repeat(40_000) + "\"");
    assertEquals(2, run.code());
    oneLine(run);
  }

  @Test
  void aMethodOfFifteenMegabytesIsShownInPart() throws IOException {
    CommandLineRun run = train("\"psa\"", "\"" + "m".repeat(15_000_000) + "\"");
    assertEquals(2, run.code());
    assertTrue(oneLine(run).startsWith("bitgrad: method is '\"mmm"), run.err());
  }

  @Test
  void controlCharactersOfOptionsAreNotSentToTheTerminal() {
    String steering = "\u001b[31mps\na\u0007";
    for (String option :
        new String[] {"--estimators", "--trials", "--samples", "--seed", "--budget", "--colour"}) {
      CommandLineRun run =
          CommandLineRun.of(
              "study",
              CommandLineRun.example("table.json").toString(),
              option,
              steering + "x".repeat(1000),
              "--out",
              temp.resolve("out").toString());
      assertEquals(2, run.code());
      String line = oneLine(run);
      assertTrue(line.contains(option), line);
      assertTrue(line.contains("allowed: "), line);
    }
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    Path file = temp.resolve("deep.json");
    Files.writeString(file, "{\"network\": " + "[".repeat(200_000) + "]".repeat(200_000) + "}");
    for (String command : new String[] {"study", "train"}) {
      CommandLineRun run =
          CommandLineRun.of(command, file.toString(), "--out", temp.resolve("out").toString());
      assertEquals(2, run.code());
      assertTrue(oneLine(run).contains("depth"), run.err());
    }
  }

  @Test
  void aFileLargerThanTheMemoryIsRefusedUnread() throws IOException {
    Path file = temp.resolve("large.json");
    try (var holes =
        Files.newByteChannel(
            file,
            java.util.EnumSet.of(
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE,
                java.nio.file.StandardOpenOption.SPARSE))) {
      holes.position(3L << 30);
      holes.write(java.nio.ByteBuffer.wrap(new byte[] {1}));
    }
    CommandLineRun run =
        CommandLineRun.of("train", file.toString(), "--out", temp.resolve("out").toString());
    assertEquals(2, run.code());
    assertTrue(oneLine(run).contains("3.0 GiB"), run.err());
  }
}
