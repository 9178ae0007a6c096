package org.bitgrad.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.train.NamedArray;

/**
 * An array as NumPy stores it ({@code .npy}, format 1.0 and 2.0): written as little-endian float64
 * or float32 in C order; read from float64, float32, int64, int32 and uint8.
 *
 * <pre>{@code
 * folder.write("weights.npy", NpyFile.of(weights, 5, 2).bytes());
 * double[] again = NpyFile.read(path).values();
 * }</pre>
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, L]*)\\)");

  private final int[] shape;
  private final double[] values;
  private final boolean single;

  private NpyFile(int[] shape, double[] values, boolean single) {
    if (count(shape) != values.length) {
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

  private static long count(int[] shape) {
    long count = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("shape must not be negative, but holds " + size);
      }
      count = Math.multiplyExact(count, size);
    }
    return count;
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
    int start = MAGIC.length + 4;
    int padding = Math.floorMod(-(start + header.length() + 1), ALIGNMENT);
    header = header + " ".repeat(padding) + "\n";
    ByteBuffer buffer =
        ByteBuffer.allocate(
                start + header.length() + (single ? Float.BYTES : Double.BYTES) * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
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
    try {
      return parse(Files.readAllBytes(file));
    } catch (IllegalArgumentException | ArithmeticException e) {
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
    if (bytes.length < 10 || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new IllegalArgumentException("it does not start with the magic of NumPy");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int version = buffer.get(MAGIC.length);
    buffer.position(MAGIC.length + 2);
    int length =
        version == 1 ? buffer.getShort() & 0xFFFF : bytes.length < 12 ? -1 : buffer.getInt();
    if (version < 1 || version > 3 || length < 0 || length > buffer.remaining()) {
      throw new IllegalArgumentException("its header is cut off or of version " + version);
    }
    byte[] header = new byte[length];
    buffer.get(header);
    String text = new String(header, StandardCharsets.UTF_8);
    if (group(ORDER, text).equals("True")) {
      throw new IllegalArgumentException("fortran_order is True; allowed: False");
    }
    int[] shape =
        Arrays.stream(group(SHAPE, text).replace("L", "").split(","))
            .map(String::trim)
            .filter(size -> !size.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    String type = group(DESCR, text);
    return new NpyFile(shape, numbers(buffer, type, count(shape)), type.equals("<f4"));
  }

  private static String group(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("its header is not understood: " + header.trim());
    }
    return matcher.group(1);
  }

  private static double[] numbers(ByteBuffer buffer, String type, long count) {
    int size =
        switch (type) {
          case "<f8", "<i8" -> 8;
          case "<f4", "<i4" -> 4;
          case "|u1" -> 1;
          default ->
              throw new IllegalArgumentException(
                  "descr is '" + type + "'; allowed: <f8, <f4, <i8, <i4, |u1");
        };
    if (buffer.remaining() != size * count) {
      throw new IllegalArgumentException(
          "it has " + buffer.remaining() + " bytes of numbers instead of " + size * count);
    }
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case "<f8" -> buffer.getDouble();
            case "<i8" -> buffer.getLong();
            case "<f4" -> buffer.getFloat();
            case "<i4" -> buffer.getInt();
            default -> buffer.get() & 0xFF;
          };
    }
    return values;
  }
}
