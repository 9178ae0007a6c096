package org.bitgrad.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bitgrad.random.Shown;
import org.bitgrad.train.NamedArray;

/**
 * Named arrays as NumPy stores them ({@code .npz}, stored in order; the same arrays give the same
 * bytes). Reading takes compressed files too.
 *
 * <pre>{@code
 * Files.write(path, NpzFile.bytes(weights.parameters()));
 * Map<String, NpyFile> again = NpzFile.read(path);
 * }</pre>
 */
public final class NpzFile {
  private static final String SUFFIX = ".npy";

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
   * @throws IOException if it cannot be read or holds no arrays; the message names it
   */
  public static Map<String, NpyFile> read(Path file) throws IOException {
    Map<String, NpyFile> arrays = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!name.endsWith(SUFFIX)) {
          throw new IllegalArgumentException(
              "its entry '" + Shown.text(name) + "' does not end in .npy");
        }
        String key = name.substring(0, name.length() - SUFFIX.length());
        arrays.put(key, NpyFile.parse(zip.readAllBytes()));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("'" + file + "' is no readable .npz file: " + e.getMessage(), e);
    }
    if (arrays.isEmpty()) {
      throw new IOException("'" + file + "' is no readable .npz file: it has no arrays");
    }
    return arrays;
  }
}
