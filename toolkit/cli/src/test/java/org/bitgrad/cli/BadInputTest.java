package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of bad input ends with exit code 2, one line that names field, value and what is
 * allowed, and an output folder as it was.
 */
class BadInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temp;

  /** Example, JSON pointer, new value (or REMOVE), field in the message, value in the message. */
  static Stream<Arguments> cases() {
    return Stream.of(
        arguments("network.json", "/network", "[]", "network", "length 0"),
        arguments("network.json", "/network", "3", "network", "3"),
        arguments("network.json", "/network/0", "7", "network[0]", "7"),
        arguments("network.json", "/network/0/kind", "\"linear-head\"", "network[0].kind", "head"),
        arguments("network.json", "/network/0/kind", "\"cauchy\"", "network[0].kind", "cauchy"),
        arguments("network.json", "/network/0/kind", "REMOVE", "network[0].kind", "missing"),
        arguments("network.json", "/network/0/kind", "5", "network[0].kind", "5"),
        arguments(
            "network.json", "/network/2/kind", "\"logistic-bernoulli\"", "network[2].kind", "bern"),
        arguments("network.json", "/network/0/name", "\"layer1\"", "network[0].name", "layer1"),
        arguments("network.json", "/network/1/name", "\"\"", "network[1].name", "\"\""),
        arguments("network.json", "/network/1/name", "REMOVE", "network[1].name", "missing"),
        arguments("network.json", "/network/0/n_in", "3", "network[0].weight[0]", "length 2"),
        arguments("network.json", "/network/0/n_in", "0", "network[0].n_in", "0"),
        arguments("network.json", "/network/0/n_in", "REMOVE", "network[0].n_in", "missing"),
        arguments("network.json", "/network/1/n_in", "2", "network[1].n_in", "2"),
        arguments("network.json", "/network/1/n_out", "5", "network[1].weight", "length 4"),
        arguments("network.json", "/network/1/n_out", "-1", "network[1].n_out", "-1"),
        arguments("network.json", "/network/1/n_out", "2.5", "network[1].n_out", "2.5"),
        arguments("network.json", "/network/2/n_out", "REMOVE", "network[2].n_out", "missing"),
        arguments("network.json", "/network/0/weight", "REMOVE", "network[0].weight", "missing"),
        arguments("network.json", "/network/0/weight/1", "[1]", "network[0].weight[1]", "length 1"),
        arguments("network.json", "/network/0/weight/1/0", "\"x\"", "network[0].weight[1][0]", "x"),
        arguments(
            "network.json", "/network/0/weight/1/0", "null", "network[0].weight[1][0]", "null"),
        arguments("network.json", "/network/0/weight/1/0", "1e999", "network[0].weight[1][0]", ""),
        arguments("network.json", "/network/1/bias", "[1, 2]", "network[1].bias", "length 2"),
        arguments("network.json", "/network/1/bias/2", "true", "network[1].bias[2]", "true"),
        arguments("network.json", "/network/2/bias", "REMOVE", "network[2].bias", "missing"),
        arguments("network-softmax.json", "/network/0/scale", "0", "network[0].scale", "0"),
        arguments("network-softmax.json", "/network/0/scale", "-2", "network[0].scale", "-2"),
        arguments("network-softmax.json", "/network/0/scale", "1e200", "network[0].scale", "1"),
        arguments("network-softmax.json", "/network/0/scale", "\"a\"", "network[0].scale", "a"),
        arguments("network-softmax.json", "/network/2/scale", "2", "network[2].scale", "2"),
        arguments("network.json", "/sizes", "[2, 3, 4]", "sizes", "length 3"),
        arguments("network.json", "/sizes/1", "9", "sizes[1]", "9"),
        arguments("network.json", "/sizes/0", "9", "sizes[0]", "9"),
        arguments("network.json", "/encoding", "\"bits\"", "encoding", "bits"),
        arguments("network.json", "/encoding", "1", "encoding", "1"),
        arguments("network.json", "/loss", "\"hinge\"", "loss", "hinge"),
        arguments("network.json", "/loss", "REMOVE", "loss", "missing"),
        arguments("network.json", "/loss", "\"softmax\"", "network[2].n_out", "1"),
        arguments("network-softmax.json", "/loss", "\"logistic\"", "network[2].n_out", "3"),
        arguments("network-softmax.json", "/loss", "\"squared\"", "data.y[0]", "0"),
        arguments("network.json", "/data", "REMOVE", "data", "missing"),
        arguments("network.json", "/data/x", "[]", "data.x", "length 0"),
        arguments("network.json", "/data/x/2", "[1, 2, 3]", "data.x[2]", "length 3"),
        arguments("network.json", "/data/x/2/1", "null", "data.x[2][1]", "null"),
        arguments("network.json", "/data/y", "[1, -1]", "data.y", "length 2"),
        arguments("network.json", "/data/y", "REMOVE", "data.y", "missing"),
        arguments("network.json", "/data/y/3", "0", "data.y[3]", "0"),
        arguments("network.json", "/data/y/3", "\"1\"", "data.y[3]", "1"),
        arguments("network-softmax.json", "/data/y/1", "3", "data.y[1]", "3"),
        arguments("network-softmax.json", "/data/y/1", "0.5", "data.y[1]", "0.5"),
        arguments("network-softmax.json", "/data/y/1", "-1", "data.y[1]", "-1"),
        arguments("network.json", "/f_table", "[1, 2]", "CASE", "not both"),
        arguments("function.json", "/case", "3", "case", "3"),
        arguments("function.json", "/case/p", "REMOVE", "case.p", "missing"),
        arguments("function.json", "/case/p", "[]", "case.p", "length 0"),
        arguments("function.json", "/case/p/0", "1.000000001", "case.p[0]", "1.000000001"),
        arguments("function.json", "/case/p/1", "-1e-9", "case.p[1]", "-1"),
        arguments("function.json", "/case/p/1", "\"0.5\"", "case.p[1]", "0.5"),
        arguments("function.json", "/case/D", "4", "case.D", "4"),
        arguments("function.json", "/logits", "[1, 2]", "logits", "length 2"),
        arguments("function.json", "/logits", "[1, 2, 3]", "logits[0]", "1"),
        arguments("function.json", "/f_table", "[1, 2, 3]", "f_table", "length 3"),
        arguments("function.json", "/f_table/5", "2.2161", "f_table[5]", "2.2161"),
        arguments("function.json", "/f_table/5", "null", "f_table[5]", "null"),
        arguments("function.json", "/states/3", "[0, 1, 0]", "states[3][2]", "0"),
        arguments("function.json", "/states/3", "[0, 1]", "states[3]", "length 2"),
        arguments("function.json", "/states", "[[0, 0, 0]]", "states", "length 1"),
        arguments("function.json", "/case/f", "\"sum\"", "case.f", "sum"),
        arguments("function.json", "/case/f/w", "[1]", "case.f.w", "length 1"),
        arguments("function.json", "/case/f/v/0", "[]", "case.f.v[0]", "[]"),
        arguments("function.json", "/case/f/a", "REMOVE", "case.f.a", "missing"),
        arguments("function.json", "/case/f/r", "\"r\"", "case.f.r", "r"),
        arguments("function.json", "/case/f/s", "null", "case.f.s", "null"),
        arguments("function.json", "/case/f/pair", "[0]", "case.f.pair", "length 1"),
        arguments("function.json", "/case/f/pair/1", "3", "case.f.pair[1]", "3"),
        arguments("function.json", "/case/f/pair/0", "-1", "case.f.pair[0]", "-1"),
        arguments("table.json", "/f_table", "REMOVE", "f_table", "missing"),
        arguments("table.json", "/logits", "REMOVE", "case.p", "missing"),
        arguments("table.json", "/logits/0", "\"-inf\"", "logits[0]", "-inf"),
        arguments("table.json", "/logits", "{}", "logits", "{}"));
  }

  @ParameterizedTest(name = "{0} {1} = {2}")
  @MethodSource("cases")
  void wrongFieldIsRefused(String example, String pointer, String value, String field, String shown)
      throws IOException {
    Path file = temp.resolve("case.json");
    Files.writeString(file, mutated(example, pointer, value));
    assertRefused(field, shown, "study", file.toString());
  }

  private static String mutated(String example, String pointer, String value) throws IOException {
    JsonNode root = JSON.readTree(CommandLineRun.example(example).toFile());
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = root.at(pointer.substring(0, slash));
    String last = pointer.substring(slash + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), JSON.readTree(value));
    } else if (value.equals("REMOVE")) {
      assertTrue(((ObjectNode) parent).remove(last) != null, pointer);
    } else {
      ((ObjectNode) parent).set(last, JSON.readTree(value));
    }
    // Jackson would write an overflowing number as a text.
    return JSON.writeValueAsString(root).replace("\"Infinity\"", "1e999");
  }

  /** Options, field in the message, value in the message. */
  static Stream<Arguments> options() {
    return Stream.of(
        arguments(List.of("--trials", "0"), "--trials", "0"),
        arguments(List.of("--trials", "-5"), "--trials", "-5"),
        arguments(List.of("--trials", "many"), "--trials", "many"),
        arguments(List.of("--trials", "1.5"), "--trials", "1.5"),
        arguments(List.of("--trials", "3000000000"), "--trials", "3000000000"),
        arguments(List.of("--trials", ""), "--trials", "''"),
        arguments(List.of("--samples", "0"), "--samples", "0"),
        arguments(List.of("--samples", "10,1"), "--samples", "10,1"),
        arguments(List.of("--samples", "1,1"), "--samples", "1,1"),
        arguments(List.of("--samples", "1,,10"), "--samples", "1,,10"),
        arguments(List.of("--samples", "ten"), "--samples", "ten"),
        arguments(List.of("--trials", "50", "--samples", "1,51"), "--samples", "1,51"),
        arguments(List.of("--seed", "x"), "--seed", "x"),
        arguments(List.of("--seed", "1e3"), "--seed", "1e3"),
        arguments(List.of("--threads", "0"), "--threads", "0"),
        arguments(List.of("--threads", "2000"), "--threads", "2000"),
        arguments(List.of("--threads", "two"), "--threads", "two"),
        arguments(List.of("--estimators", ""), "--estimators", "''"),
        arguments(List.of("--estimators", "psa,"), "--estimators", "psa,"),
        arguments(List.of("--estimators", "psa,psa"), "--estimators", "psa,psa"),
        arguments(List.of("--estimators", "magic"), "--estimators", "magic"),
        arguments(List.of("--estimators", "concrete(0)"), "--estimators", "concrete(0)"),
        arguments(List.of("--estimators", "concrete(-1)"), "--estimators", "concrete(-1)"),
        arguments(List.of("--estimators", "concrete(0.1"), "--estimators", "concrete(0.1"),
        arguments(List.of("--estimators", "psa(colour=red)"), "--estimators", "colour"),
        arguments(
            List.of("--estimators", "local-expectation"), "--estimators", "local-expectation"),
        arguments(
            List.of("--estimators", "psa,arm", "--exact-moments"), "--exact-moments", "'arm'"),
        arguments(List.of("--budget", "0"), "--budget", "'0'"),
        arguments(List.of("--budget", "-4"), "--budget", "-4"),
        arguments(List.of("--budget", "ten"), "--budget", "ten"),
        arguments(List.of("--budget", "100,10"), "--budget", "100,10"),
        arguments(List.of("--budget", "1e999"), "--budget", "1e999"),
        arguments(List.of("--budget", "NaN"), "--budget", "NaN"),
        arguments(List.of("--budget", ""), "--budget", "''"),
        arguments(List.of("--budget", "10", "--seconds", "0"), "--seconds", "'0'"),
        arguments(List.of("--budget", "10", "--seconds", "soon"), "--seconds", "soon"),
        arguments(List.of("--seconds", "1"), "--seconds", "with --budget"),
        arguments(List.of("--gradient-cost", "1"), "--gradient-cost", "with --budget"),
        arguments(List.of("--budget", "9", "--gradient-cost", "-1"), "--gradient-cost", "-1"),
        arguments(List.of("--budget", "9", "--gradient-cost", "x"), "--gradient-cost", "'x'"),
        arguments(List.of("--budget", "9", "--trials", "19"), "--trials", "19"),
        arguments(List.of("--budget", "9", "--estimators", "loorf(1)"), "--estimators", "loorf(1)"),
        arguments(List.of("--colour", "red"), "--colour", "Unknown"),
        arguments(List.of("--trials", "5", "--trials", "6"), "--trials", "once"),
        arguments(List.of("second.json"), "second.json", "Unmatched"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("options")
  void wrongOptionIsRefused(List<String> options, String field, String shown) throws IOException {
    List<String> args = new ArrayList<>();
    args.add("study");
    args.add(CommandLineRun.example("network.json").toString());
    args.addAll(options);
    assertRefused(field, shown, args.toArray(String[]::new));
  }

  /** What stands in the case file, and what the message says. */
  static Stream<Arguments> files() {
    return Stream.of(
        arguments("", "one JSON object"),
        arguments("{", "line 1"),
        arguments("{\"network\": [1, 2", "line 1"),
        arguments("[]", "one JSON object"),
        arguments("null", "one JSON object"),
        arguments("{}", "one of"),
        arguments("{\"logits\": [1], \"logits\": [2]}", "Duplicate"),
        arguments("{\"logits\": [NaN]}", "NaN"),
        arguments("{\"logits\": [1]} {}", "valid JSON"),
        arguments("\u0000\u0001\u0002", "valid JSON"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void unreadableFileIsRefused(String content, String shown) throws IOException {
    Path file = temp.resolve("case with a space and \u00fc.json");
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    assertRefused("CASE", shown, "study", file.toString());
  }

  /** A user can set nothing of the library that reads JSON. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"logits\": [NaN]}",
        "{\"logits\": [+1]}",
        "{\"logits\": [.5]}",
        "{\"logits\": [007]}",
        "{\"logits\": [Infinity]}",
        "{'logits': [1]}",
        "{logits: [1]}",
        "{\"logits\": [1,]}",
        "{\"logits\": [1]} {}",
        "{\"logits\": [1]} // done",
        "DEEP",
        "LONG"
      })
  void messagesOnJsonGiveNoAdviceToProgrammers(String content) throws IOException {
    Path file = temp.resolve("case.json");
    String text =
        content
            .replace("DEEP", "[".repeat(5000))
            .replace("LONG", "{\"logits\": [" + "1".repeat(5000) + "]}");
    Files.writeString(file, text);
    CommandLineRun run =
        CommandLineRun.of("study", file.toString(), "--out", temp.resolve("out").toString());
    assertEquals(2, run.code(), run.err());
    for (String word : List.of("Feature", "Constraints", "enable", "`")) {
      assertFalse(run.err().contains(word), run.err());
    }
  }

  @Test
  void missingFileAndFolderAreRefused() throws IOException {
    assertRefused("CASE", "nowhere.json", "study", temp.resolve("nowhere.json").toString());
    assertRefused("CASE", temp.toString().substring(0, 20), "study", temp.toString());
  }

  @Test
  void tableOverTooManyBitsIsRefused() throws IOException {
    Path file = temp.resolve("case.json");
    String zeros = "0,".repeat(20) + "0";
    Files.writeString(file, "{\"logits\": [" + zeros + "], \"f_table\": [1, 2]}");
    assertRefused("f_table", "21 bits", "study", file.toString());
  }

  @Test
  void exactGradientThatCostsTooMuchIsRefusedIfItIsAskedFor() throws IOException {
    Path file = temp.resolve("case.json");
    String zeros = "0,".repeat(39) + "0";
    Files.writeString(
        file,
        "{\"logits\": [Z], \"case\": {\"f\": {\"w\": [Z], \"a\": 0, \"v\": [Z], \"r\": 1, \"s\": 0,"
                .replace("Z", zeros)
            + " \"pair\": [0, 1]}}}");
    assertRefused("--exact", "operations", "study", file.toString(), "--exact");
  }

  private void assertRefused(String field, String shown, String... args) throws IOException {
    Path out = Files.createDirectories(temp.resolve("out"));
    Path fresh = temp.resolve("fresh");
    Files.writeString(out.resolve("mine.txt"), "kept");
    Map<String, String> before = CommandLineRun.contents(out);
    for (Path folder : List.of(fresh, out)) {
      List<String> all = new ArrayList<>(List.of(args));
      all.addAll(List.of("--overwrite", "--out", folder.toString()));
      CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
      assertEquals(2, run.code(), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
      assertEquals("", run.out());
      assertTrue(run.err().contains(field), run.err());
      assertTrue(run.err().contains(shown), run.err());
      assertTrue(run.err().contains("allowed"), run.err());
    }
    assertEquals(before, CommandLineRun.contents(out));
    assertTrue(Files.notExists(fresh));
  }
}
