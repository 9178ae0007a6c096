package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes inside the stated ranges that no memory holds are refused before anything is written. */
class SizesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BITS = 50_000;

  @TempDir private Path temp;

  private CommandLineRun run(String command, Path file, String... options) {
    List<String> args = new ArrayList<>(List.of(command, file.toString()));
    args.addAll(List.of(options));
    args.addAll(List.of("--out", temp.resolve("out").toString()));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private void assertRefused(String field, String value, CommandLineRun run) throws IOException {
    assertEquals(2, run.code(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().strip().length() <= 300, run.err());
    assertTrue(run.err().startsWith("bitgrad: " + field), run.err());
    assertTrue(run.err().contains(value), run.err());
    assertTrue(run.err().contains("allowed: "), run.err());
    assertTrue(Files.notExists(temp.resolve("out")), run.err());
  }

  private Path config(String... pointersAndValues) throws IOException {
    JsonNode root = JSON.readTree(CommandLineRun.example("train.json").toFile());
    // Small, so that what is not refused early costs little.
    ((ObjectNode) root.at("/data")).put("train", 40).put("test", 10).put("validation", 0);
    ((ObjectNode) root.at("/data")).remove(List.of("augmentation", "standardisation"));
    ((ObjectNode) root).put("batch", 10);
    for (int i = 0; i < pointersAndValues.length; i += 2) {
      String pointer = pointersAndValues[i];
      int slash = pointer.lastIndexOf('/');
      ((ObjectNode) root.at(pointer.substring(0, slash)))
          .set(pointer.substring(slash + 1), JSON.readTree(pointersAndValues[i + 1]));
    }
    Path file = temp.resolve("config.json");
    Files.writeString(file, JSON.writeValueAsString(root));
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'kind':'bernoulli','units':1000000},{'kind':'bernoulli','units':1000000}] | layer1 is 1000000",
        "[{'kind':'dense','units':1048576,'activation':'relu'},{'kind':'bernoulli','units':1048576}] | layer1 is 1048576",
        "[{'kind':'bernoulli','units':1048576},{'kind':'bernoulli','units':100000,'normalised':true}] | layer1 is 100000",
        "[{'kind':'convolution','channels':1048576,'kernel':3}] | outputs is 10",
        "[{'kind':'convolution','channels':1048576,'kernel':3,'padding':1000}] | channels of layer0",
        "[{'kind':'convolution','channels':1048576,'kernel':1000,'padding':500}] | channels of layer0",
        "[{'kind':'convolution','channels':9,'kernel':1,'padding':1000},{'kind':'convolution','channels':9,'kernel':1,'padding':1000},{'kind':'convolution','channels':9,'kernel':1,'padding':1000}] | outputs is 10",
        "[{'kind':'convolution','channels':700000,'kernel':28},{'kind':'convolution','channels':700000,'kernel':1}] | channels of layer1 is 700000"
      })
  void layersThatNoArrayHoldsAreRefused(String layers, String shown) throws IOException {
    assertRefused(
        "network.layers",
        shown,
        run("train", config("/network/layers", layers.replace('\'', '"'))));
  }

  @Test
  void bordersOfManyConvolutionsDoNotOverflow() throws IOException {
    String layer = "{\"kind\":\"convolution\",\"channels\":1,\"kernel\":1,\"padding\":1000}";
    String layers = "[" + (layer + ",").repeat(40) + layer + "]";
    assertRefused(
        "network.layers", "padding of layer", run("train", config("/network/layers", layers)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void epochsThatNoMemoryHoldsAreRefused(String precision) throws IOException {
    Path file = config("/epochs", "2147483647", "/precision", "\"" + precision + "\"");
    assertRefused("epochs is 2147483647", "at most", run("train", file));
  }

  @Test
  void generatedImagesThatDoNotFitAreRefused() throws IOException {
    String million = "1000000";
    // A million for training and as many for the test, twice since a part is held out.
    assumeTrue(Runtime.getRuntime().maxMemory() < 4L * 785 * 1_000_000, "a heap of up to 2 GB");
    Path file = config("/data/train", million, "/data/test", million, "/data/validation", "1");
    assertRefused("data.train is 1000000", "needs about 2.9 GiB", run("train", file));
  }

  private Path bits() throws IOException {
    double[] numbers = new double[BITS];
    Arrays.fill(numbers, 0.25);
    Map<String, Object> formula =
        Map.of("w", numbers, "v", numbers, "a", 1, "r", 1, "s", 1, "pair", new int[] {0, 1});
    Path file = temp.resolve("bits.json");
    Files.writeString(
        file, JSON.writeValueAsString(Map.of("logits", numbers, "case", Map.of("f", formula))));
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "nvil, nvil needs about",
    "enumeration, at most 20 units",
    "arms(1000000), n of arms",
    "loorf(2147483647), n of loorf"
  })
  void estimatorsWhoseTablesNoMemoryHoldsAreRefused(String name, String why) throws IOException {
    CommandLineRun run = run("study", bits(), "--trials", "1", "--estimators", name);
    assertRefused("--estimators is '" + name, why, run);
  }

  @Test
  void allEstimatorsOfManyBitsAreThoseThatFit() throws IOException {
    List<String> names =
        Choice.definedOn(CaseFile.read(bits()).problem()).stream().map(Estimator::name).toList();
    assertTrue(names.contains("psa") && names.contains("relax(0.5)"), names.toString());
    assertFalse(names.contains("nvil") || names.contains("enumeration"), names.toString());
  }

  @Test
  void whatFitsIsNotRefused() throws IOException {
    String layers = "[{\"kind\":\"bernoulli\",\"units\":20000}]";
    Path file =
        config(
            "/network/layers",
            layers,
            "/batch",
            "40",
            "/epochs",
            "1",
            "/schedule",
            "{\"kind\":\"constant\"}",
            "/precision",
            "\"float32\"",
            "/method",
            "\"st\"");
    CommandLineRun run = run("train", file);
    assertEquals(0, run.code(), run.err());
  }
}
