package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The cells of a table as text, in full or rounded for reading. */
final class TableText {
  private static final int DIGITS = 4;

  private TableText() {}

  /** Every cell, missing values as empty texts; doubles with four significant digits. */
  static List<List<String>> brief(Table table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columnNames());
    for (int row = 0; row < table.rowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (Column<?> column : table.columns()) {
        cells.add(brief(cell(column, row)));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** The value of a cell, null if it is missing. */
  static Object cell(Column<?> column, int row) {
    return column.isMissing(row) ? null : column.get(row);
  }

  private static String brief(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Double number ? Numbers.brief(number, DIGITS) : value.toString();
  }

  /** The caption, then aligned columns; numbers to the right. */
  static String plain(Table table) {
    String caption = table.name().isEmpty() ? "" : table.name() + "\n";
    return caption + TextColumns.align(brief(table), column -> numeric(table, column));
  }

  /** The same within a width; columns that have no place follow below, with the first ones. */
  static String fitted(Table table, int width) {
    String caption = table.name().isEmpty() ? "" : TextColumns.paragraph(table.name(), width);
    return caption + TextColumns.fit(brief(table), keys(table), c -> numeric(table, c), width);
  }

  /** The first texts and the number after them, such as the samples, say what a row is about. */
  private static int keys(Table table) {
    int keys = 0;
    while (keys < table.columnCount() && !numeric(table, keys)) {
      keys++;
    }
    boolean counted = keys < table.columnCount() && !(table.column(keys) instanceof DoubleColumn);
    return keys == table.columnCount() ? 1 : keys + (counted ? 1 : 0);
  }

  static String html(Table table) {
    List<List<String>> rows = brief(table);
    StringBuilder html = new StringBuilder("<table>\n");
    if (!table.name().isEmpty()) {
      html.append("<caption>").append(escapeHtml(table.name())).append("</caption>\n");
    }
    for (int r = 0; r < rows.size(); r++) {
      String tag = r == 0 ? "th" : "td";
      html.append(r == 0 ? "<thead>" : r == 1 ? "<tbody>\n" : "").append("<tr>");
      for (int c = 0; c < table.columnCount(); c++) {
        String side = numeric(table, c) ? "right" : "left";
        html.append('<').append(tag).append(" style=\"text-align:").append(side).append("\">");
        html.append(escapeHtml(rows.get(r).get(c))).append("</").append(tag).append('>');
      }
      html.append("</tr>").append(r == 0 ? "</thead>\n" : "\n");
    }
    return html.append(rows.size() > 1 ? "</tbody>\n</table>\n" : "</table>\n").toString();
  }

  static boolean numeric(Table table, int column) {
    return table.column(column) instanceof tech.tablesaw.api.NumericColumn<?>;
  }

  private static String escapeHtml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
