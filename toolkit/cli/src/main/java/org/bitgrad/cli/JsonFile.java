package org.bitgrad.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.bitgrad.data.Sha256;
import org.bitgrad.numeric.Memory;

/**
 * A file with one JSON object.
 *
 * @param root the object
 * @param sha256 checksum of the file
 */
record JsonFile(Field root, String sha256) {
  /** What a program that reads JSON could set, and its user cannot. */
  private static final Pattern ADVICE =
      Pattern.compile(
          ":? enable `Json\\w+\\.\\w+` to allow"
              + "| ?\\((?:enable|not recognized as one since)[^)]*\\)"
              + "|,? from `Stream\\w+Constraints\\.[^`]*`"
              + "|\\(?`Stream\\w+Constraints\\.[^`]*`,? ?"
              + "| ?\\(bound as `[^`]*`\\)"
              + "|:? not allowed as per `[^`]*`");

  private static final int DEEPEST = 100;
  private static final long LARGEST = 1L << 30;

  /** Memory of the tree of a file of many small numbers, in sizes of the file. */
  private static final int TREE = 8;

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads a file.
   *
   * @param argument what the command line calls it
   * @throws Refusal if it cannot be read or is something else
   */
  static JsonFile read(String argument, Path file) {
    byte[] bytes = bytes(argument, file);
    Field root = Field.root(parse(argument, file, bytes));
    if (!root.node().isObject()) {
      throw Refusal.of(argument, file, "a file that holds one JSON object");
    }
    return new JsonFile(root, Sha256.of(bytes));
  }

  private static byte[] bytes(String argument, Path file) {
    if (!Files.isRegularFile(file)) {
      throw Refusal.of(argument, file, "an existing JSON file");
    }
    try {
      requireSize(argument, file);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Refusal.of(argument, file, "a readable JSON file (" + e.getMessage() + ")");
    }
  }

  /** A file that the memory holds beside the tree that is read from it. */
  private static void requireSize(String argument, Path file) throws IOException {
    long most = Math.min(LARGEST, Memory.most() / TREE);
    if (Files.size(file) > most) {
      throw Refusal.of(
          argument,
          file + " of " + Memory.text(Files.size(file)),
          "a file of at most " + Memory.text(most) + "; " + Memory.REMEDY);
    }
  }

  private static JsonNode parse(String argument, Path file, byte[] bytes) {
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
      String reason = ADVICE.matcher(e.getOriginalMessage()).replaceAll("").replaceAll("\\s+", " ");
      throw Refusal.of(argument, file, "valid JSON (" + reason + place + ")");
    } catch (IOException e) {
      throw Refusal.of(argument, file, "valid JSON (" + e.getMessage() + ")");
    }
  }
}
