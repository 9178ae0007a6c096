package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of bad input of {@code train} ends with exit code 2, one line that names field, value
 * and what is allowed, and no folder.
 */
class BadTrainInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temp;

  @Test
  void moreLayersThanANetworkHasAreRefusedAtOnce() throws IOException {
    Path file = temp.resolve("many.json");
    String layer = "{\"kind\": \"bernoulli\", \"units\": 2}";
    String layers = String.join(",", java.util.Collections.nCopies(100_000, layer));
    Files.writeString(
        file,
        "{\"network\": {\"layers\": ["
            + layers
            + "]}, \"data\": {\"name\": \"stroke-digits\", \"train\": 20, \"test\": 10},"
            + " \"method\": \"st\", \"optimiser\": {\"kind\": \"sgd\", \"rate\": 0.1},"
            + " \"epochs\": 1}");
    Path out = temp.resolve("out");
    CommandLineRun run = CommandLineRun.of("train", file.toString(), "--out", out.toString());
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains("network.layers is '100000 layers'"), run.err());
    assertFalse(Files.exists(out));
  }

  /** JSON pointer, new value (or REMOVE), field in the message, value in the message. */
  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/network | REMOVE | network is missing | an object",
        "/network | 3 | network | '3'",
        "/network/layers | REMOVE | network.layers is missing | Bernoulli",
        "/network/layers | [] | network.layers | length 0",
        "/network/layers | {} | network.layers | {}",
        "/network/layers/0 | 7 | network.layers[0] | '7'",
        "/network/layers/0/kind | REMOVE | network.layers[0].kind is missing | convolution",
        "/network/layers/0/kind | \"relu\" | network.layers[0].kind | relu",
        "/network/layers/0 | {\"kind\": \"dense\", \"units\": 3} | network.layers[0].activation is missing | relu",
        "/network/layers/0 | {\"kind\": \"dense\", \"units\": 3, \"activation\": \"sigmoid\"} | network.layers[0].activation | sigmoid",
        "/network/layers/0 | {\"kind\": \"dense\", \"units\": 0, \"activation\": \"relu\"} | network.layers[0].units | '0'",
        "/network/layers/0 | {\"kind\": \"dense\", \"units\": 3, \"activation\": \"relu\", \"noise\": \"logistic\"} | network.layers[0].noise | no field",
        "/network/layers/0 | {\"kind\": \"convolution\", \"channels\": 2, \"kernel\": 3, \"activation\": \"tanh\", \"scale\": 2} | network.layers[0].scale | no field",
        "/network/layers/0/units | REMOVE | network.layers[0].units is missing | 1 to",
        "/network/layers/0/units | 0 | network.layers[0].units | '0'",
        "/network/layers/0/units | 2.5 | network.layers[0].units | 2.5",
        "/network/layers/0/units | 2000000 | network.layers[0].units | 2000000",
        "/network/layers/0/noise | \"cauchy\" | network.layers[0].noise | cauchy",
        "/network/layers/0/scale | 0 | network.layers[0].scale | '0'",
        "/network/layers/0/scale | -1 | network.layers[0].scale | -1",
        "/network/layers/0/scale | \"a\" | network.layers[0].scale | a",
        "/network/layers/0/normalised | 1 | network.layers[0].normalised | true, false",
        "/network/layers/0/kernel | 3 | network.layers[0].kernel | no field",
        "/network/layers/0 | {\"kind\": \"convolution\", \"channels\": 0, \"kernel\": 3} | network.layers[0].channels | '0'",
        "/network/layers/0 | {\"kind\": \"convolution\", \"channels\": 2} | network.layers[0].kernel is missing | 1 to",
        "/network/layers/0 | {\"kind\": \"convolution\", \"channels\": 2, \"kernel\": 3, \"stride\": 0} | network.layers[0].stride | '0'",
        "/network/layers/0 | {\"kind\": \"convolution\", \"channels\": 2, \"kernel\": 3, \"padding\": -1} | network.layers[0].padding | -1",
        "/network/layers/0 | {\"kind\": \"convolution\", \"channels\": 2, \"kernel\": 99} | network.layers | 99",
        "/network/layers/0 | {\"kind\": \"max-pooling\", \"side\": 0} | network.layers[0].side | '0'",
        "/network/layers/0 | {\"kind\": \"dropout\"} | network.layers[0].rate is missing | 0.999",
        "/network/layers/0 | {\"kind\": \"dropout\", \"rate\": 1} | network.layers[0].rate | '1'",
        "/network/layers/0 | {\"kind\": \"dropout\", \"rate\": -0.1} | network.layers[0].rate | -0.1",
        "/network/layers/0 | {\"kind\": \"dropout\", \"rate\": 0.5, \"side\": 2} | network.layers[0].side | no field",
        "/network/layers | [{\"kind\": \"dropout\", \"rate\": 0.5}] | network.layers | at least one",
        "/network/layers | [{\"kind\": \"max-pooling\", \"side\": 2}] | network.layers | at least one",
        "/network/layers/1 | {\"kind\": \"convolution\", \"channels\": 2, \"kernel\": 3} | network.layers | image",
        "/network/encoding | \"bits\" | network.encoding | 0/1",
        "/network/head_scale | 0 | network.head_scale | '0'",
        "/network/ratio | 0 | network.ratio | '0'",
        "/network/ratio | \"critical\" | network.ratio | critical",
        "/network/widht | 5 | network.widht | no field",
        "/data | REMOVE | data is missing | an object",
        "/data/name | REMOVE | data.name is missing | mnist",
        "/data/name | \"mist\" | data.name | mist",
        "/data/seed | 1.5 | data.seed | 1.5",
        "/data/train | REMOVE | data.train is missing | 1 to",
        "/data/train | 0 | data.train | '0'",
        "/data/test | -3 | data.test | -3",
        "/data/validation | -1 | data.validation | -1",
        "/data/validation | 1200 | data.validation | 0 to 1199",
        "/data/split_seed | \"x\" | data.split_seed | x",
        "/data/binarisation | \"half\" | data.binarisation | dynamic",
        "/data/standardisation | \"z\" | data.standardisation | channel",
        "/data | {\"name\": \"stroke-digits\", \"train\": 1, \"test\": 9} | data.train | at least 2",
        "/data | {\"name\": \"stroke-digits\", \"train\": 1, \"test\": 9, \"standardisation\": \"pixel\"} | data.standardisation | none, channel",
        "/data/augmentation | 4 | data.augmentation | an object",
        "/data/augmentation/crop | -1 | data.augmentation.crop | -1",
        "/data/augmentation/flip | \"yes\" | data.augmentation.flip | true, false",
        "/data/augmentation/blur | 1 | data.augmentation.blur | crop, flip",
        "/data/path | \"x\" | data.path | no field",
        "/method | REMOVE | method is missing | bitgrad estimators",
        "/method | 3 | method | '3'",
        "/method | \"spa\" | method | spa is unknown",
        "/method | \"concrete(-1)\" | method | concrete(-1)",
        "/method | \"vimco\" | method | vimco",
        "/precision | \"float16\" | precision | float32, float64",
        "/optimiser | REMOVE | optimiser is missing | an object",
        "/optimiser/kind | \"lbfgs\" | optimiser.kind | sgd, adam, adamw",
        "/optimiser/rate | REMOVE | optimiser.rate is missing | positive",
        "/optimiser/rate | 0 | optimiser.rate | '0'",
        "/optimiser/rate | 1e999 | optimiser.rate | positive",
        "/optimiser/momentum | 1.5 | optimiser.momentum | 1.5",
        "/optimiser/momentum | 0 | optimiser.nesterov | momentum is 0",
        "/optimiser/nesterov | 1 | optimiser.nesterov | true, false",
        "/optimiser/weight_decay | -1 | optimiser.weight_decay | -1",
        "/optimiser/clip_entries | 0 | optimiser.clip_entries | '0'",
        "/optimiser/clip_norm | -2 | optimiser.clip_norm | -2",
        "/optimiser/beta1 | 0.9 | optimiser.beta1 | no field",
        "/optimiser | {\"kind\": \"adam\", \"rate\": 1, \"beta2\": 1} | optimiser.beta2 | '1'",
        "/optimiser | {\"kind\": \"adam\", \"rate\": 1, \"epsilon\": 0} | optimiser.epsilon | '0'",
        "/optimiser | {\"kind\": \"adamw\", \"rate\": 1, \"momentum\": 0} | optimiser.momentum | no field",
        "/schedule | 1 | schedule | an object",
        "/schedule/kind | \"linear\" | schedule.kind | cosine",
        "/schedule/lowest | 2 | schedule.lowest | '2'",
        "/schedule/warm_up | 9 | schedule.warm_up | 0 to 8",
        "/schedule | {\"kind\": \"step\", \"every\": 0, \"factor\": 1} | schedule.every | '0'",
        "/schedule | {\"kind\": \"exponential\", \"factor\": -1} | schedule.factor | -1",
        "/schedule | {\"kind\": \"constant\", \"lowest\": 0} | schedule.lowest | no field",
        "/batch | 0 | batch | '0'",
        "/batch | 1001 | batch | 1 to 1000",
        "/epochs | REMOVE | epochs is missing | 1 to",
        "/epochs | 0 | epochs | '0'",
        "/seeds | [] | seeds | length 0",
        "/seeds | 3 | seeds | '3'",
        "/seeds | [1, 1] | seeds[1] | stands once",
        "/seeds | [1.5] | seeds[0] | 1.5",
        "/evaluation | 4 | evaluation | an object",
        "/evaluation/samples | 0 | evaluation.samples | '0'",
        "/evaluation/every | -1 | evaluation.every | -1",
        "/evaluation/speed | 1 | evaluation.speed | samples, every",
        "/rate_search | {\"low\": 1, \"high\": 1, \"trials\": 1, \"epochs\": 1} | rate_search.high | above low",
        "/rate_search | {\"low\": 0, \"high\": 1, \"trials\": 1, \"epochs\": 1} | rate_search.low | '0'",
        "/rate_search | {\"low\": 0.1, \"high\": 1, \"trials\": 0, \"epochs\": 1} | rate_search.trials | '0'",
        "/rate_search | {\"low\": 0.1, \"high\": 1, \"trials\": 1} | rate_search.epochs is missing | 1 to",
        "/optimizer | {} | optimizer | no field"
      })
  void wrongFieldIsRefused(String pointer, String value, String field, String shown)
      throws IOException {
    Path file = temp.resolve("config.json");
    Files.writeString(file, mutated(pointer, value));
    assertRefused(field, shown, file.toString());
  }

  private static String mutated(String pointer, String value) throws IOException {
    JsonNode root = JSON.readTree(CommandLineRun.example("train.json").toFile());
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

  private void assertRefused(String field, String shown, String... args) throws IOException {
    String out = temp.resolve("out").toString();
    String[] all =
        Stream.of(Stream.of("train"), Stream.of(args), Stream.of("--out", out))
            .flatMap(words -> words)
            .toArray(String[]::new);
    Map<String, String> before = CommandLineRun.contents(temp);
    CommandLineRun run = CommandLineRun.of(all);
    assertEquals(2, run.code(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("bitgrad: " + field), run.err());
    assertTrue(run.err().contains(shown), run.err());
    assertTrue(run.err().contains("allowed: "), run.err());
    assertEquals(before, CommandLineRun.contents(temp));
  }

  /** In float64 statistics are constants; those of the engine are the batch's. */
  @Test
  void batchesOfOneRowAreRefusedWithBatchNormalisation() throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(CommandLineRun.example("train.json").toFile());
    ((ObjectNode) root.at("/network/layers/0")).put("normalised", true);
    root.put("method", "st").put("batch", 1).put("precision", "float32");
    Path file = temp.resolve("config.json");
    Files.writeString(file, JSON.writeValueAsString(root));
    assertRefused("batch", "'1'; allowed: at least 2", file.toString());
  }

  @Test
  void unreadableFilesAndWrongOptionsAreRefused() throws IOException {
    String example = CommandLineRun.example("train.json").toString();
    assertRefused("CONFIG", "nowhere.json", temp.resolve("nowhere.json").toString());
    assertRefused("--threads", "'0'", example, "--threads", "0");
    assertRefused("--threads", "'x'", example, "--threads", "x");
    Path file = temp.resolve("broken file \u00fc.json");
    Files.writeString(file, "{\"network\": ");
    assertRefused("CONFIG", "line 1", file.toString());
    Files.writeString(file, "[]");
    assertRefused("CONFIG", "one JSON object", file.toString());
    Files.writeString(file, "{\"epochs\": 1, \"epochs\": 2}");
    assertRefused("CONFIG", "Duplicate", file.toString());
  }
}
