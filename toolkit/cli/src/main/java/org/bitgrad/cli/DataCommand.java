package org.bitgrad.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bitgrad.data.DataFetch;
import org.bitgrad.data.DataFile;
import org.bitgrad.data.DataSet;
import org.bitgrad.data.DataSets;
import org.bitgrad.report.Terminal;
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
  private static final String NO_ROOT =
      "no folder is named; set BITGRAD_DATA (or -Dbitgrad.data in BITGRAD_JAVA_OPTS) to one that"
          + " holds a folder for each data set";

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
    StringBuilder wanted = new StringBuilder();
    for (DataSet set : DataSets.all()) {
      DataSet.Finding found = set.find(DataSets.roots());
      rows.add(List.of(set.name(), set.what(), found.state(), found.place()));
      wanted.append(found.present() ? "" : "\n" + wanted(set));
    }
    for (DataSets.Generated set : DataSets.generated()) {
      rows.add(List.of(set.name(), set.what(), "generated", ""));
    }
    int width = Terminal.width();
    PrintWriter out = spec.commandLine().getOut();
    out.print(TextColumns.fit(rows, 1, column -> false, width) + "\n");
    String roots = DataSets.roots().stream().map(Path::toString).collect(Collectors.joining(", "));
    out.print(TextColumns.paragraph("DIR: " + (roots.isEmpty() ? NO_ROOT : roots), width));
    wanted.toString().lines().forEach(line -> out.print(TextColumns.paragraph(line, width)));
    out.flush();
    return 0;
  }

  /** What was looked for, where, and how to get it; a line each. */
  private static String wanted(DataSet set) {
    return set.name()
        + ": looked for "
        + set.files().stream().map(DataFile::name).collect(Collectors.joining(", "))
        + (set.files().stream().anyMatch(f -> f.forms().size() > 1) ? " (packed or not)" : "")
        + " in "
        + String.join(", ", set.lookedIn())
        + "\nget it: "
        + set.howToGet()
        + "\n";
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
          String into,
      @Option(
              names = "--from",
              paramLabel = "ADDRESS",
              description = "A mirror of your own, asked instead of the public places.")
          String from)
      throws IOException, InterruptedException {
    Path root = root(into);
    String problem = from == null ? "" : DataFetch.problemOf(from);
    if (!problem.isEmpty()) {
      throw Refusal.of("--from", from.replaceFirst("//[^/@]*@", "//...@"), problem);
    }
    try (ProgressLine progress = ProgressLine.ofBytes(name, spec.commandLine().getErr())) {
      DataFetch fetch =
          from == null ? DataFetch.of(name, progress) : DataFetch.fromMirror(name, from, progress);
      DataFetch.Result done = fetch.into(root);
      String what =
          done.files() == 0
              ? "was there already"
              : String.format(Locale.ROOT, "%d file(s), %d bytes", done.files(), done.bytes());
      spec.commandLine().getOut().println(name + ": " + what + ", in " + done.folder());
    }
    return 0;
  }

  private static Path root(String named) {
    if (named != null) {
      return OutFolder.of("--into", named);
    }
    Path root =
        DataSets.roots().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.missing(
                        "--into", "a folder, or -Dbitgrad.data=DIR, or BITGRAD_DATA=DIR"));
    return OutFolder.of("folder of data sets", root.toString());
  }
}
