package org.bitgrad.analysis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * The statistics of one estimator on disk, so that a study that was stopped goes on bit for bit.
 *
 * <p>The file's name holds a fingerprint of all that decides the numbers, the first trial's
 * estimate included; a study with other settings, another problem or changed code finds no file.
 * Layout: 8 bytes of magic with a format version, SHA-256 of the content, content. Written beside,
 * forced, renamed; the one before is kept and used if the newest is damaged.
 */
final class StudyCheckpoint {
  private static final byte[] MAGIC = {'b', 'g', 's', 't', 'u', 'd', 'y', 1};
  private static final int DIGEST = 32;

  private final Path newest;
  private final Path previous;
  private final Path beside;

  /**
   * Names the files.
   *
   * @param folder an existing folder
   * @param fingerprint of everything that decides the numbers
   */
  StudyCheckpoint(Path folder, byte[] fingerprint) {
    String name = "study-" + HexFormat.of().formatHex(fingerprint, 0, 16);
    newest = folder.resolve(name + ".checkpoint");
    previous = folder.resolve(name + ".previous");
    beside = folder.resolve(name + ".part");
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }

  /**
   * Fills statistics from the newest file that is whole; leaves them empty if there is none.
   *
   * @param statistics just opened
   * @param warning told about a damaged file
   */
  void load(EstimatorStatistics statistics, Consumer<String> warning) {
    for (Path file : new Path[] {newest, previous}) {
      if (Files.exists(file)) {
        try {
          byte[] bytes = Files.readAllBytes(file);
          if (whole(bytes)) {
            int start = MAGIC.length + DIGEST;
            statistics.read(
                new DataInputStream(new ByteArrayInputStream(bytes, start, bytes.length - start)));
            return;
          }
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read the checkpoint " + file, e);
        }
        warning.accept("checkpoint " + file.getFileName() + " is damaged and not used");
      }
    }
  }

  private static boolean whole(byte[] bytes) {
    int start = MAGIC.length + DIGEST;
    if (bytes.length < start || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return false;
    }
    MessageDigest digest = sha256();
    digest.update(bytes, start, bytes.length - start);
    return Arrays.equals(digest.digest(), 0, DIGEST, bytes, MAGIC.length, start);
  }

  /** Writes the statistics; an interrupt waits until the file is whole. */
  void save(EstimatorStatistics statistics) {
    boolean interrupted = Thread.interrupted();
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      statistics.write(new DataOutputStream(content));
      ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + DIGEST + content.size());
      bytes.put(MAGIC).put(sha256().digest(content.toByteArray())).put(content.toByteArray());
      bytes.flip();
      while (!write(bytes)) {
        interrupted = true;
      }
      if (Files.exists(newest)) {
        Files.move(newest, previous, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(beside, newest, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + newest, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Writes a whole file; false, with the interrupt cleared, if an interrupt closed it. */
  private boolean write(ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      bytes.rewind();
      return false;
    }
  }
}
