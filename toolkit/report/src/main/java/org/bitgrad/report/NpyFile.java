package org.bitgrad.report;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bitgrad.numeric.Memory;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.train.NamedArray;

/**
 * An array as NumPy stores it ({@code .npy}): written as little-endian float64 or float32 in C
 * order, format 1.0; read in formats 1.0 to 3.0 from bool, int8 to int64, uint8 to uint64, float16,
 * float32 and float64, of either byte order and either order of the dimensions. A whole number that
 * float64 does not have is refused.
 *
 * <pre>{@code
 * folder.write("weights.npy", NpyFile.of(weights, 5, 2).bytes());
 * double[] again = NpyFile.read(path).values();
 * }</pre>
 */
public final class NpyFile {
  private static final int ALIGNMENT = 64;
  private final int[] shape;
  private final double[] values;
  private final boolean single;

  private NpyFile(int[] shape, double[] values, boolean single) {
    if (NpyHeader.count(shape) != values.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " must hold " + values.length + " values");
    }
    this.shape = shape;
    this.values = values;
    this.single = single;
  }

  /**
   * An array to be written.
   *
   * @param values the numbers, row-major
   * @param shape sizes of the dimensions, slowest first; none for a single number
   * @return the file
   * @throws IllegalArgumentException if the shape does not fit the number of values
   */
  public static NpyFile of(double[] values, int... shape) {
    return new NpyFile(shape.clone(), values.clone(), false);
  }

  /**
   * A named array to be written, in its own precision.
   *
   * @param array float32 or float64; its name is not written
   * @return the file
   */
  public static NpyFile of(NamedArray array) {
    int[] shape = array.shape().stream().mapToInt(Integer::intValue).toArray();
    double[] values = new double[array.values().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.values().get(i);
    }
    return new NpyFile(shape, values, array.values().bytes() == Float.BYTES);
  }

  /**
   * The array under a name: float32 if the file is, else float64.
   *
   * @param name any name
   * @return a copy
   */
  public NamedArray named(String name) {
    List<Integer> sizes = Arrays.stream(shape).boxed().toList();
    if (!single) {
      return new NamedArray(name, sizes, RealArray.of(values.clone()));
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new NamedArray(name, sizes, RealArray.of(floats));
  }

  /** {@return sizes of the dimensions, slowest first} */
  public int[] shape() {
    return shape.clone();
  }

  /** {@return the numbers, row-major} */
  public double[] values() {
    return values.clone();
  }

  /** {@return the bytes of the file} */
  public byte[] bytes() {
    String sizes =
        Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
    if (shape.length > 1) {
      sizes = sizes.substring(0, sizes.length() - 1);
    }
    String type = single ? "<f4" : "<f8";
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int start = NpyHeader.MAGIC.length + 4;
    int padding = Math.floorMod(-(start + header.length() + 1), ALIGNMENT);
    header = header + " ".repeat(padding) + "\n";
    long size =
        start + header.length() + (single ? Float.BYTES : Double.BYTES) * (long) values.length;
    ByteBuffer buffer =
        ByteBuffer.allocate(Memory.requireArray("array of .npy", Arrays.toString(shape), size))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
    buffer.put(header.getBytes(StandardCharsets.US_ASCII));
    for (double value : values) {
      if (single) {
        buffer.putFloat((float) value);
      } else {
        buffer.putDouble(value);
      }
    }
    return buffer.array();
  }

  /**
   * Reads a file.
   *
   * @param file a {@code .npy} file
   * @return its array
   * @throws IOException if it cannot be read or is not such a file; the message names it
   */
  public static NpyFile read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(in, Memory.most() / 2);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + file + "' is no readable .npy file: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param bytes the whole file
   * @return its array
   * @throws IllegalArgumentException if they are not such a file
   */
  public static NpyFile parse(byte[] bytes) {
    try {
      return read(new ByteArrayInputStream(bytes), Memory.most() / 2);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  /**
   * Reads up to the end of a stream. What a header announces is not trusted: memory is taken as
   * numbers arrive.
   *
   * @param memory bytes that may be used
   * @throws IllegalArgumentException if it is no such file, or needs more
   */
  static NpyFile read(InputStream in, long memory) throws IOException {
    NpyHeader header = NpyHeader.read(in);
    NpyType type = NpyType.of(header.descr());
    long length = Memory.product(header.count(), type.bytes());
    // The numbers twice as bytes while they arrive, then once as bytes and as float64.
    long need = Memory.product(header.count(), Math.max(2 * type.bytes(), type.bytes() + 8));
    if (length > Memory.LARGEST_ARRAY || need > memory) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shape %s needs %s; allowed: up to %s here",
              NpyHeader.shown(Arrays.toString(header.shape())),
              Memory.text(need),
              Memory.text(Math.min(memory, Integer.MAX_VALUE))));
    }
    byte[] bytes = in.readNBytes((int) length);
    int more = in.read();
    if (bytes.length < length || more >= 0) {
      String found = more < 0 ? String.valueOf(bytes.length) : "more";
      throw new IllegalArgumentException(
          "it has " + found + " bytes of numbers instead of " + length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(type.order());
    double[] values = new double[(int) header.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.next(buffer);
    }
    return new NpyFile(
        header.shape(),
        header.columnsFirst() ? rowsFirst(values, header.shape()) : values,
        type.single());
  }

  /** Puts numbers whose first index runs fastest into the order whose last one does. */
  private static double[] rowsFirst(double[] values, int[] shape) {
    double[] ordered = new double[values.length];
    int[] index = new int[shape.length];
    for (double value : values) {
      int at = 0;
      for (int d = 0; d < shape.length; d++) {
        at = at * shape[d] + index[d];
      }
      ordered[at] = value;
      for (int d = 0; d < shape.length && ++index[d] == shape[d]; d++) {
        index[d] = 0;
      }
    }
    return ordered;
  }
}
