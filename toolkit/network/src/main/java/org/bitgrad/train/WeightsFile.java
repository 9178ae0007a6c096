package org.bitgrad.train;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitgrad.data.Sha256;
import org.bitgrad.data.WholeFiles;
import org.bitgrad.numeric.Memory;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.Shown;

/**
 * Parameters of a network with what is needed to go on training, in one file.
 *
 * <p><b>Format</b>, version 1, all numbers little-endian: 8 bytes {@code bitgradW}; version, int32;
 * length of the whole file, int64; architecture, a text; number of counters, int32, then each as a
 * text and an int64; the parameters, then the optimiser's state, each as the number of arrays,
 * int32, and the arrays: name, a text; bytes of a number, int8 (4: float32, 8: float64); number of
 * dimensions, int32; their sizes, int32 each; the numbers, row-major. At the end the 32 bytes of
 * SHA-256 of all before. A text is its number of bytes, int32, and those bytes in UTF-8.
 *
 * <p>Files are written beside, forced to disk and renamed: a reader sees the old one or the new
 * one.
 *
 * <pre>{@code
 * new WeightsFile("784-500-10", Map.of("step", 600L), parameters, List.of()).write(path);
 * WeightsFile again = WeightsFile.read(path);
 * }</pre>
 *
 * @param architecture any text by which a reader builds or compares the network
 * @param counters whole numbers by name
 * @param parameters of the network
 * @param optimiser state of the optimiser; empty where only weights are kept
 */
public record WeightsFile(
    String architecture,
    Map<String, Long> counters,
    List<NamedArray> parameters,
    List<NamedArray> optimiser) {
  /** Version of the format that is written. */
  public static final int VERSION = 1;

  private static final byte[] MAGIC = "bitgradW".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = MAGIC.length + Integer.BYTES + Long.BYTES;
  private static final int DIGEST = 32;

  /**
   * Copies lists and map; arrays are shared.
   *
   * @param architecture any text by which a reader builds or compares the network
   * @param counters whole numbers by name
   * @param parameters of the network
   * @param optimiser state of the optimiser
   * @throws IllegalArgumentException if two parameters or two arrays of the state have one name
   */
  public WeightsFile {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    parameters = named("parameters", parameters);
    optimiser = named("optimiser", optimiser);
  }

  private static List<NamedArray> named(String argument, List<NamedArray> arrays) {
    Set<String> names = new HashSet<>();
    for (NamedArray array : arrays) {
      if (!names.add(array.name())) {
        throw new IllegalArgumentException(
            argument + " must have names of their own, but '" + array.name() + "' is there twice");
      }
    }
    return List.copyOf(arrays);
  }

  /**
   * The state of an optimiser as arrays.
   *
   * @param state of {@link Resumable#state}
   * @return arrays of one dimension, in the same order
   */
  public static List<NamedArray> arrays(Map<String, RealArray> state) {
    return state.entrySet().stream()
        .map(entry -> NamedArray.flat(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** {@return the optimiser's state, for {@link Resumable#restore}} */
  public Map<String, RealArray> state() {
    Map<String, RealArray> state = new LinkedHashMap<>();
    optimiser.forEach(array -> state.put(array.name(), array.values()));
    return state;
  }

  /**
   * Writes the file whole or not at all.
   *
   * @param file where; replaced if it is there
   * @throws IOException if it cannot be written; the message names it
   */
  public void write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    WholeFiles.store(target.resolveSibling(target.getFileName() + ".part"), target, bytes());
  }

  /**
   * Reads a file.
   *
   * @param file written by {@link #write}
   * @return its content
   * @throws IOException if it is missing, cut off, damaged, of a newer version or no such file; the
   *     message names the file and says what was expected
   */
  public static WeightsFile read(Path file) throws IOException {
    try {
      return parse(bytes(file));
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + file + "' is no readable file of weights: " + e.getMessage(), e);
    }
  }

  /**
   * The bytes of a file whose header says what it is and how long it is; nothing else is read.
   *
   * @throws IllegalArgumentException if its header does not fit
   */
  static byte[] bytes(Path file) throws IOException {
    // A stream, not a channel: an interrupt waits until the file is read.
    try (InputStream in = new FileInputStream(file.toFile())) {
      long length = Files.size(file);
      byte[] header = in.readNBytes(HEADER);
      checkHeader(header, length);
      Memory.require("length", length, 2 * length);
      byte[] bytes = Arrays.copyOf(header, Memory.requireArray("length", length, length));
      int read = HEADER + in.readNBytes(bytes, HEADER, bytes.length - HEADER);
      if (read < bytes.length || in.read() >= 0) {
        throw new IllegalArgumentException("its length changes while it is read");
      }
      return bytes;
    }
  }

  private static void checkHeader(byte[] header, long bytes) {
    ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes < HEADER + DIGEST
        || header.length < HEADER
        || !ByteBuffer.wrap(MAGIC).equals(in.slice(0, MAGIC.length))) {
      throw new IllegalArgumentException(
          "it must begin with 'bitgradW' and have at least "
              + (HEADER + DIGEST)
              + " bytes, but has "
              + bytes);
    }
    int version = in.getInt(MAGIC.length);
    if (version != VERSION) {
      throw new IllegalArgumentException("its version must be " + VERSION + ", but is " + version);
    }
    long length = in.getLong(MAGIC.length + Integer.BYTES);
    if (length != bytes) {
      throw new IllegalArgumentException(
          "it must have " + length + " bytes by its header, but has " + bytes);
    }
  }

  /** {@return the bytes of the file} */
  public byte[] bytes() {
    long size = HEADER + textSize(architecture) + 3L * Integer.BYTES + DIGEST;
    for (String name : counters.keySet()) {
      size += textSize(name) + Long.BYTES;
    }
    size += size(parameters) + size(optimiser);
    ByteBuffer out =
        ByteBuffer.allocate(Memory.requireArray("length of a file of weights", size, size))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putLong(size);
    put(out, architecture);
    out.putInt(counters.size());
    counters.forEach(
        (name, value) -> {
          put(out, name);
          out.putLong(value);
        });
    put(out, parameters);
    put(out, optimiser);
    out.put(Sha256.digest(out.array(), out.position()));
    return out.array();
  }

  private static long textSize(String text) {
    return Integer.BYTES + (long) text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long size(List<NamedArray> arrays) {
    long size = 0;
    for (NamedArray array : arrays) {
      long numbers = (long) array.values().size() * array.values().bytes();
      size += textSize(array.name()) + 1 + Integer.BYTES * (1L + array.shape().size()) + numbers;
    }
    return size;
  }

  private static void put(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putInt(bytes.length).put(bytes);
  }

  private static void put(ByteBuffer out, List<NamedArray> arrays) {
    out.putInt(arrays.size());
    for (NamedArray array : arrays) {
      put(out, array.name());
      out.put((byte) array.values().bytes()).putInt(array.shape().size());
      array.shape().forEach(out::putInt);
      array.values().putInto(out);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param bytes the whole file
   * @return its content
   * @throws IllegalArgumentException if they are not one; the message says what was expected
   */
  public static WeightsFile parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    checkWhole(in, bytes);
    in.position(HEADER).limit(bytes.length - DIGEST);
    try {
      String architecture = text(in);
      Map<String, Long> counters = new LinkedHashMap<>();
      for (int left = count(in, Long.BYTES); left > 0; left--) {
        String name = text(in);
        counters.put(name, in.getLong());
      }
      WeightsFile file = new WeightsFile(architecture, counters, read(in), read(in));
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes follow the last array");
      }
      return file;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("an array or a text is longer than the file", e);
    }
  }

  private static void checkWhole(ByteBuffer in, byte[] bytes) {
    checkHeader(Arrays.copyOf(bytes, Math.min(HEADER, bytes.length)), bytes.length);
    byte[] digest = Sha256.digest(bytes, bytes.length - DIGEST);
    if (!ByteBuffer.wrap(digest).equals(in.slice(bytes.length - DIGEST, DIGEST))) {
      throw new IllegalArgumentException("its SHA-256 does not fit its content: it is damaged");
    }
  }

  private static int count(ByteBuffer in, int least) {
    int count = in.getInt();
    if (count < 0 || (long) count * least > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return count;
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[count(in, 1)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<Integer> shape(ByteBuffer in) {
    List<Integer> shape = new ArrayList<>();
    for (int dimensions = count(in, Integer.BYTES); dimensions > 0; dimensions--) {
      shape.add(in.getInt());
    }
    return shape;
  }

  /** The number of numbers, which the rest of the file must have. */
  private static int size(ByteBuffer in, String name, int width, List<Integer> shape) {
    if (width != Float.BYTES && width != Double.BYTES) {
      throw new IllegalArgumentException(
          "array '" + Shown.cut(name, 60) + "' has numbers of " + width + " bytes; allowed: 4, 8");
    }
    if (shape.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          "array '" + Shown.cut(name, 60) + "' has a size below 0: " + Shown.cut(shape, 60));
    }
    long size = Memory.product(shape.stream().mapToLong(Integer::longValue).toArray());
    if (size > in.remaining() / width) {
      throw new IllegalArgumentException(
          "array '"
              + Shown.cut(name, 60)
              + "' of shape "
              + Shown.cut(shape, 60)
              + " is longer than the file");
    }
    return (int) size;
  }

  private static List<NamedArray> read(ByteBuffer in) {
    List<NamedArray> arrays = new ArrayList<>();
    for (int left = count(in, 1); left > 0; left--) {
      String name = text(in);
      int width = in.get();
      List<Integer> shape = shape(in);
      int size = size(in, name, width, shape);
      RealArray values =
          width == Float.BYTES ? RealArray.of(new float[size]) : RealArray.of(new double[size]);
      values.readFrom(in);
      arrays.add(new NamedArray(name, shape, values));
    }
    return arrays;
  }
}
