package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The examples of the README run, and print what it says. */
@Isolated("it replaces System.out")
class ReadmeTest {
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("README.md")) || !Files.exists(folder.resolve("papers"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static List<String> blocks(String section) throws IOException {
    String text = Files.readString(root().resolve("README.md")).split("\n## " + section, -1)[1];
    List<String> blocks = new ArrayList<>();
    String[] parts = text.split("\n## ", -1)[0].split("```", -1);
    for (int i = 1; i < parts.length; i += 2) {
      blocks.add(parts[i].replaceFirst("^[a-z]*\n", ""));
    }
    return blocks;
  }

  /** Runs a program line by line, as a notebook does; gives what it printed. */
  private static String run(JShell shell, String program) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      String rest = program;
      while (!rest.isBlank()) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        for (SnippetEvent event : shell.eval(next.source())) {
          assertEquals(Snippet.Status.VALID, event.status(), next.source());
          assertEquals(null, event.exception(), next.source());
        }
        rest = next.remaining();
      }
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Set<String> lines(String text) {
    return text.lines()
        .map(line -> line.strip().replaceAll(" +", " "))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toSet());
  }

  @Test
  void tenLinesPrintTheTableAndANetworkIsTheSameKindOfProblem() throws IOException {
    List<String> blocks = blocks("Ten lines");
    assertEquals(3, blocks.size());
    assertTrue(blocks.get(0).lines().count() <= 12, "imports and about ten lines");
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      System.setProperty("bitgrad.columns", "100");
      Set<String> printed = lines(run(shell, blocks.get(0)));
      System.clearProperty("bitgrad.columns");
      Set<String> promised = lines(blocks.get(1));
      assertEquals(14, promised.size());
      promised.removeAll(printed);
      assertEquals(Set.of(), promised);
      run(shell, blocks.get(2).replace(".run()", ".trials(20).run()"));
      assertEquals("20\n", run(shell, "System.out.println(accuracy.settings().trials());"));
    }
  }

  @Test
  void readmeAndIndexHaveTheTotalsOfTheCommittedVerdicts() throws IOException {
    String totals = new LedgerTotals(Ledger.read(root().resolve("results"))).sentence();
    for (String page : List.of("README.md", "results/README.md")) {
      String text = Files.readString(root().resolve(page));
      assertTrue(text.contains(totals), page + " must have: " + totals);
    }
  }

  @Test
  void readmeSaysHowLongAPaperTakesAsItWasMeasured() throws IOException {
    String text = Files.readString(root().resolve("README.md"));
    Map<String, Double> seconds = new TreeMap<>();
    for (ClaimResult result : Ledger.read(root().resolve("results")).results()) {
      seconds.merge(result.claim().paper(), result.seconds(), Double::sum);
    }
    seconds.forEach(
        (paper, sum) -> {
          String row = "`" + paper + "` " + (int) Math.ceil(sum / 60) + " min";
          assertTrue(text.contains(row), row);
        });
    assertTrue(text.contains("no GPU path"), "GPU");
  }
}
