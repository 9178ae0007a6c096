package org.bitgrad.cli;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.data.DataSet;
import org.bitgrad.data.DataSets;
import org.bitgrad.report.TextColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bitgrad data}: the data sets that experiments use. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Shows data sets and where they lie.")
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "command of data is missing");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists data sets, where they are looked for, and whether they are there.")
  int list() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("data set", "what", "state", "place"));
    for (DataSet set : DataSets.all()) {
      DataSet.Finding found = set.find(DataSets.roots());
      rows.add(List.of(set.name(), set.what(), found.state(), found.place()));
    }
    for (DataSets.Generated set : DataSets.generated()) {
      rows.add(List.of(set.name(), set.what(), "generated", ""));
    }
    spec.commandLine().getOut().print(TextColumns.align(rows));
    spec.commandLine().getOut().print("looked in:\n");
    DataSets.roots().forEach(root -> spec.commandLine().getOut().println("  " + root));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
