package org.bitgrad.report;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.bitgrad.numeric.Memory;
import org.bitgrad.random.Shown;
import org.bitgrad.train.NamedArray;

/**
 * Named arrays as NumPy stores them ({@code .npz}, stored in order; the same arrays give the same
 * bytes). Reading takes compressed files too, and those that NumPy wrote to a pipe.
 *
 * <pre>{@code
 * Files.write(path, NpzFile.bytes(weights.parameters()));
 * Map<String, NpyFile> again = NpzFile.read(path);
 * }</pre>
 */
public final class NpzFile {
  private static final String SUFFIX = ".npy";
  private static final int LONGEST_NAME = 80;

  /** The first moment that zip files know: equal content, equal bytes. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzFile() {}

  /**
   * The bytes of a file.
   *
   * @param arrays with names of their own, float32 or float64 each
   * @return the file
   */
  public static byte[] bytes(List<NamedArray> arrays) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (NamedArray array : arrays) {
        ZipEntry entry = new ZipEntry(array.name() + SUFFIX);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(NpyFile.of(array).bytes());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("two arrays have one name", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a file.
   *
   * @param file a {@code .npz} file
   * @return its arrays by name, in the order of the file
   * @throws IOException if it cannot be read or holds no arrays; the message names it, and the
   *     array where it is about one
   */
  public static Map<String, NpyFile> read(Path file) throws IOException {
    return read(file, Memory.most() / 2);
  }

  /** The same with so many bytes of memory; all arrays together may not need more. */
  static Map<String, NpyFile> read(Path file, long memory) throws IOException {
    // The directory at the end of the file has the sizes, which a pipe writes after the content.
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      Map<String, NpyFile> arrays = new LinkedHashMap<>();
      long left = memory;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          NpyFile array = array(zip, entry, left);
          if (arrays.put(key(entry.getName()), array) != null) {
            throw new IllegalArgumentException(name(entry) + " is there twice");
          }
          left -= Memory.product(Double.BYTES, NpyHeader.count(array.shape()));
        }
      }
      if (arrays.isEmpty()) {
        throw new IllegalArgumentException("it has no arrays");
      }
      return arrays;
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      String why = Shown.text(e.getMessage());
      throw new IOException("'" + file + "' is no readable .npz file: " + why, e);
    }
  }

  private static String name(ZipEntry entry) {
    return "array '" + Shown.cut(entry.getName(), LONGEST_NAME) + "'";
  }

  /** The name without its ending. No file is written by it, but the caller may do that. */
  private static String key(String name) {
    List<String> parts = Arrays.asList(name.split("[/\\\\]", -1));
    if (!name.endsWith(SUFFIX)) {
      throw new IllegalArgumentException(
          "its entry '" + Shown.cut(name, LONGEST_NAME) + "' does not end in .npy");
    }
    if (parts.contains("..") || parts.contains("")) {
      throw new IllegalArgumentException(
          "its entry '" + Shown.cut(name, LONGEST_NAME) + "' leads out of it");
    }
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static NpyFile array(ZipFile zip, ZipEntry entry, long memory) throws IOException {
    key(entry.getName());
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      NpyFile array = NpyFile.read(in, memory);
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new IllegalArgumentException("its checksum does not fit its content: it is damaged");
      }
      return array;
    } catch (EOFException e) {
      throw new IllegalArgumentException(name(entry) + ": its packed content ends early", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(name(entry) + ": " + e.getMessage(), e);
    }
  }
}
