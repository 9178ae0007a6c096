package org.bitgrad.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitgrad.papers.shared.Verdicts;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ClaimsFile;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.Experiments;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Manifest;
import org.bitgrad.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** Ledgers, index, pages and notebooks that are committed say the same. */
class CommittedResultsTest {
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("results/claims.csv"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<String> papers() {
    return Experiments.all().stream().map(Experiment::paper).toList();
  }

  private static Ledger ledger(String paper) throws IOException {
    return Ledger.read(root().resolve("results").resolve(paper));
  }

  @ParameterizedTest
  @MethodSource("papers")
  void verdictsAreThoseOfTheClaimsFileOfToday(String paper) throws IOException {
    Ledger stored = ledger(paper);
    assertEquals(
        stored,
        stored.judgedBy(Experiments.find(paper).claims()),
        "bitgrad reproduce " + paper + " --scale standard --verdicts-only");
    assertEquals(List.of(), Manifest.problems(root().resolve("results").resolve(paper)));
    List<ClaimResult> all =
        Ledger.read(root().resolve("results")).results().stream()
            .filter(r -> r.claim().paper().equals(paper))
            .toList();
    assertEquals(stored.results(), all);
  }

  /** The measurement says that the paper, or its code, is wrong there; it is no success. */
  @Test
  void resultsAgainstAPaperAreNotReproduced() throws IOException {
    Map<String, Verdict> verdicts = new HashMap<>();
    for (ClaimResult result : Ledger.read(root().resolve("results")).results()) {
      verdicts.put(result.claim().key().toString(), result.verdict());
      if (result.claim().test().contains("against the claim")
          || result.claim().test().contains("the direction of the claim, against")) {
        assertEquals(Verdict.NOT_REPRODUCED, result.verdict(), result.claim().key().toString());
      }
    }
    for (String key :
        List.of(
            "straight-through-2021 4 identity-bound",
            "straight-through-2021 5 others-flip",
            "arms-2021 12 n2",
            "arms-2021 12 n3",
            "arms-2021 12 n4")) {
      assertEquals(Verdict.NOT_REPRODUCED, verdicts.get(key), key);
    }
  }

  @ParameterizedTest
  @MethodSource("papers")
  void notebookShowsTheCommittedVerdicts(String paper) throws IOException {
    String notebook = Files.readString(root().resolve("notebooks/" + paper + ".ipynb"));
    Table summary = new Verdicts(claimsFile(paper), ledger(paper)).summary();
    for (int row = 0; row < summary.rowCount(); row++) {
      String line = cell(summary, row, 0) + cell(summary, row, 1) + cell(summary, row, 2) + "</tr>";
      assertTrue(notebook.contains(line.replace("\"", "\\\"")), line);
    }
  }

  private static String cell(Table table, int row, int column) {
    String text = table.getString(row, column);
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<td style=\"text-align:left\">" + escaped + "</td>";
  }

  private static ClaimsFile claimsFile(String paper) {
    Experiment experiment = Experiments.find(paper);
    return ClaimsFile.resource(experiment.getClass(), "claims.json");
  }

  /** Where a page counts verdicts, it counts them right. */
  @ParameterizedTest
  @MethodSource("papers")
  void pageCountsTheCommittedVerdicts(String paper) throws IOException {
    String page = Files.readString(root().resolve("papers/" + paper + ".md"));
    Ledger ledger = ledger(paper);
    String counts =
        Stream.of(Verdict.values())
            .filter(v -> ledger.counts().containsKey(v))
            .map(v -> ledger.counts().get(v) + " " + v.text())
            .collect(Collectors.joining(", "))
            .replaceFirst(" ", " parts ");
    boolean counted = page.matches("(?s).*[0-9]+ parts (not )?reproduced, [0-9]+ .*");
    assertTrue(!counted || page.contains(counts), counts);
  }
}
