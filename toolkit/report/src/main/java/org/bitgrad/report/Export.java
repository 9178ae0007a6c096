package org.bitgrad.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Tables and charts as files: a table as CSV (full precision), Markdown and LaTeX (four digits), a
 * chart as PNG and SVG.
 *
 * <pre>{@code
 * Export.table(folder, "accuracy", Tables.of(study)); // accuracy.csv, accuracy.md, accuracy.tex
 * Export.chart(folder, "rmse", Charts.of(study, Metric.RMSE)); // rmse.png, rmse.svg
 * }</pre>
 */
public final class Export {
  private Export() {}

  /**
   * Writes a table in all formats.
   *
   * @param folder where to
   * @param name relative path without ending
   * @param table what
   * @throws IOException if a file cannot be written
   */
  public static void table(RunFolder folder, String name, Table table) throws IOException {
    folder.write(name + ".csv", csv(table));
    folder.write(name + ".md", markdown(table));
    folder.write(name + ".tex", latex(table));
  }

  /**
   * Writes a chart in all formats.
   *
   * @param folder where to
   * @param name relative path without ending
   * @param chart what
   * @throws IOException if a file cannot be written
   */
  public static void chart(RunFolder folder, String name, Chart chart) throws IOException {
    folder.write(name + ".png", chart.png());
    folder.write(name + ".svg", chart.svg());
  }

  /**
   * A table as CSV: all digits, missing values as empty fields.
   *
   * @param table what
   * @return the text of the file
   */
  public static String csv(Table table) {
    CsvFile csv = new CsvFile(table.columnNames().toArray(String[]::new));
    for (int row = 0; row < table.rowCount(); row++) {
      int at = row;
      csv.row(table.columns().stream().map((Column<?> c) -> TableText.cell(c, at)).toArray());
    }
    return csv.text();
  }

  /**
   * A table as Markdown.
   *
   * @param table what
   * @return the text of the file
   */
  public static String markdown(Table table) {
    List<List<String>> rows = TableText.brief(table);
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      text.append(
          rows.get(r).stream()
              .map(MarkdownCell::of)
              .collect(Collectors.joining(" | ", "| ", " |\n")));
      if (r == 0) {
        text.append(
            IntStream.range(0, table.columnCount())
                .mapToObj(c -> TableText.numeric(table, c) ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |\n")));
      }
    }
    return text.toString();
  }

  /**
   * A table as a LaTeX {@code tabular}.
   *
   * @param table what
   * @return the text of the file
   */
  public static String latex(Table table) {
    List<List<String>> rows = TableText.brief(table);
    StringBuilder text = new StringBuilder("\\begin{tabular}{");
    for (int c = 0; c < table.columnCount(); c++) {
      text.append(TableText.numeric(table, c) ? 'r' : 'l');
    }
    text.append("}\n\\hline\n");
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < table.columnCount(); c++) {
        text.append(c == 0 ? "" : " & ").append(LatexCell.of(rows.get(r).get(c), c == 0));
      }
      text.append(" \\\\\n");
      text.append(r == 0 ? "\\hline\n" : "");
    }
    return text.append("\\hline\n\\end{tabular}\n").toString();
  }
}
