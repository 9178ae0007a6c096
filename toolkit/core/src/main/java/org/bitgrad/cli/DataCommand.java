package org.bitgrad.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitgrad.data.DataFetch;
import org.bitgrad.data.DataSet;
import org.bitgrad.data.DataSets;
import org.bitgrad.report.TextColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitgrad data}: the data sets that experiments use. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Shows data sets and where they lie; fetches them.")
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

  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = {
        "Downloads a data set from its public places into a folder of its name.",
        "Goes on where it was stopped; keeps only files whose checksums are right."
      })
  int fetch(
      @Parameters(paramLabel = "NAME", description = "As 'bitgrad data list' shows it.")
          String name,
      @Option(
              names = "--into",
              paramLabel = "DIR",
              description =
                  "Holds a folder per data set; else -Dbitgrad.data=DIR or BITGRAD_DATA is used.")
          Path into,
      @Option(
              names = "--from",
              paramLabel = "ADDRESS",
              description = "A mirror of your own, asked instead of the public places.")
          String from)
      throws IOException, InterruptedException {
    try (ProgressLine progress = ProgressLine.ofBytes(name, spec.commandLine().getErr())) {
      DataFetch fetch =
          from == null ? DataFetch.of(name, progress) : DataFetch.fromMirror(name, from, progress);
      DataFetch.Result done = fetch.into(root(into));
      String what =
          done.files() == 0
              ? "was there already"
              : String.format(Locale.ROOT, "%d file(s), %d bytes", done.files(), done.bytes());
      spec.commandLine().getOut().println(name + ": " + what + ", in " + done.folder());
    }
    return 0;
  }

  private static Path root(Path named) {
    if (named != null) {
      return named;
    }
    return DataSets.roots().stream()
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.missing("--into", "a folder, or -Dbitgrad.data=DIR, or BITGRAD_DATA=DIR"));
  }
}
