package org.bitgrad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Unsigned bytes in the IDX format of MNIST: two zero bytes, the type 8, the number of dimensions,
 * their sizes as big-endian integers, the bytes with the last dimension running fastest; plain or
 * packed by gzip, told by the first bytes, not by the name.
 */
final class IdxFile {
  private static final int UNSIGNED_BYTES = 0x08;

  /** Longest header that is read: sizes of up to 255 dimensions. */
  private static final int HEAD = 4 + 4 * 255;

  private final int[] sizes;
  private final byte[] bytes;

  private IdxFile(int[] sizes, byte[] bytes) {
    this.sizes = sizes;
    this.bytes = bytes;
  }

  int size(int dimension) {
    return sizes[dimension];
  }

  /** The content itself. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param dimensions how many it must have
   * @throws DamagedDataException if it is torn, has bytes beyond its content, or is not of this
   *     form; the message says what was expected
   */
  static IdxFile read(Path file, int dimensions) throws IOException {
    return read(file, dimensions, PackedFile.mostBytes());
  }

  /** The same with a bound on the bytes of its content. */
  static IdxFile read(Path file, int dimensions, long most) throws IOException {
    try {
      return PackedFile.read(file, most + HEAD + 1, in -> read(file, in, dimensions, most));
    } catch (ArithmeticException e) {
      throw new DamagedDataException(file + " says that it has more than 2^63 bytes", e);
    }
  }

  private static IdxFile read(Path file, InputStream in, int dimensions, long most)
      throws IOException {
    int[] sizes = header(file, in, dimensions);
    long expected = Arrays.stream(sizes).asLongStream().reduce(1, Math::multiplyExact);
    if (expected > Integer.MAX_VALUE - 8) {
      throw new DamagedDataException(
          file + " says that it has " + expected + " bytes; expected fewer than 2^31");
    }
    if (expected > most) {
      throw new DamagedDataException(
          file + " says that it has " + expected + " bytes; allowed here: up to " + most);
    }
    byte[] bytes = in.readNBytes((int) expected);
    if (bytes.length < expected) {
      throw torn(file, bytes.length, expected);
    }
    if (in.read() >= 0) {
      throw new DamagedDataException(
          file + " goes on after its content; expected " + expected + " bytes");
    }
    return new IdxFile(sizes, bytes);
  }

  private static int[] header(Path file, InputStream in, int dimensions) throws IOException {
    byte[] head = in.readNBytes(4 + 4 * dimensions);
    int magic = (UNSIGNED_BYTES << 8) | dimensions;
    if (head.length >= 4 && integer(head, 0) != magic) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s begins with 0x%08x; expected 0x%08x: unsigned bytes of %d dimension(s)",
              file,
              integer(head, 0),
              magic,
              dimensions));
    }
    if (head.length < 4 + 4 * dimensions) {
      throw torn(file, head.length, 4 + 4L * dimensions);
    }
    int[] sizes = new int[dimensions];
    for (int d = 0; d < dimensions; d++) {
      sizes[d] = integer(head, 4 + 4 * d);
      if (sizes[d] < 1) {
        throw new DamagedDataException(
            file + " says that dimension " + d + " is " + sizes[d] + "; expected at least 1");
      }
    }
    return sizes;
  }

  private static int integer(byte[] from, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      value = (value << 8) | (from[i] & 0xff);
    }
    return value;
  }

  private static DamagedDataException torn(Path file, long bytes, long expected) {
    return new DamagedDataException(
        file + " is torn: it ends after " + bytes + " of " + expected + " bytes");
  }
}
