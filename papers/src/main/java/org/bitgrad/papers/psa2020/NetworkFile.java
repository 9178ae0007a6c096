package org.bitgrad.papers.psa2020;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.report.Numbers;

/**
 * Networks with their data as JSON, in the layout of case files, so that {@code bitgrad study}
 * reads what the experiment writes.
 */
final class NetworkFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private NetworkFile() {}

  /** The text of a file; all digits. */
  static String text(Checkpoint checkpoint, Batch data) {
    StringBuilder text = new StringBuilder("{\n");
    text.append(member("name", checkpoint.name()));
    text.append(member("stage", checkpoint.stage().text()));
    text.append(member("recipe", checkpoint.recipe().text()));
    text.append(" \"number\": ").append(checkpoint.number()).append(",\n");
    text.append(" \"updates\": ").append(checkpoint.updates()).append(",\n");
    text.append(" \"exact_loss\": ").append(Numbers.format(checkpoint.loss())).append(",\n");
    text.append(member("encoding", "0/1")).append(member("loss", "logistic"));
    text.append(" \"network\": [\n");
    StochasticBinaryNetwork network = checkpoint.network();
    for (int k = 0; k <= network.layers(); k++) {
      text.append(layer(network, k)).append(k < network.layers() ? ",\n" : "],\n");
    }
    double[] labels = Arrays.stream(data.targets()).mapToDouble(t -> t[0]).toArray();
    text.append(" \"data\": {\n  \"x\": [");
    text.append(
        Arrays.stream(data.x()).map(NetworkFile::array).collect(Collectors.joining(",\n   ")));
    return text.append("],\n  \"y\": ").append(array(labels)).append("}\n}\n").toString();
  }

  private static String member(String name, String value) {
    return " \"" + name + "\": \"" + value + "\",\n";
  }

  private static String layer(StochasticBinaryNetwork network, int k) {
    int in = network.sizes()[k];
    int out = network.sizes()[k + 1];
    double[] group = network.group(k);
    StringBuilder text = new StringBuilder();
    String kind = k < network.layers() ? "logistic-bernoulli" : "linear-head";
    text.append(
        String.format(
            Locale.ROOT,
            "  {\"name\": \"layer%d\", \"kind\": \"%s\", \"n_in\": %d, \"n_out\": %d,\n",
            k,
            kind,
            in,
            out));
    text.append("   \"weight\": [");
    for (int j = 0; j < out; j++) {
      text.append(j == 0 ? "" : ",\n    ");
      text.append(array(Arrays.copyOfRange(group, j * in, (j + 1) * in)));
    }
    double[] bias = Arrays.copyOfRange(group, out * in, group.length);
    return text.append("],\n   \"bias\": ").append(array(bias)).append('}').toString();
  }

  private static String array(double[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(Numbers::format)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Reads what {@link #text} wrote. */
  static Checkpoint checkpoint(String text) {
    JsonNode root = tree(text);
    return new Checkpoint(
        Stage.valueOf(root.path("stage").asText().toUpperCase(Locale.ROOT)),
        Recipe.valueOf(root.path("recipe").asText().toUpperCase(Locale.ROOT)),
        root.path("number").asInt(),
        root.path("updates").asInt(),
        root.path("exact_loss").asDouble(),
        network(root));
  }

  /** The network of a file: logistic units, 0/1 weights, one output with logistic loss. */
  static StochasticBinaryNetwork network(JsonNode root) {
    JsonNode layers = root.path("network");
    NetworkBuilder builder = StochasticBinaryNetwork.input(layers.path(0).path("n_in").asInt());
    double[][] groups = new double[layers.size()][];
    for (int k = 0; k < layers.size(); k++) {
      int in = layers.path(k).path("n_in").asInt();
      int out = layers.path(k).path("n_out").asInt();
      groups[k] = new double[out * (in + 1)];
      for (int j = 0; j < out; j++) {
        for (int i = 0; i < in; i++) {
          groups[k][j * in + i] = layers.path(k).path("weight").path(j).path(i).asDouble();
        }
        groups[k][out * in + j] = layers.path(k).path("bias").path(j).asDouble();
      }
      if (k < layers.size() - 1) {
        builder.bernoulli(out);
      }
    }
    return builder.head(1, OutputLoss.LOGISTIC).parameters(groups);
  }

  /** The data of a file. */
  static Batch data(JsonNode root) {
    JsonNode x = root.path("data").path("x");
    double[][] points = new double[x.size()][x.path(0).size()];
    double[] labels = new double[x.size()];
    for (int n = 0; n < points.length; n++) {
      for (int i = 0; i < points[n].length; i++) {
        points[n][i] = x.path(n).path(i).asDouble();
      }
      labels[n] = root.path("data").path("y").path(n).asDouble();
    }
    return Batch.of(points, labels);
  }

  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not a network file", e);
    }
  }
}
