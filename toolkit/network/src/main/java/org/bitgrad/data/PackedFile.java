package org.bitgrad.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bitgrad.numeric.Memory;

/**
 * Files that may be packed by gzip; told by their first bytes, not by their names. How much a
 * packed file may unpack to is bounded: three megabytes of it can make three gigabytes.
 */
final class PackedFile {
  private static final int BUFFER = 1 << 16;

  private PackedFile() {}

  /** Makes something of the unpacked content. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream content) throws IOException;
  }

  /** Bytes that may be held in memory as they are, with the copy that is made while they arrive. */
  static long mostBytes() {
    return Math.min(Memory.LARGEST_ARRAY, Memory.most() / 3);
  }

  /** Bytes of text that may be turned into numbers, which take several times as much. */
  static long mostText() {
    return Math.min(Memory.LARGEST_ARRAY, Memory.most() / 12);
  }

  /**
   * Reads a file.
   *
   * @param most bytes of content
   * @throws DamagedDataException if it is packed and cannot be unpacked to its end, or has more
   *     bytes
   */
  static <T> T read(Path file, long most, Reader<T> reader) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        InputStream content = new Bounded(unpacked(raw), file, most)) {
      return reader.read(content);
    } catch (EOFException e) {
      throw new DamagedDataException(file + " is torn: its packed content ends early", e);
    } catch (ZipException e) {
      throw new DamagedDataException(file + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    byte[] first = in.readNBytes(2);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(first), in);
    boolean packed = first.length == 2 && first[0] == 0x1f && (first[1] & 0xff) == 0x8b;
    return packed ? new GZIPInputStream(all, BUFFER) : all;
  }

  /** Refuses to go on after so many bytes. */
  private static final class Bounded extends FilterInputStream {
    private final Path file;
    private final long most;
    private long count;

    Bounded(InputStream in, Path file, long most) {
      super(in);
      this.file = file;
      this.most = most;
    }

    private void arrived(long bytes) throws DamagedDataException {
      count += Math.max(0, bytes);
      if (count > most) {
        throw new DamagedDataException(
            file + " has more content than " + Memory.text(most) + ", which is allowed here");
      }
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      arrived(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = super.read(buffer, from, length);
      arrived(read);
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(bytes);
      arrived(skipped);
      return skipped;
    }
  }
}
