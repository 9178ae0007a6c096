package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated text as RFC 4180 defines it: a header, rows of as many fields, CRLF after each,
 * quotes only around fields that need them.
 *
 * <pre>{@code
 * CsvFile csv = new CsvFile("estimator", "samples");
 * csv.row("concrete(0.1)", 10);
 * folder.write("table.csv", csv.text());
 * }</pre>
 */
public final class CsvFile {
  private static final String MARK = "\ufeff";

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  /**
   * Starts a file.
   *
   * @param header names of the columns, at least one
   */
  public CsvFile(String... header) {
    if (header.length == 0) {
      throw new IllegalArgumentException("header must name at least one column, but is empty");
    }
    columns = header.length;
    line((Object[]) header);
  }

  /**
   * Appends a row. A {@code Double} is written by {@link Numbers}, null as an empty field,
   * everything else as its text.
   *
   * @param fields as many as there are columns
   * @return this
   */
  public CsvFile row(Object... fields) {
    if (fields.length != columns) {
      throw new IllegalArgumentException(
          "a row must have " + columns + " fields, but has " + fields.length);
    }
    line(fields);
    return this;
  }

  /** {@return the whole file} */
  public String text() {
    return text.toString();
  }

  private void line(Object... fields) {
    for (int i = 0; i < fields.length; i++) {
      text.append(i == 0 ? "" : ",").append(quoted(field(fields[i])));
    }
    text.append("\r\n");
  }

  private static String field(Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Double number ? Numbers.format(number) : value.toString();
  }

  private static String quoted(String field) {
    for (int i = 0; i < field.length(); i++) {
      if (",\"\r\n".indexOf(field.charAt(i)) >= 0) {
        return '"' + field.replace("\"", "\"\"") + '"';
      }
    }
    return field;
  }

  /**
   * Reads a file; lines may also end in a bare LF, and a byte order mark may stand before the
   * first.
   *
   * @param text the whole file
   * @return rows of fields, the header first
   * @throws IllegalArgumentException if a quote is not closed, text follows a closing quote, or a
   *     row has another number of fields than the header
   */
  public static List<List<String>> parse(String text) {
    List<List<String>> rows =
        new CsvParser(text.startsWith(MARK) ? text.substring(1) : text).rows();
    for (List<String> row : rows) {
      if (row.size() != rows.get(0).size()) {
        throw new IllegalArgumentException(
            "row "
                + (rows.indexOf(row) + 1)
                + " has "
                + row.size()
                + " fields; allowed: "
                + rows.get(0).size());
      }
    }
    return rows;
  }

  /** Reads character by character. */
  private static final class CsvParser {
    private final String text;
    private int at;

    CsvParser(String text) {
      this.text = text;
    }

    List<List<String>> rows() {
      List<List<String>> rows = new ArrayList<>();
      while (at < text.length()) {
        List<String> row = new ArrayList<>();
        row.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
          at++;
          row.add(field());
        }
        endOfLine(rows.size() + 1);
        rows.add(row);
      }
      return rows;
    }

    private String field() {
      if (at < text.length() && text.charAt(at) == '"') {
        return quotedField();
      }
      int start = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private String quotedField() {
      StringBuilder field = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c != '"') {
          field.append(c);
        } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          field.append('"');
          at++;
        } else {
          at++;
          return field.toString();
        }
      }
      throw new IllegalArgumentException("a quoted field is not closed");
    }

    private void endOfLine(int row) {
      if (text.startsWith("\r\n", at)) {
        at += 2;
      } else if (at < text.length() && text.charAt(at) == '\n') {
        at++;
      } else if (at < text.length()) {
        throw new IllegalArgumentException(
            "row " + row + " has text after a closing quote; allowed: a comma or the end of line");
      }
    }
  }
}
