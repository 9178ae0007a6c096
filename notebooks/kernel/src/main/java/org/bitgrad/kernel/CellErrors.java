package org.bitgrad.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Puts errors of the compiler in the words of the notebook: the number of the cell, the line in it,
 * and the source line with a marker.
 */
final class CellErrors {
  private static final int MOST_COLUMNS = 160;
  private static final String LIMITS = "compiler.err.limit.";

  private final JShell shell;
  private final SnippetLines lines;

  private String cell = "";
  private int number;

  CellErrors(JShell shell, SnippetLines lines) {
    this.shell = shell;
    this.lines = lines;
  }

  /** Starts a cell. */
  void begin(String source, int count) {
    cell = source;
    number = count;
  }

  /** Remembers where a snippet of this cell stands. */
  void locate(Snippet snippet, CellSplitter.Part part) {
    lines.locate(snippet, new SnippetLines.Place(number, cell, part.start()));
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

  /** Whether a snippet is too large for a class file, which spoils the compiler. */
  boolean exceedsLimits(Snippet snippet) {
    return shell.diagnostics(snippet).anyMatch(d -> d.getCode().startsWith(LIMITS));
  }

  /** The error of a declaration that refers to something that exists nowhere. */
  CellFailure unresolved(DeclarationSnippet declaration) {
    String missing =
        String.join(", ", shell.unresolvedDependencies(declaration).toArray(String[]::new));
    String message =
        (missing.isEmpty() ? "a reference is missing" : "cannot find " + missing)
            + "\n"
            + KnownFaults.unresolved();
    int offset = lines.placeOf(declaration).map(SnippetLines.Place::offset).orElse(0);
    return fromDiagnostics(declaration, offset, message);
  }

  /** The error of a cell that the compiler cannot hold. */
  CellFailure tooDeep(int position) {
    String message =
        "an expression or block of this cell nests too deeply for the compiler;"
            + " break it into parts with names of their own";
    return compileError(message, position, position + 1);
  }

  private CellFailure fromDiagnostics(Snippet snippet, int offset, String otherwise) {
    Diag first = shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElse(null);
    if (first == null) {
      int start = offset + leadingSpace(snippet.source());
      return compileError(otherwise, start, start + 1);
    }
    int start = offset + (int) Math.max(first.getStartPosition(), 0);
    int end = offset + (int) Math.max(first.getEndPosition(), 0);
    String message = first.getMessage(Locale.ROOT);
    String remedy = KnownFaults.remedy(first.getCode(), message, this::declares);
    return compileError(remedy.isEmpty() ? message : message + "\n" + remedy, start, end);
  }

  private boolean declares(String name) {
    return cell.matches(
            "(?s).*\\b(class|interface|record|enum)\\s+" + Pattern.quote(name) + "\\b.*")
        || shell.types().anyMatch(type -> type.name().equals(name));
  }

  private CellFailure compileError(String message, int start, int end) {
    int from = Math.min(Math.max(start, 0), Math.max(cell.length() - 1, 0));
    int lineStart = cell.lastIndexOf('\n', from - 1) + 1;
    int newline = cell.indexOf('\n', from);
    String line = cell.substring(lineStart, newline < 0 ? cell.length() : newline);
    int column = from - lineStart;
    int width = Math.max(1, Math.min(end, lineStart + line.length()) - from);
    int skipped = Math.max(0, column - MOST_COLUMNS / 2);
    String shown = shortened(line.substring(skipped));
    String before = line.substring(skipped, column).replaceAll("[^\t]", " ");
    List<String> trace = new ArrayList<>();
    String where = "cell [" + number + "], line " + SnippetLines.lineAt(cell, from);
    trace.add(Style.heading("CompileError", where));
    trace.add("    " + shown);
    trace.add("    " + before + marker(Math.min(width, MOST_COLUMNS - before.length())));
    message.lines().forEach(trace::add);
    String summary = message.lines().findFirst().orElse("") + " (" + where + ")";
    return new CellFailure("CompileError", summary, trace);
  }

  /** A line of source that fits on a line. */
  static String shortened(String line) {
    return line.length() <= MOST_COLUMNS ? line : line.substring(0, MOST_COLUMNS) + "\u2026";
  }

  private static String marker(int width) {
    return Style.marker("^".repeat(Math.max(1, width)));
  }

  private static int leadingSpace(String source) {
    return source.length() - source.stripLeading().length();
  }
}
