package org.bitgrad.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.bitgrad.random.Shown;

/** A folder that a command is told to write to, judged before anything is made. */
final class OutFolder {
  private static final int SHOWN = 80;

  private OutFolder() {}

  /**
   * The path of a folder that is there or can be made.
   *
   * @param option name of the option
   * @param text its value
   * @throws Refusal if it is none
   */
  static Path of(String option, String text) {
    if (text.isBlank()) {
      throw Refusal.of(option, text, "a path of a folder");
    }
    try {
      Path folder = Path.of(text);
      check(option, text, folder.toAbsolutePath().normalize());
      return folder;
    } catch (InvalidPathException e) {
      throw Refusal.of(option, text, "a path of a folder");
    }
  }

  private static void check(String option, String text, Path folder) {
    Path at = folder;
    while (at != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      at = at.getParent();
    }
    if (at == null) {
      throw Refusal.of(option, text, "a folder of a file system that is there");
    }
    if (!Files.isDirectory(at)) {
      throw Refusal.of(option, text, "a folder; '" + Shown.cut(at, SHOWN) + "' is a file");
    }
    if (!Files.isWritable(at)) {
      throw Refusal.of(
          option, text, "a folder that may be written; '" + Shown.cut(at, SHOWN) + "' may not");
    }
  }
}
