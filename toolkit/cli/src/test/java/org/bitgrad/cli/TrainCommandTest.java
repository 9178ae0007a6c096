package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Set;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.Transform;
import org.bitgrad.report.CsvFile;
import org.bitgrad.report.Manifest;
import org.bitgrad.train.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NOT_COMPARED = List.of("times.csv", "manifest.json");

  @TempDir private Path temp;

  /** The example with fewer examples and epochs, and what a test changes. */
  private Path config(String changes) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(CommandLineRun.example("train.json").toFile());
    ObjectNode data = (ObjectNode) root.get("data");
    data.put("train", 120).put("validation", 20).put("test", 30);
    root.put("epochs", 3);
    root.remove("seeds");
    JSON.readerForUpdating(root).readValue(changes);
    Path file = temp.resolve("config.json");
    Files.writeString(file, JSON.writeValueAsString(root));
    return file;
  }

  private CommandLineRun train(Path config, String out, String... options) {
    List<String> args = new ArrayList<>(List.of("train", config.toString()));
    args.addAll(List.of("--out", temp.resolve(out).toString()));
    args.addAll(List.of(options));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private Map<String, String> compared(String out) throws IOException {
    assertEquals(List.of(), Manifest.problems(temp.resolve(out)));
    Map<String, String> contents = CommandLineRun.contents(temp.resolve(out));
    contents.keySet().removeAll(NOT_COMPARED);
    return contents;
  }

  @Test
  void theEngineThatRanIsSaidWithItsReason() throws IOException {
    for (String[] each :
        new String[][] {
          {"psa", "float32: the method and all layers are there in it"},
          {"arm", "float64: estimator of a network in float32 must be st, psa,"}
        }) {
      CommandLineRun run =
          train(config("{\"method\": \"" + each[0] + "\", \"precision\": null}"), each[0]);
      assertEquals(2, run.code(), "precision null");
      Path file = config("{\"method\": \"" + each[0] + "\"}");
      ObjectNode root = (ObjectNode) JSON.readTree(file.toFile());
      root.remove("precision");
      Files.writeString(file, JSON.writeValueAsString(root));
      run = train(file, each[0]);
      assertEquals(0, run.code(), run.err());
      String printed = run.out().replaceAll("\\s+", " ");
      assertTrue(printed.contains("trained in " + each[1]), run.out());
      for (String where : List.of("result.json", "manifest.json")) {
        String text = Files.readString(temp.resolve(each[0]).resolve(where));
        assertTrue(text.contains("\"" + each[1]), text);
      }
      CommandLineRun again = train(file, each[0], "--resume");
      assertEquals(0, again.code(), again.err());
      assertTrue(again.out().contains("finished already"), again.out() + again.err());
    }
  }

  @Test
  void exampleGivesExactlyTheseFilesAndLearns() throws IOException {
    CommandLineRun run = train(CommandLineRun.example("train.json"), "out");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().startsWith("seed 1: test loss "), run.out());
    assertEquals(
        Set.of(
            "",
            "curves.png",
            "curves.svg",
            "manifest.json",
            "metrics.csv",
            "metrics.md",
            "result.json",
            "times.csv",
            "weights.bgw"),
        CommandLineRun.contents(temp.resolve("out")).keySet().stream()
            .map(name -> name.equals("/") ? "" : name)
            .collect(java.util.stream.Collectors.toSet()));
    JsonNode result = JSON.readTree(temp.resolve("out/result.json").toFile());
    double accuracy = result.at("/seeds/0/test/ensemble_accuracy").doubleValue();
    // Chance is 0.1; this seed reaches about 0.9.
    assertTrue(accuracy > 0.7, result.toString());
    assertEquals(accuracy, result.at("/test_mean/ensemble_accuracy/mean").doubleValue(), 1e-15);
    assertTrue(result.at("/data").textValue().startsWith("stroke-digits (generated"));
    List<List<String>> rows = CsvFile.parse(Files.readString(temp.resolve("out/metrics.csv")));
    assertEquals(9, rows.size());
    assertEquals(List.of("seed", "epoch", "steps"), rows.get(0).subList(0, 3));
    assertEquals("1", rows.get(8).get(0));
    WeightsFile weights = WeightsFile.read(temp.resolve("out/weights.bgw"));
    assertEquals(160L, weights.counters().get("steps"));
    assertEquals(3, weights.parameters().size());
  }

  @Test
  void bytesDependOnNothingButTheSettings() throws IOException {
    Path config = config("{\"seeds\": [3, 1, 2]}");
    assertEquals(0, train(config, "together", "--threads", "3").code());
    assertEquals(0, train(config, "inTurn", "--threads", "1").code());
    Map<String, String> expected = compared("together");
    assertEquals(expected, compared("inTurn"));
    assertTrue(expected.containsKey("weights-3.bgw"), expected.toString());
    assertEquals(0, train(config("{\"seeds\": [2]}"), "alone").code());
    assertEquals(expected.get("weights-2.bgw"), compared("alone").get("weights.bgw"));
    JsonNode result = JSON.readTree(temp.resolve("together/result.json").toFile());
    double[] losses = new double[3];
    for (int i = 0; i < 3; i++) {
      losses[i] = result.at("/seeds/" + i + "/test/loss").doubleValue();
    }
    JsonNode mean = result.at("/test_mean/loss");
    assertEquals((losses[0] + losses[1] + losses[2]) / 3, mean.get("mean").doubleValue(), 1e-12);
    assertTrue(mean.get("low").doubleValue() < mean.get("mean").doubleValue());
  }

  @Test
  void float32IsTheDefaultForDenseNetworksAndHasTheSameBytesTwice() throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(config("{}").toFile());
    root.remove("precision");
    Path file = temp.resolve("float32.json");
    Files.writeString(file, JSON.writeValueAsString(root));
    assertEquals(0, train(file, "first").code());
    assertEquals(0, train(file, "second").code());
    assertEquals(compared("first"), compared("second"));
    WeightsFile weights = WeightsFile.read(temp.resolve("first/weights.bgw"));
    assertEquals(Float.BYTES, weights.parameters().get(0).values().bytes());
  }

  @Test
  void rateIsSearchedAndUsed() throws IOException {
    String search = "{\"rate_search\": {\"low\": 1e-3, \"high\": 1, \"trials\": 3, \"epochs\": 1}}";
    CommandLineRun run = train(config(search), "out");
    assertEquals(0, run.code(), run.err());
    List<List<String>> rows = CsvFile.parse(Files.readString(temp.resolve("out/rates.csv")));
    assertEquals(4, rows.size());
    double best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (List<String> row : rows.subList(1, 4)) {
      if (Double.parseDouble(row.get(2)) < lowest) {
        lowest = Double.parseDouble(row.get(2));
        best = Double.parseDouble(row.get(1));
      }
    }
    JsonNode result = JSON.readTree(temp.resolve("out/result.json").toFile());
    assertEquals(best, result.get("learning_rate").doubleValue());
  }

  /** Real layers before Bernoulli ones, in both precisions, and alone. */
  @Test
  void realLayersAreTrained() throws IOException {
    String convolution =
        """
        {"kind": "convolution", "channels": 2, "kernel": 5, "stride": 3, "activation": "tanh"},
        {"kind": "average-pooling", "side": 2},
        {"kind": "dropout", "rate": 0.25},
        {"kind": "dense", "units": 6, "activation": "relu"}""";
    String bernoulli = ", {\"kind\": \"bernoulli\", \"units\": 5}";
    for (String layers : List.of(convolution + bernoulli, convolution)) {
      for (String precision : List.of("float32", "float64")) {
        ObjectNode root = (ObjectNode) JSON.readTree(config("{}").toFile());
        root.remove("network");
        String changes =
            "{\"network\": {\"layers\": [%s]}, \"epochs\": 1, \"precision\": \"%s\", \"schedule\": {\"kind\": \"cosine\", \"warm_up\": 0}}"
                .formatted(layers, precision);
        Path file = temp.resolve("real.json");
        Files.writeString(
            file, JSON.writeValueAsString(JSON.readerForUpdating(root).readValue(changes)));
        String out = precision + layers.length();
        CommandLineRun run = train(file, out);
        assertEquals(0, run.code(), run.err());
        String network =
            JSON.readTree(temp.resolve(out + "/result.json").toFile()).get("network").asText();
        assertTrue(
            network.contains(", tanh") && network.contains("dropout 0.25, dense 32 -> 6, relu"),
            network);
      }
    }
  }

  /** The published promise of the field: mean 0, deviation 1 of what is seen. */
  @ParameterizedTest
  @CsvSource({"threshold, pixel", "threshold, channel", "dynamic, pixel", "dynamic, channel"})
  void inputsAreStandardisedAfterTheyAreBinarised(String bits, String form) throws IOException {
    Path file =
        config(
            """
            {"data": {"binarisation": "%s", "standardisation": "%s"}}
            """
                .formatted(bits, form));
    DataConfig.Data data = TrainConfig.read(file).open();
    BatchPlan plan = BatchPlan.of(data.train(), 100);
    List<Transform> all = new ArrayList<>(form.equals("pixel") ? data.augmentation() : List.of());
    assertEquals(form.equals("pixel"), !all.isEmpty());
    all.addAll(data.transforms());
    for (Transform each : all) {
      plan = plan.with(each);
    }
    BatchReader reader = new BatchReader(plan);
    BatchBuffer batch = BatchBuffer.ofDoubles(plan);
    int features = data.train().features();
    double[] sums = new double[features];
    double[] squares = new double[features];
    int epochs = bits.equals("dynamic") || form.equals("pixel") ? 200 : 1;
    for (int epoch = 0; epoch < epochs; epoch++) {
      reader.read(epoch, 0, batch);
      for (int i = 0; i < 100 * features; i++) {
        sums[i % features] += batch.doubles()[i] / (100 * epochs);
        squares[i % features] += batch.doubles()[i] * batch.doubles()[i] / (100 * epochs);
      }
    }
    double mean = Arrays.stream(sums).average().orElseThrow();
    double square = Arrays.stream(squares).filter(s -> s > 1e-20).average().orElseThrow();
    assertEquals(0, mean, epochs > 1 ? 0.02 : 1e-12);
    assertEquals(1, square, epochs > 1 ? 0.05 : 1e-9);
    assertTrue(Arrays.stream(squares).max().orElseThrow() < 20, () -> Arrays.toString(squares));
  }

  @Test
  void convolutionsPoolingAndAdamAreTrained() throws IOException {
    String changes =
        """
        {"network": {"layers": [
           {"kind": "convolution", "channels": 2, "kernel": 5, "stride": 3},
           {"kind": "average-pooling", "side": 2},
           {"kind": "bernoulli", "units": 5, "noise": "gaussian", "scale": 1}], "ratio": 1},
         "method": "st", "epochs": 1, "schedule": {"kind": "constant"},
         "optimiser": {"kind": "adam", "rate": 0.01},
         "data": {"binarisation": "threshold", "standardisation": "none"}}
        """;
    ObjectNode root = (ObjectNode) JSON.readTree(config("{}").toFile());
    root.remove(List.of("optimiser", "schedule", "network"));
    Path file = temp.resolve("convolution.json");
    Files.writeString(
        file, JSON.writeValueAsString(JSON.readerForUpdating(root).readValue(changes)));
    CommandLineRun run = train(file, "out");
    assertEquals(0, run.code(), run.err());
    String network =
        JSON.readTree(temp.resolve("out/result.json").toFile()).get("network").asText();
    assertTrue(network.contains("convolution") && network.contains("average pooling"), network);
  }

  @Test
  void interruptedRunGoesOnWithResumeToTheSameBytes() throws Exception {
    Path config = config("{\"epochs\": 200, \"evaluation\": {\"samples\": 2, \"every\": 100}}");
    assertEquals(0, train(config, "whole").code());
    CommandLineRun[] stopped = new CommandLineRun[1];
    Thread worker = new Thread(() -> stopped[0] = train(config, "out"));
    worker.start();
    Path scratch = temp.resolve("out/.unfinished/scratch/seed1/training.checkpoint");
    while (!Files.exists(scratch) && worker.isAlive()) {
      Thread.sleep(2);
    }
    worker.interrupt();
    worker.join();
    assertEquals(1, stopped[0].code(), stopped[0].out());
    assertTrue(stopped[0].err().contains("with --resume goes on"), stopped[0].err());
    assertFalse(Files.exists(temp.resolve("out/metrics.csv")));
    CommandLineRun without = train(config, "out");
    assertEquals(2, without.code());
    assertTrue(without.err().contains("--resume"), without.err());
    Path other = config("{\"epochs\": 201}");
    assertEquals(2, train(other, "out", "--resume").code());
    config("{\"epochs\": 200, \"evaluation\": {\"samples\": 2, \"every\": 100}}");
    CommandLineRun resumed = train(config, "out", "--resume");
    assertEquals(0, resumed.code(), resumed.err());
    assertEquals(compared("whole"), compared("out"));
  }

  @Test
  void folderWithFilesIsRefusedWithoutOverwrite() throws IOException {
    Files.createDirectories(temp.resolve("out"));
    Files.writeString(temp.resolve("out/mine.txt"), "x");
    Path config = config("{\"epochs\": 1}");
    CommandLineRun run = train(config, "out");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("not empty"), run.err());
    assertEquals(0, train(config, "out", "--overwrite").code());
    assertTrue(Files.exists(temp.resolve("out/mine.txt")));
  }

  @Test
  void float32IsRefusedWhereThereIsNoEngine() throws IOException {
    CommandLineRun run = train(config("{\"method\": \"arm\", \"precision\": \"float32\"}"), "out");
    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("bitgrad: precision is 'float32'; allowed: "), run.err());
    assertFalse(Files.exists(temp.resolve("out")));
  }

  @Test
  void divergedRunSaysWhereAndFails() throws IOException {
    CommandLineRun run =
        train(config("{\"optimiser\": {\"rate\": 1e300, \"weight_decay\": 1}}"), "out");
    assertEquals(1, run.code());
    assertTrue(run.err().startsWith("bitgrad: training stopped in epoch 1, step "), run.err());
    assertEquals(1, run.err().lines().count());
  }
}
