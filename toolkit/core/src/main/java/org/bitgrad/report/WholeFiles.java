package org.bitgrad.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all. */
final class WholeFiles {
  private WholeFiles() {}

  /** Writes beside, forces to disk, renames. */
  static void store(Path beside, Path target, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("cannot write '" + target + "': " + reason(e), e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** What went wrong, in one line: exceptions of files have only the path as message. */
  static String reason(IOException e) {
    String kind = e.getClass() == IOException.class ? "" : e.getClass().getSimpleName() + " ";
    return kind + e.getMessage();
  }
}
