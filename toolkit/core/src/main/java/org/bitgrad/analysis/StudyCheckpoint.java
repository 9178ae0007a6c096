package org.bitgrad.analysis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * The statistics of one estimator on disk, so that a study that was stopped goes on bit for bit.
 *
 * <p>The file's name holds a fingerprint of all that decides the numbers, the first trial's
 * estimate included; a study with other settings, another problem or changed code finds no file.
 * Layout: 8 bytes of magic with a format version, the fingerprint (a renamed file is not taken for
 * another study's), SHA-256 of all else, content. Written beside, forced, renamed; the one before
 * is kept and used if the newest is damaged or missing.
 */
final class StudyCheckpoint {
  private static final byte[] MAGIC = {'b', 'g', 's', 't', 'u', 'd', 'y', 2};
  private static final int DIGEST = 32;
  private static final int HEADER = MAGIC.length + 2 * DIGEST;

  private final byte[] fingerprint;
  private final Path newest;
  private final Path previous;
  private final Path beside;

  /**
   * Names the files.
   *
   * @param folder an existing folder
   * @param fingerprint SHA-256 of everything that decides the numbers
   */
  StudyCheckpoint(Path folder, byte[] fingerprint) {
    this.fingerprint = fingerprint.clone();
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
   * @param warning told about a damaged file, and what is done instead
   */
  void load(EstimatorStatistics statistics, Consumer<String> warning) {
    List<String> damaged = new ArrayList<>();
    String instead = "starting anew";
    for (Path file : new Path[] {newest, previous}) {
      byte[] bytes = bytes(file);
      if (bytes.length > 0 && whole(bytes)) {
        fill(statistics, bytes, file);
        instead = "going on from the one before";
        break;
      }
      if (Files.exists(file)) {
        damaged.add(file.getFileName().toString());
      }
    }
    for (String name : damaged) {
      warning.accept("checkpoint " + name + " is damaged and not used; " + instead);
    }
  }

  private static byte[] bytes(Path file) {
    if (!Files.exists(file)) {
      return new byte[0];
    }
    // A stream, not a channel: an interrupt waits until the file is read.
    try (FileInputStream stream = new FileInputStream(file.toFile())) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw unusable("read", file, e);
    }
  }

  private static void fill(EstimatorStatistics statistics, byte[] bytes, Path file) {
    try {
      statistics.read(
          new DataInputStream(new ByteArrayInputStream(bytes, HEADER, bytes.length - HEADER)));
    } catch (IOException e) {
      throw unusable("read", file, e);
    }
  }

  private boolean whole(byte[] bytes) {
    int start = MAGIC.length + DIGEST;
    return bytes.length >= HEADER
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && Arrays.equals(bytes, MAGIC.length, start, fingerprint, 0, DIGEST)
        && Arrays.equals(digest(bytes), 0, DIGEST, bytes, start, HEADER);
  }

  /** The checksum of a file's bytes, its own place left out. */
  private static byte[] digest(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes, 0, HEADER - DIGEST);
    digest.update(bytes, HEADER, bytes.length - HEADER);
    return digest.digest();
  }

  private static UncheckedIOException unusable(String verb, Path file, IOException e) {
    return new UncheckedIOException(
        "cannot " + verb + " the checkpoint '" + file + "': " + e.getMessage(), e);
  }

  /** Writes the statistics; an interrupt waits until the file is whole. */
  void save(EstimatorStatistics statistics) {
    boolean interrupted = Thread.interrupted();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(content(statistics));
      while (!write(bytes)) {
        interrupted = true;
      }
      if (Files.exists(newest)) {
        Files.move(newest, previous, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(beside, newest, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      forget(e);
      throw unusable("write", newest, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** On a full disk what was begun would only take the place that is missing. */
  private void forget(IOException reason) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private byte[] content(EstimatorStatistics statistics) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(MAGIC);
    content.write(fingerprint);
    content.write(new byte[DIGEST]);
    statistics.write(new DataOutputStream(content));
    byte[] bytes = content.toByteArray();
    System.arraycopy(digest(bytes), 0, bytes, HEADER - DIGEST, DIGEST);
    return bytes;
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
