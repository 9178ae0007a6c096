package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.analysis.Measured;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table of texts and numbers, filled row by row. */
final class TableBuilder {
  private final Table table;

  private TableBuilder(String caption) {
    table = Table.create(caption);
  }

  static TableBuilder of(String caption) {
    return new TableBuilder(caption);
  }

  TableBuilder texts(String... names) {
    for (String name : names) {
      table.addColumns(StringColumn.create(name));
    }
    return this;
  }

  TableBuilder numbers(String... names) {
    for (String name : names) {
      table.addColumns(DoubleColumn.create(name));
    }
    return this;
  }

  /** A number and the ends of its 95 % interval. */
  TableBuilder measured(String name) {
    return numbers(name, name + "_low", name + "_high");
  }

  /** Appends a row; null is an empty cell, a {@link Measured} fills three. */
  TableBuilder row(Object... cells) {
    List<Object> flat = new ArrayList<>();
    for (Object cell : cells) {
      if (cell instanceof Measured m) {
        flat.addAll(List.of(m.value(), m.interval().low(), m.interval().high()));
      } else {
        flat.add(cell);
      }
    }
    if (flat.size() != table.columnCount()) {
      throw new IllegalArgumentException(
          "row must have " + table.columnCount() + " cells, but has " + flat.size());
    }
    for (int c = 0; c < flat.size(); c++) {
      if (table.column(c) instanceof DoubleColumn numbers) {
        numbers.append((Double) flat.get(c));
      } else {
        text(table.stringColumn(c), (String) flat.get(c));
      }
    }
    return this;
  }

  /** Not appendCell, which takes names such as NA, null, NaN, * and - for missing ones. */
  private static void text(StringColumn column, String text) {
    if (text == null) {
      column.appendMissing();
    } else {
      column.append(text);
    }
  }

  Table build() {
    return table;
  }
}
