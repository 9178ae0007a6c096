package org.bitgrad.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Cuts a cell into the snippets that JShell takes one at a time.
 *
 * <p>The whole rest of the cell is analysed at each cut, so a statement ends where Java says that
 * it ends, not at the end of a line: a line may begin with a dot.
 */
final class CellSplitter {
  private final SourceCodeAnalysis analysis;

  CellSplitter(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /**
   * One snippet of a cell.
   *
   * @param source the snippet as JShell is to receive it (a missing semicolon is added)
   * @param start position of its first character in the cell
   * @param complete false where the cell ends in the middle of the snippet
   */
  record Part(String source, int start, boolean complete) {}

  /** The snippets of a cell in order; none for a cell of white space and comments. */
  List<Part> split(String cell) {
    List<Part> parts = new ArrayList<>();
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      Completeness completeness = info.completeness();
      if (completeness == Completeness.EMPTY) {
        break;
      }
      int start = cell.length() - rest.length();
      String after = info.remaining() == null ? "" : info.remaining();
      boolean usable = info.source() != null && after.length() < rest.length();
      if (completeness == Completeness.DEFINITELY_INCOMPLETE || !usable) {
        parts.add(new Part(rest, start, completeness != Completeness.DEFINITELY_INCOMPLETE));
        break;
      }
      parts.add(new Part(info.source(), start, true));
      rest = after;
    }
    return parts;
  }

  /**
   * Whether the author ended an expression with a semicolon; JShell takes it either way. One more
   * semicolon becomes part of an expression that has none, and a statement of its own otherwise.
   */
  boolean endsWithSemicolon(Part part) {
    String after = analysis.analyzeCompletion(part.source() + "\n;").remaining();
    return after != null && after.strip().equals(";");
  }
}
