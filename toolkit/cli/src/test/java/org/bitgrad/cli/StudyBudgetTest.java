package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitgrad.analysis.EqualBudget;
import org.bitgrad.analysis.Ranking;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.report.CsvFile;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bitgrad study} for every estimator: exact moments where there are any, budgets. */
class StudyBudgetTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SAME = 1e-9;

  @TempDir private Path temp;

  /** The case of the reference file, as a user would cut it out. */
  private Path reference() throws IOException {
    Path file = temp.resolve("four-bits.json");
    ObjectNode cut = JSON.createObjectNode();
    JsonNode all = referenceFile();
    for (String field : List.of("case", "states", "f_table", "logits")) {
      cut.set(field, all.get(field));
    }
    Files.writeString(file, JSON.writeValueAsString(cut));
    return file;
  }

  private static JsonNode referenceFile() throws IOException {
    try (InputStream in = Estimator.class.getResourceAsStream("unbiased-small.json")) {
      return JSON.readTree(in);
    }
  }

  private CommandLineRun study(Path file, String... options) {
    List<String> args = new ArrayList<>(List.of("study", file.toString()));
    args.addAll(List.of("--out", temp.resolve("out").toString()));
    args.addAll(List.of(options));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  /** The line on exact moments, which may be wrapped. */
  private static String momentsNote(CommandLineRun run) {
    String from = run.out().substring(run.out().indexOf("moments exact: "));
    return from.substring(0, from.indexOf("files: ")).strip().replaceAll("\\s+", " ");
  }

  private JsonNode moments() throws IOException {
    return JSON.readTree(temp.resolve("out/moments.json").toFile()).get("estimators");
  }

  private List<List<String>> rows(String name) throws IOException {
    return CsvFile.parse(Files.readString(temp.resolve("out").resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-200,-3e-200,2e-200,1e-210", "1e200,-3e200,2e200,1e190"})
  void aBudgetWithoutABestSaysWhyThereIsNone(String table) throws IOException {
    Path file = temp.resolve("extreme.json");
    Files.writeString(file, "{\"logits\": [0.5, -1], \"f_table\": [" + table + "]}");
    CommandLineRun run =
        study(file, "--trials", "40", "--estimators", "psa,arm", "--budget", "10,64");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("best at 64 evaluations: none\n  psa"), run.out());
    assertTrue(
        run.out().matches("(?s).*(too small to be compared|must be below 1.8e308).*"), run.out());
    assertEquals(1, rows("budget.csv").size());
  }

  /** A variance that no number holds is null, above and below, exact or sampled. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--exact-moments"})
  void aVarianceThatIsLostIsNull(String option) throws IOException {
    Path file = temp.resolve("tiny.json");
    Files.writeString(file, "{\"logits\": [0.5, -1], \"f_table\": [1e-200, -3e-200, 2e-200, 0]}");
    List<String> options = new ArrayList<>(List.of("--trials", "40", "--estimators", "psa,arm"));
    if (!option.isEmpty()) {
      options.add(option);
    }
    CommandLineRun run = study(file, options.toArray(String[]::new));
    assertEquals(0, run.code(), run.err());
    for (String name : List.of("psa", "arm")) {
      JsonNode logits = moments().get(name).get("groups").get("logits");
      assertTrue(logits.get("var").get(0).isNull(), logits.toString());
      assertTrue(logits.get("mean").get(0).doubleValue() != 0, logits.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e155, 1e200, 1e300})
  void exactMomentsOfAHugeLossSayWhatHelps(double size) throws IOException {
    Path file = temp.resolve("huge.json");
    Files.writeString(file, "{\"logits\": [0.5], \"f_table\": [" + size + ", " + -size + "]}");
    CommandLineRun run =
        study(file, "--trials", "40", "--estimators", "reinforce", "--exact-moments");
    assertEquals(1, run.code(), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("variance of reinforce must be below 1.8e308"), run.err());
    assertTrue(run.err().contains("multiply the loss by a small factor"), run.err());
  }

  @Test
  void allEstimatorsHaveTheirExactMomentsOrAreNamedAsSampled() throws IOException {
    CommandLineRun run = study(reference(), "--trials", "40", "--exact-moments");
    assertEquals(0, run.code(), run.err());
    JsonNode gradient = referenceFile().get("gradient");
    String note = momentsNote(run);
    assertTrue(note.contains("; sampled from 40 estimates"), note);
    List<String> sampled = List.of(note.substring(note.lastIndexOf(": ") + 2).split(", ", -1));
    int exact = 0;
    for (Estimator estimator : Estimators.all()) {
      JsonNode found = moments().get(estimator.name());
      if (estimator.traits().scope() == org.bitgrad.estimator.Traits.Scope.BOUND) {
        assertEquals(null, found, estimator.name());
        continue;
      }
      boolean enumerated = found.get("exact").asBoolean();
      assertEquals(!enumerated, sampled.contains(estimator.name()), estimator.name());
      boolean unbiased = estimator.traits().bias() == org.bitgrad.estimator.Traits.Bias.UNBIASED;
      for (int i = 0; i < 4 && enumerated && unbiased; i++) {
        double mean = found.get("groups").get("logits").get("mean").get(i).asDouble();
        assertEquals(gradient.get(i).asDouble(), mean, SAME, estimator.name());
      }
      exact += enumerated ? 1 : 0;
    }
    assertTrue(exact >= 20, note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "psa,st,reinforce,reinforce(baseline=0.5),mean-field,loorf(4),arm,disarm,arms(4)",
        "local-expectation,bitflip,muprop,double-cv(2),unordered-set(2),reinmax"
      })
  void namedEstimatorsOfTheDesignHaveExactMoments(String names) throws IOException {
    CommandLineRun run =
        study(reference(), "--trials", "40", "--exact-moments", "--estimators", names);
    assertEquals(0, run.code(), run.err());
    moments().forEach(found -> assertTrue(found.get("exact").asBoolean(), found.toString()));
    assertFalse(momentsNote(run).contains("sampled"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"network.json", "network-softmax.json", "table.json"})
  void exactMomentsOfAllEstimatorsWorkOnEveryKindOfCase(String example) throws IOException {
    CommandLineRun run =
        study(
            CommandLineRun.example(example),
            "--trials",
            "20",
            "--exact-moments",
            "--estimators",
            "all");
    assertEquals(0, run.code(), run.err());
    assertTrue(moments().get("psa").get("exact").asBoolean());
    assertEquals(List.of(), Manifest.problems(temp.resolve("out")));
  }

  @Test
  void budgetAddsItsTablesChartsAndTheRule() throws IOException {
    CommandLineRun run =
        study(
            reference(),
            "--trials",
            "40",
            "--budget",
            "8,100",
            "--seconds",
            "0.001",
            "--estimators",
            "arm,loorf(4),st,concrete(0.1),enumeration");
    assertEquals(0, run.code(), run.err());
    Set<String> files = CommandLineRun.contents(temp.resolve("out")).keySet();
    for (String table :
        List.of(
            "budget",
            "budget-seconds",
            "ranking-8",
            "ranking-100",
            "ranking-seconds-0.001",
            "frontier-8",
            "frontier-100")) {
      assertTrue(files.containsAll(List.of(table + ".csv", table + ".md", table + ".tex")), table);
    }
    for (String chart : List.of("budget", "budget-seconds", "frontier-8", "error-over-budget")) {
      assertTrue(files.containsAll(List.of(chart + ".png", chart + ".svg")), chart);
    }
    assertTrue(files.containsAll(List.of("study.csv", "moments.json", "exact.json", "rule.md")));
    assertEquals(List.of(), Manifest.problems(temp.resolve("out")));
    assertTrue(run.out().contains("best at 100 evaluations: enumeration"), run.out());
    JsonNode settings = JSON.readTree(temp.resolve("out/manifest.json").toFile()).get("settings");
    assertEquals(100, settings.get("budget").get(1).asDouble());
    assertEquals(2, settings.get("gradient_cost").asDouble());
  }

  @Test
  void rankingIsThatOfTheLibrary() throws IOException {
    study(
        reference(),
        "--trials",
        "50",
        "--seed",
        "9",
        "--budget",
        "60",
        "--gradient-cost",
        "1",
        "--estimators",
        "arm,loorf(4),st,concrete(0.1)");
    Ranking ranking =
        EqualBudget.of(CaseFile.read(reference()).problem())
            .estimators("arm", "loorf(4)", "st", "concrete(0.1)")
            .budget(60)
            .gradientCost(1)
            .trials(50)
            .seed(9)
            .run()
            .ranking(60);
    List<List<String>> rows = rows("ranking-60.csv");
    assertEquals(1 + ranking.places().size(), rows.size());
    for (int i = 0; i < ranking.places().size(); i++) {
      assertEquals(ranking.places().get(i).estimator(), rows.get(i + 1).get(1));
      assertEquals(
          ranking.places().get(i).error().value(), Double.parseDouble(rows.get(i + 1).get(3)));
    }
  }

  @Test
  void tablesInEvaluationsDoNotDependOnThreadsAndTheStudyIsAsWithoutBudget() throws IOException {
    String[] usual = {"--trials", "300", "--estimators", "arm,st,concrete(0.1)", "--overwrite"};
    study(reference(), usual);
    Map<String, String> plain = CommandLineRun.contents(temp.resolve("out"));
    String[] more = java.util.Arrays.copyOf(usual, usual.length + 4);
    more[usual.length] = "--budget";
    more[usual.length + 1] = "30";
    more[usual.length + 2] = "--threads";
    Map<String, String> first = null;
    for (String threads : List.of("1", "3")) {
      more[usual.length + 3] = threads;
      assertEquals(0, study(reference(), more).code());
      Map<String, String> now = CommandLineRun.contents(temp.resolve("out"));
      for (String file : List.of("study.csv", "moments.json", "exact.json")) {
        assertEquals(plain.get(file), now.get(file), file);
      }
      now.keySet().removeAll(List.of("cost.csv", "manifest.json"));
      first = first == null ? now : first;
      assertEquals(first, now);
    }
  }

  @Test
  void networkIsComparedWithAllEstimators() throws IOException {
    CommandLineRun run =
        study(CommandLineRun.example("network.json"), "--trials", "20", "--budget", "500");
    assertEquals(0, run.code(), run.err());
    assertTrue(rows("ranking-500.csv").size() > 20);
    assertTrue(rows("budget.csv").stream().anyMatch(r -> r.get(1).equals("all parameters")));
  }

  @Test
  void estimatorsAreListedByFamilyWithTraitsAndThenWithTheirSources() {
    CommandLineRun run = CommandLineRun.of("estimators");
    assertEquals(0, run.code(), run.err());
    List<String> lines = run.out().lines().toList();
    String sources =
        run.out()
            .substring(run.out().indexOf("estimator", 100), run.out().indexOf("also read as"))
            .replaceAll("\\s+", " ");
    Estimators.families()
        .forEach(
            (title, members) -> {
              int at = lines.indexOf(title);
              assertTrue(at > 0, title);
              List<String> family =
                  lines.subList(at + 1, lines.size()).stream()
                      .takeWhile(l -> !l.isBlank())
                      .toList();
              for (Estimator member : members) {
                assertTrue(family.stream().anyMatch(l -> l.startsWith(member.name())), title);
                String place = member.getClass().getName().replaceFirst(".*[.](\\w+[.])", "$1");
                String line = " " + member.name() + " " + place + " " + member.traits().source();
                assertTrue(sources.contains(line + " "), line + sources);
              }
            });
    Estimators.aliases()
        .forEach(
            (alias, name) ->
                assertTrue(run.out().matches("(?s).*\n" + alias + " +" + name + "\n.*"), alias));
    assertEquals(
        Set.copyOf(Estimators.names()).size(),
        Estimators.families().values().stream().mapToInt(List::size).sum());
  }
}
