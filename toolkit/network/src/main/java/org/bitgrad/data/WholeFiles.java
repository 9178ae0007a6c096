package org.bitgrad.data;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files that appear whole or not at all. All goes through streams: an interrupt closes a channel in
 * the middle of a file, and with it whatever was going on.
 */
public final class WholeFiles {
  private WholeFiles() {}

  /**
   * Writes beside, forces to disk, renames.
   *
   * @param beside of the same file system; gone afterwards
   * @param target the file, replaced if it is there
   * @param bytes its content
   * @throws IOException if it cannot be written; the message names the target
   */
  public static void store(Path beside, Path target, byte[] bytes) throws IOException {
    try (FileOutputStream stream = new FileOutputStream(beside.toFile())) {
      stream.write(bytes);
      stream.getFD().sync();
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("cannot write '" + target + "': " + reason(e), e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Reads a file, to its end even if the thread is interrupted.
   *
   * @param file an existing file
   * @return its content
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path file) throws IOException {
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      return stream.readAllBytes();
    }
  }

  /**
   * What went wrong, in one line: exceptions of files have only the path as message.
   *
   * @param e the exception
   * @return its kind, unless it is a plain one, and its message
   */
  public static String reason(IOException e) {
    String kind = e.getClass() == IOException.class ? "" : e.getClass().getSimpleName() + " ";
    return kind + e.getMessage();
  }
}
