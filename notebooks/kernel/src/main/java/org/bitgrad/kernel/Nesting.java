package org.bitgrad.kernel;

/**
 * How deeply brackets of a cell nest. The compiler's time grows with the square of that, and no
 * interrupt ends it.
 */
final class Nesting {
  /** Deeper cells are refused; no hand writes them. */
  static final int MOST = 3000;

  private final String cell;
  private int at;

  private Nesting(String cell) {
    this.cell = cell;
  }

  /** The position at which a cell nests too deeply, -1 if it does nowhere. */
  static int tooDeepAt(String cell) {
    return new Nesting(cell).find();
  }

  private int find() {
    int depth = 0;
    for (; at < cell.length(); at++) {
      switch (cell.charAt(at)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth = Math.max(0, depth - 1);
        case '"' -> skipText();
        case '\'' -> skipTo("'");
        case '/' -> skipComment();
        default -> {}
      }
      if (depth > MOST) {
        return at;
      }
    }
    return -1;
  }

  private void skipText() {
    String quotes = cell.startsWith("\"\"\"", at) ? "\"\"\"" : "\"";
    at += quotes.length() - 1;
    skipTo(quotes);
  }

  private void skipComment() {
    if (cell.startsWith("//", at)) {
      int end = cell.indexOf('\n', at);
      at = end < 0 ? cell.length() : end;
    } else if (cell.startsWith("/*", at)) {
      int end = cell.indexOf("*/", at + 2);
      at = end < 0 ? cell.length() : end + 1;
    }
  }

  /** To the last character of an end that no backslash precedes. */
  private void skipTo(String end) {
    for (at++; at < cell.length(); at++) {
      if (cell.charAt(at) == '\\') {
        at++;
      } else if (cell.startsWith(end, at)) {
        at += end.length() - 1;
        return;
      }
    }
  }
}
