package org.bitgrad.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Files that may be packed by gzip; told by their first bytes, not by their names. */
final class PackedFile {
  private static final int BUFFER = 1 << 16;

  private PackedFile() {}

  /** Makes something of the unpacked content. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream content) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @throws DamagedDataException if it is packed and cannot be unpacked to its end
   */
  static <T> T read(Path file, Reader<T> reader) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        InputStream content = unpacked(raw)) {
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
}
