package org.bitgrad.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Puts what cells throw in the words of the notebook: the number of the cell and the line in it,
 * and a stack trace that ends at the cell's own code.
 *
 * <p>Messages and causes are made by code of cells too. They may throw, and they may be endless;
 * the description is not.
 */
final class ThrownErrors {
  private static final int MOST_CAUSES = 20;
  private static final int FIRST_FRAMES = 20;
  private static final int LAST_FRAMES = 5;
  private static final int MOST_CHARACTERS = 4000;
  private static final int MOST_LINES = 50;

  private final JShell shell;
  private final SnippetLines lines;

  ThrownErrors(JShell shell, SnippetLines lines) {
    this.shell = shell;
    this.lines = lines;
  }

  /**
   * The error of a snippet that threw.
   *
   * @param thrown what it threw
   * @param translated the same as JShell reports it, which knows references that were missing
   */
  CellFailure describe(Throwable thrown, Throwable translated) {
    List<String> trace = new ArrayList<>();
    Throwable cause = thrown;
    Throwable twin = translated;
    String before = "";
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      add(before + Style.heading(name(cause, twin), message(cause, twin)), trace);
      addFrames(cause, trace);
      before = "Caused by: ";
      Throwable last = cause;
      cause = own(last::getCause, null);
      twin = twin == null ? null : twin.getCause();
    }
    String name = name(thrown, translated);
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return new CellFailure(simple, message(thrown, translated), trace);
  }

  /** The error of a value whose own text could not be made. */
  CellFailure ofValue(Throwable thrown) {
    CellFailure failure = describe(thrown, null);
    List<String> trace = new ArrayList<>(failure.trace());
    trace.add(1, "    while the value of the cell was turned into text");
    return new CellFailure(failure.name(), failure.getMessage(), trace);
  }

  private static void add(String heading, List<String> trace) {
    heading.lines().limit(MOST_LINES).forEach(trace::add);
  }

  private String name(Throwable thrown, Throwable twin) {
    return twin instanceof UnresolvedReferenceException
        ? "UnresolvedReference"
        : SnippetLines.className(thrown.getClass().getName());
  }

  private String message(Throwable thrown, Throwable twin) {
    if (twin instanceof UnresolvedReferenceException unresolved) {
      DeclarationSnippet snippet = unresolved.getSnippet();
      return snippet.name()
          + " still needs "
          + String.join(", ", shell.unresolvedDependencies(snippet).toArray(String[]::new));
    }
    String message = own(thrown::getMessage, "(its message cannot be read)");
    if (message == null) {
      return thrown instanceof StackOverflowError ? "calls nest without an end" : "";
    }
    String cut =
        message.length() <= MOST_CHARACTERS
            ? message
            : message.substring(0, MOST_CHARACTERS) + "\u2026";
    return SnippetLines.plainNames(cut);
  }

  /** What code of a cell makes, or a substitute if that fails. */
  private static <T> T own(Supplier<T> code, T otherwise) {
    try {
      return code.get();
    } catch (ThreadDeath stopped) {
      throw stopped;
    } catch (RuntimeException | Error e) {
      return otherwise;
    }
  }

  private void addFrames(Throwable thrown, List<String> trace) {
    StackTraceElement[] all = own(thrown::getStackTrace, new StackTraceElement[0]);
    List<StackTraceElement> frames = Arrays.asList(all).subList(0, end(all));
    int skipped = frames.size() - FIRST_FRAMES - LAST_FRAMES;
    for (int i = 0; i < frames.size(); i++) {
      if (skipped > 1 && i == FIRST_FRAMES) {
        trace.add("    \u2026 " + skipped + " more \u2026");
        i += skipped;
      }
      addFrame(frames.get(i), trace);
    }
  }

  /** How many frames are the cell's: what lies below its first one is the kernel. */
  private static int end(StackTraceElement[] frames) {
    for (int i = frames.length; i > 0; i--) {
      if (SnippetLines.isTopLevel(frames[i - 1])) {
        return i;
      }
    }
    for (int i = 0; i < frames.length; i++) {
      String name = frames[i].getClassName();
      if (name.equals(Values.class.getName()) || name.equals(CellControl.class.getName())) {
        return i;
      }
    }
    return frames.length;
  }

  private void addFrame(StackTraceElement frame, List<String> trace) {
    SnippetLines.Line line = lines.lineOf(frame).orElse(null);
    if (line == null) {
      trace.add("    at " + frame);
      return;
    }
    String method = SnippetLines.methodName(frame);
    String where = "    at cell [" + line.cell() + "], line " + line.number();
    String source = "        " + CellErrors.shortened(line.text());
    if (method.isEmpty() && trace.size() > 1 && trace.get(trace.size() - 2).equals(where)) {
      return; // JShell puts some statements into a method of their own
    }
    trace.add(method.isEmpty() ? where : where + ", in " + method);
    trace.add(source);
  }
}
