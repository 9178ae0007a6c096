package org.bitgrad.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.function.Supplier;
import org.bitgrad.report.RunFolder;

/**
 * Work in a run folder: first the computation, which takes long and keeps checkpoints, then the
 * files. Checkpoints are forgotten only if the computation itself refuses or diverges, as it would
 * again; an interrupt, a full disk, too little memory and any fault while files are made leave
 * everything that the same command needs to go on.
 */
final class FolderWork {
  private FolderWork() {}

  /** Makes the files of a result. */
  @FunctionalInterface
  interface Output<R> {
    void write(R result) throws IOException;
  }

  /**
   * Does the work.
   *
   * @param folder opened for it
   * @param err told which files were moved aside
   */
  static <R> void run(RunFolder folder, PrintWriter err, Supplier<R> computation, Output<R> output)
      throws IOException {
    try {
      Files.createDirectories(folder.scratch());
      output.write(compute(folder, computation));
    } catch (IOException | RuntimeException e) {
      if (folder.isGone() && !Failures.isInterrupt(e)) {
        throw gone(folder, e);
      }
      throw e;
    } finally {
      folder.notices().forEach(line -> err.println("bitgrad: " + line));
      err.flush();
    }
  }

  private static <R> R compute(RunFolder folder, Supplier<R> computation) throws IOException {
    try {
      return computation.get();
    } catch (RuntimeException e) {
      if (isFinal(e, folder) && !Failures.isInterrupt(e)) {
        folder.discard();
      }
      throw e;
    }
  }

  /** A run that already had checkpoints was not refused when it made them; something else is. */
  private static boolean isFinal(RuntimeException e, RunFolder folder) {
    boolean refused =
        e instanceof IllegalArgumentException || e instanceof UnsupportedOperationException;
    return e instanceof ArithmeticException || (refused && !folder.isContinued());
  }

  private static IOException gone(RunFolder folder, Exception e) {
    return new IOException(
        "folder '"
            + folder.path()
            + "' was deleted or replaced during the run; run the command again",
        e);
  }
}
