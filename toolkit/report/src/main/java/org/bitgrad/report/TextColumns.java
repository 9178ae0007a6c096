package org.bitgrad.report;

import java.util.List;
import java.util.function.IntPredicate;

/** Rows of text in aligned columns. */
public final class TextColumns {
  private TextColumns() {}

  /**
   * Aligns to the left.
   *
   * @param rows all of the same length
   * @return lines
   */
  public static String align(List<List<String>> rows) {
    return align(rows, column -> false);
  }

  /**
   * Aligns.
   *
   * @param rows all of the same length
   * @param right whether a column, by index, is aligned to the right
   * @return lines
   */
  public static String align(List<List<String>> rows, IntPredicate right) {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String gap = " ".repeat(widths[c] - row.get(c).length());
        line.append(right.test(c) ? gap + row.get(c) : row.get(c) + gap).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /**
   * Aligns within a width: long texts are wrapped in their cells; columns that still have no place
   * beside the others follow below, the first ones repeated.
   *
   * @param rows the header first, all as long as it, but for titles: rows of one cell
   * @param keys how many first columns say what a row is about, at least 1
   * @param right whether a column, by index, holds numbers: aligned to the right, not wrapped
   * @param width the longest line
   * @return lines
   */
  public static String fit(List<List<String>> rows, int keys, IntPredicate right, int width) {
    return new FittedColumns(rows, keys, right, width).text();
  }

  /**
   * Wraps a text.
   *
   * @param text words
   * @param width the longest line
   * @return lines
   */
  public static String paragraph(String text, int width) {
    return String.join("\n", FittedColumns.wrap(text, width)) + "\n";
  }
}
