package org.bitgrad.papers.shared;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bitgrad.data.Sha256;
import org.bitgrad.data.WholeFiles;

/**
 * Texts that outlive a killed run. A text is preceded by its checksum; one that does not fit it is
 * as good as missing.
 */
public final class Cache {
  private static final int CHECKSUM = 64;

  private final Path folder;

  /**
   * Opens the texts of a folder.
   *
   * @param folder made with the first text
   */
  public Cache(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a text.
   *
   * @param name name of the text
   * @return the text; empty if it is missing or damaged
   * @throws IOException if the file cannot be read
   */
  public Optional<String> read(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String all = new String(WholeFiles.read(file), StandardCharsets.UTF_8);
    if (all.length() < CHECKSUM) {
      return Optional.empty();
    }
    String text = all.substring(CHECKSUM);
    return all.startsWith(checksum(text)) ? Optional.of(text) : Optional.empty();
  }

  /**
   * Keeps a text; it is there whole or not at all. An interrupt waits until it is there.
   *
   * @param name name of the text
   * @param text what is kept
   * @throws IOException if the file cannot be written
   */
  public void write(String name, String text) throws IOException {
    Files.createDirectories(folder);
    byte[] bytes = (checksum(text) + text).getBytes(StandardCharsets.UTF_8);
    WholeFiles.store(folder.resolve(name + ".tmp"), folder.resolve(name), bytes);
  }

  private static String checksum(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
