package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bitgrad.data.Sha256;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.CsvFile;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SAME_BYTES =
      List.of(
          "study.csv",
          "moments.json",
          "exact.json",
          "rmse.png",
          "rmse.svg",
          "bias.png",
          "bias.svg",
          "cosine.png",
          "cosine.svg");

  @TempDir private Path temp;

  private CommandLineRun study(String example, String out, String... options) {
    List<String> args = new ArrayList<>();
    args.add("study");
    args.add(CommandLineRun.example(example).toString());
    args.addAll(List.of("--out", temp.resolve(out).toString()));
    args.addAll(List.of(options));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"network.json", "network-softmax.json", "function.json", "table.json"})
  void everyExampleGivesItsTablesAndPlotsAndSaysWhatAndWhere(String example) throws IOException {
    CommandLineRun run = study(example, "out", "--trials", "40");
    assertEquals(0, run.code(), run.err());
    Set<String> expected = new HashSet<>(SAME_BYTES);
    expected.addAll(Set.of("/", "cost.csv", "manifest.json"));
    assertEquals(expected, CommandLineRun.contents(temp.resolve("out")).keySet());
    String manifest = Files.readString(temp.resolve("out/manifest.json"));
    assertTrue(SAME_BYTES.stream().allMatch(manifest::contains), manifest);
    String printed = run.out().replaceAll("\\s+", " ");
    assertTrue(printed.contains(" estimator group M=1 M=10 bias std cosine psa "), run.out());
    assertTrue(printed.contains("files: " + temp.resolve("out")), run.out());
    assertTrue(printed.contains("plots: rmse.png, bias.png, cosine.png there"), run.out());
    assertEquals(List.of(), run.out().lines().filter(l -> l.length() > 120).toList());
    assertEquals(List.of(), Manifest.problems(temp.resolve("out")));
  }

  @Test
  void tableHasTheColumnsGroupsAndDefaultSamplesOfTheDesign() throws IOException {
    study("network.json", "out", "--trials", "2000", "--estimators", "psa,concrete(0.1)");
    List<List<String>> rows = rows("study.csv");
    assertEquals(
        List.of(
            "estimator",
            "group",
            "samples",
            "groups",
            "rmse",
            "rel_bias",
            "rel_bias_low",
            "rel_bias_high",
            "rel_std",
            "cos",
            "cos_q15",
            "cos_q85",
            "evaluations",
            "gradient_evaluations"),
        rows.get(0));
    assertEquals(1 + 2 * 3 * 4, rows.size());
    Set<String> keys = new HashSet<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      keys.add(row.get(0) + " " + row.get(1));
      int samples = Integer.parseInt(row.get(2));
      assertTrue(Set.of(1, 10, 100, 1000).contains(samples));
      assertEquals(2000 / samples, Integer.parseInt(row.get(3)));
      assertEquals(2000 / samples < 20, row.get(10).isEmpty());
      assertTrue(row.get(4).matches("\\d\\.\\d{16}e[+-]\\d\\d"), row.get(4));
    }
    assertEquals(6, keys.size());
    assertEquals(
        List.of("estimator", "estimates", "evaluations", "gradient_evaluations", "seconds"),
        rows("cost.csv").get(0));
  }

  @Test
  void momentsAndExactHaveTheStructureOfTheDesign() throws IOException {
    study("network.json", "out", "--trials", "50", "--estimators", "psa,st", "--exact-moments");
    JsonNode moments = JSON.readTree(temp.resolve("out/moments.json").toFile()).get("estimators");
    JsonNode psa = moments.get("psa");
    assertEquals(50, psa.get("trials").asInt());
    assertTrue(psa.get("exact").asBoolean());
    JsonNode exact = JSON.readTree(temp.resolve("out/exact.json").toFile());
    assertTrue(exact.get("expected_loss").isDouble());
    int[] sizes = {9, 16, 5};
    for (int k = 0; k < sizes.length; k++) {
      String layer = "layer" + k;
      assertEquals(sizes[k], psa.get("groups").get(layer).get("mean").size());
      assertEquals(sizes[k], psa.get("groups").get(layer).get("var").size());
      assertEquals(sizes[k], exact.get("grad").get(layer).get("flat").size());
    }
  }

  /** Section 6 wants moments of double-cv: it adapts on the study's own stream, then is frozen. */
  @ParameterizedTest
  @ValueSource(strings = {"double-cv", "rodeo(2)", "reinforce(baseline=optimal)", "nvil"})
  void momentsOfOneThatAdaptsAreThoseOfItsFrozenState(String name) throws IOException {
    CommandLineRun run =
        study("function.json", "out", "--trials", "5", "--estimators", name, "--exact-moments");
    assertEquals(0, run.code(), run.err());
    JsonNode all = JSON.readTree(temp.resolve("out/moments.json").toFile()).get("estimators");
    Estimator estimator = Estimators.parse(name);
    JsonNode moments = all.get(estimator.name());
    assertTrue(moments.get("exact").asBoolean());
    double[] state =
        numbers(
            JSON.readTree(temp.resolve("out/manifest.json").toFile())
                .findValue("frozen_state")
                .get(estimator.name()));
    Problem problem = CaseFile.read(CommandLineRun.example("function.json")).problem();
    assertFalse(Arrays.equals(state, estimator.open(problem).state()), "it has adapted");
    Moments given = ExactMoments.given(estimator, problem, state);
    JsonNode logits = moments.get("groups").get("logits");
    assertArrayEquals(given.mean().flat(), numbers(logits.get("mean")), 1e-14);
    assertArrayEquals(given.variance().flat(), numbers(logits.get("var")), 1e-14);
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    assertArrayEquals(exact, numbers(logits.get("mean")), 1e-12);
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  @Test
  void oneThatAdaptsAndHasNoMomentsIsRefusedByName() {
    CommandLineRun run =
        study("function.json", "out", "--estimators", "psa,relax", "--exact-moments");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("'relax(0.5)'"), run.err());
    assertTrue(run.err().contains("psa, st, ") && run.err().contains(" more"), run.err());
  }

  @Test
  void manifestHoldsSettingsAndNoAbsolutePath() throws IOException {
    study("function.json", "out", "--trials", "40", "--seed", "11");
    String text = Files.readString(temp.resolve("out/manifest.json"));
    JsonNode manifest = JSON.readTree(text);
    assertEquals(11, manifest.get("seed").asLong());
    assertEquals(40, manifest.get("settings").get("trials").asInt());
    assertEquals("function.json", manifest.get("settings").get("case").asText());
    assertFalse(text.contains(temp.toString()) || text.contains(System.getProperty("user.dir")));
  }

  @Test
  void bytesDoNotDependOnThreads() throws IOException {
    Map<String, String> first = null;
    for (String threads : List.of("1", "2", "4", "16")) {
      study("network.json", threads, "--trials", "3000", "--seed", "5", "--threads", threads);
      Map<String, String> hashes = CommandLineRun.contents(temp.resolve(threads));
      hashes.keySet().retainAll(SAME_BYTES);
      assertEquals(9, hashes.size());
      first = first == null ? hashes : first;
      assertEquals(first, hashes, threads + " threads");
    }
    study("network.json", "other", "--trials", "3000", "--seed", "6");
    assertNotEquals(first.get("study.csv"), Sha256.of(temp.resolve("other/study.csv")));
  }

  @Test
  void interruptedStudyLeavesNoResultsAndTheSameCommandGoesOnToTheSameBytes() throws Exception {
    String[] options = {"--trials", "100000", "--seed", "5", "--estimators", "psa,arm"};
    Path out = temp.resolve("out");
    CommandLineRun[] interrupted = new CommandLineRun[1];
    Thread worker = new Thread(() -> interrupted[0] = study("network.json", "out", options));
    worker.start();
    while (Files.notExists(out.resolve(".unfinished/scratch")) && worker.isAlive()) {
      Thread.onSpinWait();
    }
    Thread.sleep(100);
    worker.interrupt();
    worker.join();
    assertEquals(1, interrupted[0].code(), interrupted[0].err());
    assertTrue(interrupted[0].err().contains("interrupted"), interrupted[0].err());
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(List.of(out.resolve(".unfinished")), files.toList());
    }
    assertEquals(2, study("network.json", "out", "--trials", "40").code());
    assertEquals(0, study("network.json", "out", options).code());
    assertEquals(0, study("network.json", "untouched", options).code());
    for (String file : SAME_BYTES) {
      assertEquals(
          Sha256.of(temp.resolve("untouched").resolve(file)), Sha256.of(out.resolve(file)));
    }
    assertEquals(12, CommandLineRun.contents(out).size());
  }

  @Test
  void folderWithFilesIsRefusedWithoutOverwriteAndReplacedWithIt() throws IOException {
    assertEquals(0, study("table.json", "out", "--trials", "40").code());
    Map<String, String> before = CommandLineRun.contents(temp.resolve("out"));
    CommandLineRun again = study("table.json", "out", "--trials", "60");
    assertEquals(2, again.code());
    assertTrue(again.err().contains("not empty"), again.err());
    assertEquals(before, CommandLineRun.contents(temp.resolve("out")));
    assertEquals(0, study("table.json", "out", "--trials", "60", "--overwrite").code());
    assertEquals(List.of(), Manifest.problems(temp.resolve("out")));
    assertNotEquals(before, CommandLineRun.contents(temp.resolve("out")));
  }

  @Test
  void withoutExactGradientTheErrorColumnsAreEmpty() throws IOException {
    Path file = temp.resolve("wide.json");
    String ones = "1,".repeat(39) + "1";
    Files.writeString(
        file,
        "{\"logits\": [Z], \"case\": {\"f\": {\"w\": [Z], \"a\": 0, \"v\": [Z], \"r\": 1, \"s\": 0,"
                .replace("Z", ones)
            + " \"pair\": [0, 1]}}}");
    Path out = temp.resolve("out");
    CommandLineRun run =
        CommandLineRun.of(
            "study",
            file.toString(),
            "--estimators",
            "psa",
            "--trials",
            "40",
            "--out",
            out.toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(Files.notExists(out.resolve("exact.json")));
    List<String> row = rows("study.csv").get(1);
    for (int column = 4; column < 12; column++) {
      assertEquals("", row.get(column), "column " + column);
    }
  }

  @Test
  void dryRunWritesNothing() {
    CommandLineRun run = study("network.json", "out", "--dry-run");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("nothing was written"), run.out());
    assertTrue(Files.notExists(temp.resolve("out")));
  }

  @Test
  void certainBitsAreAccepted() throws IOException {
    Path file = temp.resolve("certain.json");
    Files.writeString(file, "{\"case\": {\"p\": [0, 1]}, \"f_table\": [1, 2, 3, 4]}");
    CommandLineRun run =
        CommandLineRun.of(
            "study",
            file.toString(),
            "--estimators",
            "psa,reinforce,arm",
            "--trials",
            "40",
            "--out",
            temp.resolve("out").toString());
    assertEquals(0, run.code(), run.err());
    JsonNode exact = JSON.readTree(temp.resolve("out/exact.json").toFile());
    assertEquals(2, exact.get("expected_loss").asDouble());
    assertEquals(0, exact.get("grad").get("logits").get("flat").get(0).asDouble());
  }

  private List<List<String>> rows(String name) throws IOException {
    return CsvFile.parse(Files.readString(temp.resolve("out").resolve(name)));
  }

  /** Variances of such estimates are beyond the largest double: null, and all else is written. */
  @Test
  void tablesOfHugeValuesAreStudiedWithAllEstimators() throws IOException {
    Path file = temp.resolve("huge.json");
    Files.writeString(file, "{\"logits\": [-0.4, 3.5], \"f_table\": [1e200, -2e200, 3e200, 0]}");
    String out = temp.resolve("huge").toString();
    CommandLineRun run =
        CommandLineRun.of("study", file.toString(), "--trials", "60", "--out", out);
    assertEquals(0, run.code(), run.err());
    JsonNode moments = JSON.readTree(temp.resolve("huge/moments.json").toFile());
    JsonNode numbers = moments.at("/estimators/reinforce/groups/logits");
    assertTrue(
        numbers.at("/mean/0").isNumber() && numbers.at("/var/0").isNull(), moments.toString());
    String table = Files.readString(temp.resolve("huge/study.csv"));
    assertFalse(table.contains("Infinity") || table.contains("NaN"), table);
  }

  @Test
  void hugeInputsAreStudiedAndWhatOverflowsNamesItsEstimator() throws IOException {
    JsonNode root = JSON.readTree(CommandLineRun.example("network.json").toFile());
    ((ArrayNode) root.at("/data/x/0")).set(0, -1e308);
    Path file = temp.resolve("input.json");
    Files.writeString(file, JSON.writeValueAsString(root));
    String[] args = {
      "study", file.toString(), "--trials=40", "--estimators", "psa,st", "--overwrite", "--out"
    };
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = temp.resolve("huge-input").toString();
    CommandLineRun run = CommandLineRun.of(all);
    assertEquals(0, run.code(), run.err());
    all[4] = "st-identity";
    all[args.length] = temp.resolve("not-written").toString();
    run = CommandLineRun.of(all);
    assertEquals(1, run.code());
    assertTrue(run.err().contains("estimate of st-identity, trial 0: "), run.err());
    assertFalse(run.err().contains("low must be"), run.err());
  }
}
