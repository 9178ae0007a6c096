package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The table of invariances. */
public final class InvarianceFigures {
  private final Invariances changes;

  InvarianceFigures(Invariances changes) {
    this.changes = changes;
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @return its table
   * @throws IOException if a file cannot be read
   */
  public static InvarianceFigures read(Path folder) throws IOException {
    return new InvarianceFigures(
        Invariances.parse(Files.readString(folder.resolve(Invariances.FILE))));
  }

  /** {@return the largest change of each estimator, by way of writing} */
  public Table table() {
    List<String> names =
        changes.rows().stream().map(Invariances.Row::estimator).distinct().toList();
    StringColumn estimators = StringColumn.create("estimator", names);
    Table table = Table.create("largest relative change of an estimate", estimators);
    for (String way : List.of(Invariances.FLIP, Invariances.NOISE)) {
      table.addColumns(
          DoubleColumn.create(way, names.stream().mapToDouble(n -> changes.of(way, n)).toArray()));
    }
    return table;
  }
}
