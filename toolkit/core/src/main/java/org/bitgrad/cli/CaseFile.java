package org.bitgrad.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitgrad.data.Sha256;
import org.bitgrad.model.Problem;

/**
 * A problem read from JSON: a network with its data, or a function of bits. The layouts are
 * described by {@code case.schema.json}.
 *
 * @param problem the expected loss
 * @param sha256 checksum of the file
 */
record CaseFile(Problem problem, String sha256) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads and checks a case.
   *
   * @throws Refusal if the file cannot be read or a field is wrong
   */
  static CaseFile read(Path file) {
    byte[] bytes = bytes(file);
    Field root = new Field("", parse(file, bytes));
    if (!root.node().isObject()) {
      throw Refusal.of("CASE", file, "a file that holds one JSON object");
    }
    boolean network = root.child("network").given();
    boolean function =
        root.child("case").given() || root.child("f_table").given() || root.child("logits").given();
    if (network == function) {
      throw Refusal.of(
          "CASE",
          file,
          (network ? "not both" : "one of")
              + " a network (field network) and a function of bits (fields case, logits, f_table)");
    }
    Problem problem = network ? new NetworkCase(root).problem() : new FunctionCase(root).problem();
    return new CaseFile(problem, Sha256.of(bytes));
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Refusal.of("CASE", file, "an existing JSON file");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Refusal.of("CASE", file, "a readable JSON file (" + e.getMessage() + ")");
    }
  }

  private static JsonNode parse(Path file, byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : ", line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      String reason = e.getOriginalMessage().replaceAll("\\s+", " ");
      throw Refusal.of("CASE", file, "valid JSON (" + reason + place + ")");
    } catch (IOException e) {
      throw Refusal.of("CASE", file, "valid JSON (" + e.getMessage() + ")");
    }
  }
}
