package org.bitgrad.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*(?s:.*?)\\*/");

  private static final Pattern IMPORT =
      Pattern.compile("(?:\\s|" + COMMENT.pattern() + ")*+(import)\\b");

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
      parts.add(part(info.source(), start));
      rest = after;
    }
    return parts;
  }

  /**
   * An import that does not begin, and end, on the first line of its snippet makes JShell set
   * earlier variables to null. So what stands before it is left out, and it is put on one line; all
   * characters keep their places.
   */
  private static Part part(String source, int start) {
    Matcher found = IMPORT.matcher(source);
    if (!found.lookingAt()) {
      return new Part(source, start, true);
    }
    int at = found.start(1);
    String line =
        COMMENT.matcher(source.substring(at)).replaceAll(r -> " ".repeat(r.group().length()));
    return new Part(line.replace('\n', ' '), start + at, true);
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
