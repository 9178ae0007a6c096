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
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A field that is not read is refused, wherever it stands: it would silently do nothing. */
class MisspeltFieldTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 300;

  /** Every field of a case that stands in the examples, and the optional ones. */
  private static final List<String> CASES =
      List.of("function.json", "network-softmax.json", "network.json", "table.json");

  @TempDir private Path temp;

  private CommandLineRun run(String command, JsonNode content) throws IOException {
    Path file = temp.resolve("input.json");
    Files.writeString(file, JSON.writeValueAsString(content));
    String out = temp.resolve("out").toString();
    return command.equals("train")
        ? CommandLineRun.of(command, file.toString(), "--out", out)
        : CommandLineRun.of(
            command, file.toString(), "--dry-run", "--estimators", "psa", "--out", out);
  }

  private static JsonNode example(String name) throws IOException {
    return JSON.readTree(CommandLineRun.example(name).toFile());
  }

  /** JSON pointers of all objects. */
  private static List<String> objects(JsonNode node, String pointer) {
    List<String> all = new ArrayList<>();
    if (node.isObject()) {
      all.add(pointer);
      fields(node).forEach(name -> all.addAll(objects(node.get(name), pointer + "/" + name)));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      all.addAll(objects(node.get(i), pointer + "/" + i));
    }
    return all;
  }

  private void assertRefused(String command, JsonNode content, String... shown) throws IOException {
    CommandLineRun run = run(command, content);
    assertEquals(2, run.code(), run.err() + run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().strip().length() <= LONGEST, run.err());
    for (String part : shown) {
      assertTrue(run.err().contains(part), () -> part + " is missing in " + run.err());
    }
    assertFalse(Files.exists(temp.resolve("out")));
  }

  @Test
  void misspeltEncodingIsRefusedWithTheRightName() throws IOException {
    ObjectNode root = (ObjectNode) example("network-softmax.json");
    root.set("encodin", root.remove("encoding"));
    assertRefused("study", root, "encodin is '\"+-1\"'", "did you mean 'encoding'?");
  }

  @Test
  void everyFieldOfEveryObjectIsRefusedWhenALetterIsMissing() throws IOException {
    int tried = 0;
    for (String name : CASES) {
      for (String pointer : objects(example(name), "")) {
        for (String field : fields(example(name).at(pointer))) {
          if (field.length() > 2 && !field.equals("description")) {
            JsonNode root = example(name);
            ObjectNode object = (ObjectNode) root.at(pointer);
            String wrong = field.substring(0, field.length() - 1);
            object.set(wrong, object.remove(field));
            assertRefused("study", root, "'" + field + "'", wrong);
            tried++;
          }
        }
      }
    }
    assertTrue(tried > 50, "only " + tried);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Encoding", "ENCODING", "en_coding", "encoding "})
  void fieldsAreReadInTheirOwnSpellingOnly(String wrong) throws IOException {
    ObjectNode root = (ObjectNode) example("network.json");
    root.set(wrong, root.remove("encoding"));
    assertRefused("study", root, "did you mean 'encoding'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "function.json",
        "network-softmax.json",
        "network.json",
        "table.json",
        "train.json"
      })
  void everyObjectMayHoldRemarksAndNothingUnknown(String name) throws IOException {
    String command = name.equals("train.json") ? "train" : "study";
    JsonNode remarked = example(name);
    List<String> objects = objects(remarked, "");
    for (String pointer : objects) {
      JsonNode root = example(name);
      ((ObjectNode) root.at(pointer)).put("no_such_field", 1);
      assertRefused(command, root, "no_such_field is '1'", "no field of this name, only ");
      ObjectNode object = (ObjectNode) remarked.at(pointer);
      object.put("description", "a remark").putArray("comment").add("two").add("lines");
    }
    if (command.equals("study")) {
      CommandLineRun run = run(command, remarked);
      assertEquals(0, run.code(), run.err());
    } else {
      Path file = temp.resolve("remarked.json");
      Files.writeString(file, JSON.writeValueAsString(remarked));
      assertEquals("psa", TrainConfig.read(file).method());
    }
  }

  @Test
  void misspeltFieldThatMustBeThereIsNamed() throws IOException {
    ObjectNode train = (ObjectNode) example("train.json");
    ObjectNode layer = (ObjectNode) train.at("/network/layers/1");
    layer.set("knd", layer.remove("kind"));
    assertRefused("train", train, "network.layers[1].kind is missing", "there is 'knd'");
    ObjectNode network = (ObjectNode) example("network.json");
    network.set("netwrok", network.remove("network"));
    assertRefused("study", network, "netwrok", "did you mean 'network'?");
  }

  /** What stands twice must agree: the noise at the top of the published layout is not ignored. */
  @Test
  void noiseOfAllLayersMustBeTheirs() throws IOException {
    ObjectNode root = (ObjectNode) example("network.json");
    root.put("noise", "logistic");
    assertEquals(0, run("study", root).code());
    root.put("noise", "uniform");
    assertRefused("study", root, "noise is '\"uniform\"'", "network[0].kind");
  }

  @Test
  void publishedLayoutsAreRead() throws IOException {
    try (InputStream in =
        MisspeltFieldTest.class.getResourceAsStream("/org/bitgrad/estimator/unbiased-small.json")) {
      ObjectNode golden = (ObjectNode) JSON.readTree(in);
      CommandLineRun run = run("study", golden);
      assertEquals(0, run.code(), run.err());
      golden.set("logitz", golden.remove("logits"));
      assertRefused("study", golden, "did you mean 'logits'?");
    }
    Path networks = CommandLineRun.example("").resolve("../../results/psa-2020/networks");
    try (Stream<Path> files = Files.list(networks)) {
      Path file =
          files.filter(f -> f.toString().endsWith(".json")).sorted().findFirst().orElseThrow();
      ObjectNode network = (ObjectNode) JSON.readTree(file.toFile());
      for (String name : List.of("name", "stage", "recipe", "number", "updates", "exact_loss")) {
        assertTrue(network.has(name), name);
      }
      for (String name : List.of("source", "exact", "exact_moments", "monte_carlo", "cases")) {
        network.putObject(name).put("anything", 1);
      }
      CommandLineRun run = run("study", network.put("noise", "logistic"));
      assertEquals(0, run.code(), run.err());
    }
  }

  /** Schema pointer, example and the pointer of the object in it. */
  @ParameterizedTest
  @CsvSource({
    "case, /$defs/networkCase, network.json, ''",
    "case, /$defs/networkCase/properties/data, network.json, /data",
    "case, /$defs/layer, network.json, /network/1",
    "case, /$defs/functionCase, function.json, ''",
    "case, /$defs/functionCase/properties/case, function.json, /case",
    "case, /$defs/functionCase/properties/case/properties/f, function.json, /case/f",
    "train, '', train.json, ''",
    "train, /properties/network, train.json, /network",
    "train, /properties/data, train.json, /data",
    "train, /properties/data/properties/augmentation, train.json, /data/augmentation",
    "train, /properties/optimiser/oneOf/0, train.json, /optimiser",
    "train, /properties/schedule, train.json, /schedule",
    "train, /properties/evaluation, train.json, /evaluation",
    "train, /properties/rate_search, train.json, /rate_search",
    "train, /$defs/bernoulli, train.json, /network/layers/0",
  })
  void schemaAndReaderAllowTheSameFields(
      String schema, String object, String example, String pointer) throws IOException {
    JsonNode described = schema(schema).at(object);
    assertTrue(described.get("additionalProperties").isBoolean());
    assertFalse(described.get("additionalProperties").booleanValue());
    Set<String> fields = new TreeSet<>(fields(described.get("properties")));
    assertTrue(fields.removeAll(List.of("description", "comment")), "no remarks");
    fields.removeIf(name -> described.get("properties").get(name).isBoolean());
    JsonNode root = example(example);
    JsonNode parent = root.at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
    boolean there = !root.at(pointer).isMissingNode();
    ObjectNode changed =
        there ? (ObjectNode) root.at(pointer) : ((ObjectNode) parent).putObject("rate_search");
    changed.put("no_such_field", 1);
    CommandLineRun run = run(schema.equals("case") ? "study" : "train", root);
    Set<String> named =
        new TreeSet<>(List.of(run.err().replaceAll(".* only ", "").strip().split(", ")));
    if (object.equals("/properties/schedule")) {
      assertTrue(fields.containsAll(named) && named.contains("warm_up"), run.err());
    } else {
      assertEquals(fields, named, run.err());
    }
  }

  @Test
  void schemaListsWhatMayStandBesideACase() throws IOException {
    assertEquals(Set.copyOf(NetworkCase.BESIDE), unread("/$defs/networkCase"));
    assertEquals(Set.copyOf(FunctionCase.BESIDE), unread("/$defs/functionCase"));
  }

  private static Set<String> unread(String object) throws IOException {
    JsonNode properties = schema("case").at(object).get("properties");
    Set<String> fields = new TreeSet<>(fields(properties));
    fields.removeIf(name -> !properties.get(name).isBoolean());
    fields.removeAll(List.of("description", "comment"));
    return fields;
  }

  private static JsonNode schema(String name) throws IOException {
    try (InputStream in = CaseFile.class.getResourceAsStream(name + ".schema.json")) {
      return JSON.readTree(in);
    }
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Values that are names may be written in any case of letters. */
  @Test
  void namesThatAreValuesAreReadInAnyCaseOfLetters() throws IOException {
    ObjectNode network = (ObjectNode) example("network-softmax.json");
    network.put("loss", "SoftMax");
    ((ObjectNode) network.at("/network/0")).put("kind", "Gaussian-Bernoulli");
    CommandLineRun run = run("study", network);
    assertEquals(0, run.code(), run.err());
    String train = JSON.writeValueAsString(example("train.json"));
    for (String name : List.of("bernoulli", "logistic", "stroke-digits", "psa", "sgd", "float64")) {
      train = train.replace("\"" + name + "\"", "\"" + name.toUpperCase(Locale.ROOT) + "\"");
    }
    Path file = temp.resolve("upper.json");
    Files.writeString(file, train);
    assertTrue(train.contains("STROKE-DIGITS") && train.contains("PSA"), train);
    TrainConfig config = TrainConfig.read(file);
    assertEquals("psa", config.method());
    assertTrue(config.open().name().startsWith("stroke-digits"), config.open().name());
  }
}
