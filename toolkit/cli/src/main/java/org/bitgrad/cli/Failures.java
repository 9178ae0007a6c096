package org.bitgrad.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitgrad.analysis.StudyInterruptedException;
import org.bitgrad.report.NoFontsException;
import org.bitgrad.train.TrainingInterruptedException;

/** What is said of a failure, in one line; a fault of the program has no line. */
final class Failures {
  private static final int DEEPEST = 50;

  private Failures() {}

  /**
   * The line.
   *
   * @param failure what a command threw
   * @param again what goes on with the run
   * @return the line; empty for a fault of the program, which needs its stack trace
   */
  static Optional<String> words(Throwable failure, String again) {
    if (isInterrupt(failure)) {
      return Optional.of("interrupted; " + again + " goes on from here");
    }
    if (failure instanceof FileSystemException e) {
      // Its message may be the name of the file only.
      return Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    boolean known =
        failure instanceof UncheckedIOException
            || failure instanceof IOException
            || failure instanceof NoFontsException
            || failure instanceof ArithmeticException;
    return known
        ? Optional.of(String.valueOf(failure.getMessage()))
        : missingClass(failure).map(what -> changedProgram(what, again));
  }

  /**
   * Whether work stopped because it was told to. While the virtual machine is ending, libraries
   * fail in ways of their own; that is the same.
   */
  static boolean isInterrupt(Throwable failure) {
    return causes(failure).anyMatch(Failures::saysInterrupt)
        || Thread.currentThread().isInterrupted()
        || isEnding();
  }

  private static boolean saysInterrupt(Throwable cause) {
    return cause instanceof InterruptedException
        || cause instanceof ClosedByInterruptException
        || cause.getClass() == InterruptedIOException.class // not a time-out, which is one too
        || cause instanceof StudyInterruptedException
        || cause instanceof TrainingInterruptedException;
  }

  /** Nobody can be told to wait for the end any more once it has begun. */
  private static boolean isEnding() {
    Thread nothing = new Thread(() -> {}, "nothing");
    try {
      Runtime.getRuntime().addShutdownHook(nothing);
      Runtime.getRuntime().removeShutdownHook(nothing);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static String changedProgram(String what, String again) {
    return "the program's files have changed while it ran, or are not whole ("
        + what
        + "); checkpoints are kept: "
        + again
        + " goes on once the files are there";
  }

  /** A class that is gone, or does not fit the others any more: which. */
  private static Optional<String> missingClass(Throwable failure) {
    return causes(failure)
        .filter(Failures::isOfClassFiles)
        .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
        .findFirst();
  }

  private static boolean isOfClassFiles(Throwable cause) {
    if (cause instanceof NoClassDefFoundError) {
      // Said of a class that is there and failed, too.
      return !String.valueOf(cause.getMessage()).startsWith("Could not initialize");
    }
    return cause instanceof ClassNotFoundException
        || cause instanceof IncompatibleClassChangeError
        || cause instanceof VerifyError
        || (cause instanceof ClassFormatError && !(cause instanceof UnsupportedClassVersionError));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }
}
