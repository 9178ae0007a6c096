package org.bitgrad.report;

import java.util.regex.Pattern;

/**
 * Text as a cell of a Markdown table: it is shown as it stands. What needs no backslash gets none,
 * so that names like {@code rel_bias} can be read in the file as well.
 */
final class MarkdownCell {
  private static final String ALWAYS = "\\|*`~$";
  private static final Pattern ENTITY = Pattern.compile("&#?[A-Za-z0-9]+;.*", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("<[A-Za-z/!?].*", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\][(\\[:].*", Pattern.DOTALL);

  private MarkdownCell() {}

  static String of(String cell) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (special(cell, i)) {
        text.append('\\');
      }
      text.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.toString();
  }

  private static boolean special(String cell, int at) {
    return switch (cell.charAt(at)) {
      case '_' -> !(letter(cell, at - 1) && letter(cell, at + 1));
      case '&' -> ENTITY.matcher(cell.substring(at)).matches();
      case '<' -> TAG.matcher(cell.substring(at)).matches();
      case ']' -> LINK.matcher(cell.substring(at)).matches();
      default -> ALWAYS.indexOf(cell.charAt(at)) >= 0;
    };
  }

  private static boolean letter(String cell, int at) {
    return at >= 0 && at < cell.length() && Character.isLetterOrDigit(cell.charAt(at));
  }
}
