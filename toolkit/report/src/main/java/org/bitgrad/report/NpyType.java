package org.bitgrad.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * A type of numbers in a {@code .npy} file.
 *
 * @param kind NumPy's letter: b truth, i whole, u whole without sign, f real
 * @param bytes of a number
 * @param order of its bytes
 */
record NpyType(char kind, int bytes, ByteOrder order) {
  static final String ALLOWED =
      "bool, int8 to int64, uint8 to uint64, float16, float32, float64, of either byte order";

  private static final Map<Character, String> SIZES =
      Map.of('b', "1", 'i', "1248", 'u', "1248", 'f', "248");

  static NpyType of(String descr) {
    String name = descr.equals("?") ? "b1" : descr;
    boolean ordered = !name.isEmpty() && "<>|=".indexOf(name.charAt(0)) >= 0;
    String type = ordered ? name.substring(1) : name;
    if (type.length() != 2 || SIZES.getOrDefault(type.charAt(0), "").indexOf(type.charAt(1)) < 0) {
      throw new IllegalArgumentException(
          "descr is '" + NpyHeader.shown(descr) + "'; allowed: " + ALLOWED);
    }
    ByteOrder order = name.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyType(type.charAt(0), type.charAt(1) - '0', order);
  }

  boolean single() {
    return kind == 'f' && bytes == Float.BYTES;
  }

  /** The next number of a buffer of this order. */
  double next(ByteBuffer in) {
    return switch (kind) {
      case 'b' -> in.get() != 0 ? 1 : 0;
      case 'f' ->
          bytes == Double.BYTES
              ? in.getDouble()
              : bytes == Float.BYTES ? in.getFloat() : half(in.getShort());
      case 'i' ->
          switch (bytes) {
            case 1 -> in.get();
            case 2 -> in.getShort();
            case 4 -> in.getInt();
            default -> exact(in.getLong());
          };
      default ->
          switch (bytes) {
            case 1 -> in.get() & 0xFF;
            case 2 -> in.getShort() & 0xFFFF;
            case 4 -> in.getInt() & 0xFFFFFFFFL;
            default -> exactUnsigned(in.getLong());
          };
    };
  }

  private static double exact(long value) {
    double real = value;
    if ((long) real != value || value == Long.MAX_VALUE) {
      throw notExact(Long.toString(value));
    }
    return real;
  }

  private static double exactUnsigned(long bits) {
    if (bits >= 0) {
      return exact(bits);
    }
    // Above 2^63, float64 has every 2048th whole number.
    if ((bits & 2047) != 0) {
      throw notExact(Long.toUnsignedString(bits));
    }
    return (bits >>> 11) * 2048.0;
  }

  private static IllegalArgumentException notExact(String value) {
    return new IllegalArgumentException(
        "it has " + value + "; allowed: whole numbers that float64 has, as all up to 2^53");
  }

  /** A number of 16 bits: sign, five bits of exponent, ten of fraction. */
  static double half(short bits) {
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    double size;
    if (exponent == 0x1F) {
      size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      size = fraction * 0x1p-24;
    } else {
      size = Math.scalb(1024.0 + fraction, exponent - 25);
    }
    return bits < 0 ? -size : size;
  }
}
