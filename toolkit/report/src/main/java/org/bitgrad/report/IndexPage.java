package org.bitgrad.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The index of a results folder: verdicts with links, then every plot. */
final class IndexPage {
  private IndexPage() {}

  /**
   * The text of {@code README.md}.
   *
   * @param ledger all verdicts
   * @param out results folder
   */
  static String of(Ledger ledger, Path out) throws IOException {
    StringBuilder page = new StringBuilder("# Results\n\n");
    page.append(
        "Written by `bitgrad reproduce`; do not edit. Verdicts are computed from a measurement, its"
            + " interval and a tolerance; both test and tolerance were written down before the run"
            + " that is shown. Not every test was written before any run: each paper's page says"
            + " what was changed after a look at earlier, smaller runs. A share of networks has an"
            + " interval for the networks at hand; how much wider it is for the population of"
            + " networks stands beside it, and does not enter the verdict. All numbers with every"
            + " digit: [claims.csv](claims.csv).\n\n");
    if (ledger.results().stream().anyMatch(r -> r.scale() == Scale.QUICK)) {
      page.append("**").append(Scale.QUICK.note()).append("**\n\n");
    }
    page.append(new LedgerTotals(ledger).sentence()).append("\n\n");
    List<String> papers =
        ledger.results().stream().map(result -> result.claim().paper()).distinct().toList();
    for (String paper : papers) {
      List<ClaimResult> rows =
          ledger.results().stream().filter(r -> r.claim().paper().equals(paper)).toList();
      page.append("## ").append(paper).append("\n\n");
      page.append("Scale ").append(rows.get(0).scale().text());
      page.append(", seed ").append(rows.get(0).seed());
      page.append(". Notebook: ").append(link("notebooks", paper + ".ipynb", out));
      page.append(". What was done, and what was changed after a look: ");
      page.append(link("papers", paper + ".md", out));
      page.append(". Files: [").append(paper).append("](").append(paper).append("/).\n\n");
      page.append(Export.markdown(Tables.of(new Ledger(rows)))).append('\n');
      for (String plot : plots(out.resolve(paper))) {
        page.append("![").append(plot).append("](").append(paper).append('/').append(plot);
        page.append(")\n\n");
      }
    }
    return page.toString();
  }

  private static String link(String folder, String name, Path out) {
    String up = out.endsWith("quick") ? "../../" : "../";
    return "[" + name + "](" + up + folder + "/" + name + ")";
  }

  private static List<String> plots(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return names; // of a paper whose files somebody has removed
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".png"))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }
}
