package org.bitgrad.exact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Assumptions;

/**
 * The published 2-5-5-5-1 network with its 200 points and reference numbers. The file is not ours
 * to publish: tests that need it are skipped unless the environment variable {@code BITGRAD_GOLDEN}
 * or the system property {@code bitgrad.golden} names its folder.
 */
public record GoldenCase(JsonNode json) {
  public static GoldenCase orSkip() {
    String folder = System.getProperty("bitgrad.golden", System.getenv("BITGRAD_GOLDEN"));
    Assumptions.assumeTrue(folder != null, "BITGRAD_GOLDEN names no folder");
    Path file = Path.of(folder, "psa-5-5-5-chk1.json");
    Assumptions.assumeTrue(Files.exists(file), "psa-5-5-5-chk1.json is not there");
    try {
      return new GoldenCase(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public StochasticBinaryNetwork network() {
    JsonNode layers = json.get("network");
    double[][] groups = new double[layers.size()][];
    for (int k = 0; k < groups.length; k++) {
      JsonNode layer = layers.get(k);
      int in = layer.get("n_in").asInt();
      int out = layer.get("n_out").asInt();
      groups[k] = new double[out * in + out];
      for (int j = 0; j < out; j++) {
        for (int i = 0; i < in; i++) {
          groups[k][j * in + i] = layer.get("weight").get(j).get(i).asDouble();
        }
        groups[k][out * in + j] = layer.get("bias").get(j).asDouble();
      }
    }
    return StochasticBinaryNetwork.input(2)
        .bernoulli(5)
        .bernoulli(5)
        .bernoulli(5)
        .head(1, OutputLoss.LOGISTIC)
        .parameters(groups);
  }

  public Problem problem() {
    JsonNode x = json.get("data").get("x");
    double[][] inputs = new double[x.size()][];
    for (int n = 0; n < inputs.length; n++) {
      inputs[n] = numbers(x.get(n));
    }
    return network().on(Batch.of(inputs, numbers(json.get("data").get("y"))));
  }

  public static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
  }
}
