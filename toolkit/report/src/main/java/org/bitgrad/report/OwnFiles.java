package org.bitgrad.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bitgrad.data.WholeFiles;

/**
 * Reads files that say what else is to be replaced or deleted, and takes only those that this
 * program wrote: every part of their shape is checked, so that another program's {@code
 * manifest.json} decides nothing.
 */
final class OwnFiles {
  /** A genuine manifest has a line of some hundred bytes per file. */
  private static final long LARGEST = 16_000_000;

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private OwnFiles() {}

  /**
   * What a manifest says.
   *
   * @param settings of the run
   * @param files SHA-256 by relative path
   */
  record Contents(JsonNode settings, Map<String, String> files) {}

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException if it is none of this program; the message says why, as the
   *     end of a sentence
   * @throws IOException if it cannot be read
   */
  static Contents manifest(Path file) throws IOException {
    JsonNode root = object(file);
    JsonNode format = root.path("format");
    require(format.isInt(), "it has no format");
    require(
        format.intValue() == Manifest.FORMAT,
        "its format is " + format.intValue() + ", not " + Manifest.FORMAT);
    for (String part : new String[] {"settings", "files", "sources", "versions"}) {
      require(root.path(part).isObject(), "it has no " + part);
    }
    require(root.path("versions").path("bitgrad").isTextual(), "it names no version of bitgrad");
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("files").properties()) {
      String name = entry.getKey();
      require(isName(name), "it lists '" + name + "', which is no file inside a run folder");
      require(isChecksum(entry.getValue().asText()), "it has no SHA-256 of '" + name + "'");
      files.put(name, entry.getValue().asText());
    }
    return new Contents(root.path("settings"), files);
  }

  /**
   * Checks the marker of an unfinished run.
   *
   * @throws IllegalArgumentException if it is none of this program
   * @throws IOException if it cannot be read
   */
  static void requireMarker(Path file) throws IOException {
    JsonNode root = object(file);
    boolean both = root.path("settings").isObject() && root.path("sources").isObject();
    require(both && root.size() == 2, "it does not hold settings and sources");
  }

  private static JsonNode object(Path file) throws IOException {
    require(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), "it is a folder or a link");
    require(Files.size(file) <= LARGEST, "it is larger than " + LARGEST + " bytes");
    JsonNode root;
    byte[] bytes = WholeFiles.read(file);
    try {
      root = STRICT.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
    require(root.isObject(), "it is no JSON object");
    return root;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  static boolean isChecksum(String text) {
    return SHA_256.matcher(text).matches();
  }

  /** Whether a text is a relative path, in its shortest form, of a file that a run may write. */
  static boolean isName(String name) {
    Path relative;
    try {
      relative = Path.of(name);
    } catch (InvalidPathException e) {
      return false;
    }
    return !name.isEmpty()
        && !relative.isAbsolute()
        && relative.equals(relative.normalize())
        && relative
            .toString()
            .equals(name.replace('/', relative.getFileSystem().getSeparator().charAt(0)))
        && !relative.startsWith("..")
        && !relative.startsWith(RunFolder.UNFINISHED)
        && !name.equals(Manifest.NAME);
  }
}
