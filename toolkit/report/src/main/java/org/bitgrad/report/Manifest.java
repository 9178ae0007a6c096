package org.bitgrad.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitgrad.data.Sha256;
import org.bitgrad.data.WholeFiles;

/**
 * What a run folder holds and how it came about: {@code manifest.json}. It is written last, so a
 * folder is complete exactly when its manifest is there and every checksum is right. No absolute
 * path, name of a person or machine, or time of day stands in it.
 *
 * @param settings the settings of the run, by name
 * @param files SHA-256 of every file of the run, by relative path
 */
public record Manifest(Map<String, Object> settings, Map<String, String> files) {
  /** The name of the file. */
  public static final String NAME = "manifest.json";

  static final int FORMAT = 1;

  /**
   * Copies both maps.
   *
   * @param settings the settings of the run
   * @param files checksums by relative path
   */
  public Manifest {
    settings = new LinkedHashMap<>(settings);
    files = new TreeMap<>(files);
  }

  /**
   * The text of the file.
   *
   * @return JSON
   * @throws IOException if a source file of the checkout cannot be read
   */
  String text() throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("settings", settings);
    if (settings.containsKey("seed")) {
      all.put("seed", settings.get("seed"));
    }
    all.put("files", files);
    all.put("sources", Home.sources());
    all.put("versions", versions());
    return JsonText.of(all);
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    String own = Manifest.class.getPackage().getImplementationVersion();
    versions.put("bitgrad", own == null ? "unpackaged" : own);
    versions.put("java", System.getProperty("java.vm.version"));
    versions.put("java-vendor", System.getProperty("java.vendor"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }

  /**
   * Compares a folder with its manifest.
   *
   * @param folder a run folder
   * @return what is wrong, one line each; empty exactly if the run is complete
   */
  public static List<String> problems(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return List.of(NAME + " is missing");
    }
    List<String> problems = new ArrayList<>();
    try {
      for (Map.Entry<String, String> entry : OwnFiles.manifest(file).files().entrySet()) {
        Path listed = folder.resolve(entry.getKey());
        if (!Files.isRegularFile(listed)) {
          problems.add(entry.getKey() + " is missing");
        } else if (!Sha256.of(listed).equals(entry.getValue())) {
          problems.add(entry.getKey() + " is not as it was written (SHA-256 differs)");
        }
      }
    } catch (IllegalArgumentException e) {
      problems.add(NAME + " is not of this program: " + e.getMessage());
    } catch (IOException e) {
      problems.add(NAME + " or a file cannot be read: " + e.getMessage());
    }
    return problems;
  }

  /**
   * Replaces one file of a complete run, and its checksum.
   *
   * @param folder a run folder
   * @param name a file of it, as it was written
   * @param text its new content
   * @throws IOException if a file cannot be written
   * @throws IllegalArgumentException if the file is not listed or was changed
   */
  static void replace(Path folder, String name, String text) throws IOException {
    Path manifest = folder.resolve(NAME);
    String before = OwnFiles.manifest(manifest).files().get(name);
    if (before == null || !Sha256.of(folder.resolve(name)).equals(before)) {
      throw new IllegalArgumentException(
          "'" + folder.resolve(name) + "' is not as " + NAME + " has it; run the experiment");
    }
    Path beside = folder.resolve("write.tmp");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    WholeFiles.store(beside, folder.resolve(name), bytes);
    String after = Sha256.of(folder.resolve(name));
    String listed = Files.readString(manifest).replace(before, after);
    WholeFiles.store(beside, manifest, listed.getBytes(StandardCharsets.UTF_8));
  }
}
