package org.bitgrad.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Puts errors in the words of the notebook: the number of the cell and the line in it, the source
 * line with a marker, a stack trace that ends at the cell's own code.
 */
final class CellErrors {
  private static final String SNIPPET_FILE = "#";
  private static final String TOP_LEVEL = "do_it$";

  private final JShell shell;
  private final Map<String, Place> places = new HashMap<>();

  private String cell = "";
  private int number;

  /** Where a snippet stands: its cell and the line of its first character, from 1. */
  private record Place(int cell, String source, int line) {}

  CellErrors(JShell shell) {
    this.shell = shell;
  }

  /** Starts a cell. */
  void begin(String source, int count) {
    cell = source;
    number = count;
  }

  /** Remembers where a snippet of this cell stands. */
  void locate(Snippet snippet, CellSplitter.Part part) {
    places.put(snippet.id(), new Place(number, cell, lineOf(part.start())));
  }

  /** The error of a cell that ends in the middle of a statement. */
  CellFailure incomplete(CellSplitter.Part part) {
    int start = part.start() + leadingSpace(part.source());
    return compileError("the cell ends in the middle of a statement", start, start + 1);
  }

  /** The error of a snippet that JShell rejected. */
  CellFailure compile(Snippet snippet, CellSplitter.Part part) {
    return fromDiagnostics(snippet, part.start(), "this is not valid Java");
  }

  /** The error of a declaration that refers to something that exists nowhere. */
  CellFailure unresolved(DeclarationSnippet declaration) {
    Place place = places.get(declaration.id());
    String missing =
        String.join(", ", shell.unresolvedDependencies(declaration).toArray(String[]::new));
    String message = missing.isEmpty() ? "a reference is missing" : "cannot find " + missing;
    int start = cell.indexOf(declaration.source().strip(), offsetOf(place.line()));
    return fromDiagnostics(declaration, Math.max(start, 0), message);
  }

  private CellFailure fromDiagnostics(Snippet snippet, int offset, String otherwise) {
    Diag first = shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElse(null);
    if (first == null) {
      int start = offset + leadingSpace(snippet.source());
      return compileError(otherwise, start, start + 1);
    }
    int start = offset + (int) Math.max(first.getStartPosition(), 0);
    int end = offset + (int) Math.max(first.getEndPosition(), 0);
    return compileError(first.getMessage(Locale.ROOT), start, end);
  }

  private CellFailure compileError(String message, int start, int end) {
    int from = Math.min(Math.max(start, 0), Math.max(cell.length() - 1, 0));
    int lineStart = cell.lastIndexOf('\n', from - 1) + 1;
    int newline = cell.indexOf('\n', from);
    String line = cell.substring(lineStart, newline < 0 ? cell.length() : newline);
    int column = from - lineStart;
    int width = Math.max(1, Math.min(end, lineStart + line.length()) - from);
    List<String> trace = new ArrayList<>();
    String where = "cell [" + number + "], line " + lineOf(from);
    trace.add(Style.heading("CompileError", where));
    trace.add("    " + line);
    trace.add("    " + line.substring(0, column).replaceAll("[^\t]", " ") + marker(width));
    message.lines().forEach(trace::add);
    String summary = message.lines().findFirst().orElse("") + " (" + where + ")";
    return new CellFailure("CompileError", summary, trace);
  }

  private static String marker(int width) {
    return Style.marker("^".repeat(width));
  }

  /** The error of a snippet that threw. */
  CellFailure thrown(JShellException exception) {
    String name = simpleName(className(exception));
    String message = message(exception);
    List<String> trace = new ArrayList<>();
    Throwable cause = exception;
    String before = "";
    for (int depth = 0; cause != null && depth < 20; depth++) {
      String heading = Style.heading(className(cause), message(cause));
      (before + heading).lines().forEach(trace::add);
      for (StackTraceElement frame : cause.getStackTrace()) {
        addFrame(frame, trace);
      }
      before = "Caused by: ";
      cause = cause.getCause();
    }
    return new CellFailure(name, message, trace);
  }

  /** The error of a value whose own text could not be made. */
  CellFailure ofValue(Throwable thrown) {
    List<String> trace = new ArrayList<>();
    trace.add(Style.heading(thrown.getClass().getName(), String.valueOf(thrown.getMessage())));
    trace.add("    while the value of the cell was turned into text");
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith(JavaSession.class.getPackageName())) {
        break;
      }
      trace.add("    at " + frame);
    }
    String message = String.valueOf(thrown.getMessage());
    return new CellFailure(thrown.getClass().getSimpleName(), message, trace);
  }

  private void addFrame(StackTraceElement frame, List<String> trace) {
    String file = frame.getFileName();
    Place place = file == null ? null : places.get(file.replace(SNIPPET_FILE, ""));
    if (place == null || !file.startsWith(SNIPPET_FILE)) {
      trace.add("    at " + frame);
      return;
    }
    int line = place.line() + Math.max(frame.getLineNumber(), 1) - 1;
    String where = "    at cell [" + place.cell() + "], line " + line;
    String method = frame.getMethodName();
    boolean top = method.isEmpty() || method.startsWith(TOP_LEVEL) || method.contains("lambda$");
    trace.add(top ? where : where + ", in " + method + "()");
    place.source().lines().skip(line - 1L).findFirst().ifPresent(s -> trace.add("        " + s));
  }

  private static String className(Throwable thrown) {
    if (thrown instanceof EvalException evaluated) {
      return evaluated.getExceptionClassName();
    }
    return thrown instanceof UnresolvedReferenceException
        ? "UnresolvedReference"
        : thrown.getClass().getName();
  }

  private String message(Throwable thrown) {
    if (thrown instanceof UnresolvedReferenceException unresolved) {
      DeclarationSnippet snippet = unresolved.getSnippet();
      return snippet.name()
          + " still needs "
          + String.join(", ", shell.unresolvedDependencies(snippet).toArray(String[]::new));
    }
    return thrown.getMessage() == null ? "" : thrown.getMessage();
  }

  private static String simpleName(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }

  private int lineOf(int position) {
    return 1 + (int) cell.chars().limit(position).filter(c -> c == '\n').count();
  }

  private int offsetOf(int line) {
    int offset = 0;
    for (int i = 1; i < line; i++) {
      offset = cell.indexOf('\n', offset) + 1;
    }
    return offset;
  }

  private static int leadingSpace(String source) {
    return source.length() - source.stripLeading().length();
  }
}
