package org.bitgrad.papers.shared;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.bitgrad.data.Sha256;

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
    String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    if (all.length() < CHECKSUM) {
      return Optional.empty();
    }
    String text = all.substring(CHECKSUM);
    return all.startsWith(checksum(text)) ? Optional.of(text) : Optional.empty();
  }

  /**
   * Keeps a text; it is there whole or not at all.
   *
   * @param name name of the text
   * @param text what is kept
   * @throws IOException if the file cannot be written
   * @throws InterruptedException if the thread was interrupted while writing
   */
  public void write(String name, String text) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path beside = folder.resolve(name + ".tmp");
    try {
      Files.writeString(beside, checksum(text) + text);
    } catch (ClosedByInterruptException e) {
      // The exception now carries the interrupt.
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException("the run was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
    Files.move(
        beside,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String checksum(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
