package org.bitgrad.data;

import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitgrad.random.Shown;

/** Takes named files out of a tar archive, plain or packed by gzip. */
final class TarFile {
  private static final int BLOCK = 512;

  /** How much an archive may hold beside the wanted files: this many times as much, and some. */
  private static final int TIMES = 4;

  private static final long MORE = 1 << 24;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;

  private TarFile() {}

  /**
   * Unpacks files and checks them; each appears whole or not at all.
   *
   * @throws DamagedDataException if one is missing or not as published
   */
  static void unpack(Path archive, String inside, List<DataFile> files, Path folder)
      throws IOException {
    List<DataFile> missing = new ArrayList<>(files);
    long wanted = files.stream().mapToLong(file -> file.forms().get(0).bytes()).sum();
    PackedFile.read(
        archive,
        TIMES * wanted + MORE,
        in -> {
          byte[] header = in.readNBytes(BLOCK);
          while (header.length == BLOCK && header[0] != 0) {
            String name = text(header, 0, NAME_LENGTH);
            long size = size(archive, header);
            long padding = (BLOCK - size % BLOCK) % BLOCK;
            for (DataFile file : files) {
              if (name.equals(inside + file.name())) {
                store(in, size, file, folder);
                missing.remove(file);
                size = 0;
              }
            }
            in.skipNBytes(size + padding);
            header = in.readNBytes(BLOCK);
          }
          return header;
        });
    if (!missing.isEmpty()) {
      throw new DamagedDataException(
          "%s has no %s%s".formatted(archive, inside, missing.get(0).name()));
    }
  }

  private static void store(InputStream in, long size, DataFile file, Path folder)
      throws IOException {
    Path partial = folder.resolve(file.name() + ".part");
    long expected = file.forms().get(0).bytes();
    if (size != expected) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s in the archive has %d bytes; expected %d",
              file.name(),
              size,
              expected));
    }
    try {
      copy(in, size, partial);
      keep(partial, file, folder);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static void copy(InputStream in, long size, Path partial) throws IOException {
    try (FileOutputStream out = new FileOutputStream(partial.toFile())) {
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new EOFException();
        }
        out.write(buffer, 0, read);
        left -= read;
      }
      out.getFD().sync();
    }
  }

  private static void keep(Path partial, DataFile file, Path folder) throws IOException {
    DataFile.Form form = file.forms().get(0);
    String method = Checksum.method(form.checksum());
    String sum = Checksum.of(partial, method);
    if (!sum.equals(form.checksum())) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s in the archive has %s %s; expected %s",
              file.name(),
              method,
              sum,
              form.checksum()));
    }
    Files.move(
        partial,
        folder.resolve(file.name()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static long size(Path archive, byte[] header) throws DamagedDataException {
    String octal = text(header, SIZE_AT, SIZE_LENGTH).strip();
    try {
      // Twelve octal digits are no more than 2^36; signs are none of them.
      return Long.parseLong(octal.replaceAll("[+-]", "x"), 8);
    } catch (NumberFormatException e) {
      throw new DamagedDataException(
          "%s has a file of size '%s'; expected an octal number"
              .formatted(archive, Shown.cut(octal, 20)),
          e);
    }
  }

  private static String text(byte[] from, int at, int length) {
    int end = at;
    while (end < at + length && from[end] != 0) {
      end++;
    }
    return new String(from, at, end - at, StandardCharsets.US_ASCII);
  }
}
