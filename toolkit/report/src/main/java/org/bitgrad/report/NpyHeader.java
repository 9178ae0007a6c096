package org.bitgrad.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.random.Shown;

/**
 * The header of a {@code .npy} file, versions 1 to 3: magic, version, length, and a Python
 * dictionary with the type of the numbers, their order and the shape.
 */
final class NpyHeader {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** No array needs more; a damaged length must not ask for gigabytes. */
  private static final int LONGEST = 1 << 20;

  private static final int LONGEST_SHOWN = 60;
  private static final List<String> KEYS = List.of("descr", "fortran_order", "shape");

  private final String descr;
  private final boolean columnsFirst;
  private final int[] shape;

  private NpyHeader(String descr, boolean columnsFirst, int[] shape) {
    this.descr = descr;
    this.columnsFirst = columnsFirst;
    this.shape = shape;
  }

  /** The type as NumPy writes it, {@code <f8} for instance. */
  String descr() {
    return descr;
  }

  /** Whether the first index runs fastest (Fortran's order). */
  boolean columnsFirst() {
    return columnsFirst;
  }

  /** Sizes of the dimensions. */
  int[] shape() {
    return shape;
  }

  /** Number of numbers; at most 2^63 - 1. */
  long count() {
    return count(shape);
  }

  static long count(int... shape) {
    if (Arrays.stream(shape).anyMatch(size -> size == 0)) {
      return 0;
    }
    long count = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("shape must not be negative, but holds " + size);
      }
      if (count > Long.MAX_VALUE / size) {
        throw new IllegalArgumentException(
            "shape is " + shown(Arrays.toString(shape)) + "; allowed: fewer than 2^63 numbers");
      }
      count *= size;
    }
    return count;
  }

  /** Reads up to the first number. */
  static NpyHeader read(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length))) {
      throw new IllegalArgumentException("it does not start with the magic of NumPy");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new IllegalArgumentException("its version is " + version + "; allowed: 1 to 3");
    }
    byte[] size = in.readNBytes(version == 1 ? 2 : 4);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = (length << 8) | (size[i] & 0xFF);
    }
    if (size.length < (version == 1 ? 2 : 4) || length > LONGEST) {
      throw new IllegalArgumentException(
          "its header is cut off or has " + length + " bytes; allowed: up to " + LONGEST);
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new IllegalArgumentException(
          "its header is cut off after " + text.length + " of " + length + " bytes");
    }
    return parse(
        new String(text, version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
  }

  static NpyHeader parse(String text) {
    Literal literal = new Literal(text);
    Object[] values = literal.dictionary();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        throw literal.notUnderstood("no " + KEYS.get(i));
      }
    }
    return new NpyHeader((String) values[0], (Boolean) values[1], (int[]) values[2]);
  }

  static String shown(String text) {
    return Shown.cut(text, LONGEST_SHOWN);
  }

  /** The part of Python's literals that NumPy writes. */
  private static final class Literal {
    private final String text;
    private int at;

    Literal(String text) {
      this.text = text;
    }

    IllegalArgumentException notUnderstood(String why) {
      return new IllegalArgumentException(
          "its header is not understood (" + why + "): " + shown(text));
    }

    /** The values of the known keys. */
    Object[] dictionary() {
      Object[] values = new Object[KEYS.size()];
      expect('{');
      while (!next('}')) {
        String key = text();
        expect(':');
        int known = KEYS.indexOf(key);
        if (known < 0 || values[known] != null) {
          throw notUnderstood("key '" + shown(key) + "'");
        }
        values[known] = known == 0 ? type() : known == 1 ? (Object) truth() : sizes();
        if (!next(',')) {
          expect('}');
          break;
        }
      }
      if (!text.substring(at).isBlank()) {
        throw notUnderstood("text after its end");
      }
      return values;
    }

    private void space() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private boolean next(char c) {
      space();
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char c) {
      if (!next(c)) {
        throw notUnderstood("expected " + c + " at " + at);
      }
    }

    private String text() {
      char quote = next('"') ? '"' : '\'';
      if (quote == '\'') {
        expect('\'');
      }
      int end = text.indexOf(quote, at);
      if (end < 0) {
        throw notUnderstood("a text without an end");
      }
      String found = text.substring(at, end);
      at = end + 1;
      return found;
    }

    private String type() {
      space();
      if (at < text.length() && text.charAt(at) == '[') {
        throw new IllegalArgumentException(
            "descr is a structure, " + shown(text.substring(at)) + "; allowed: " + NpyType.ALLOWED);
      }
      return text();
    }

    private boolean truth() {
      space();
      for (String word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw notUnderstood("fortran_order is neither True nor False");
    }

    private int[] sizes() {
      List<Integer> sizes = new ArrayList<>();
      expect('(');
      while (!next(')')) {
        sizes.add(size());
        if (!next(',')) {
          expect(')');
          break;
        }
      }
      return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private int size() {
      space();
      int start = at;
      while (at < text.length() && "+-0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      String digits = text.substring(start, at);
      // Python 2 wrote long numbers so.
      next('L');
      try {
        return Integer.parseInt(digits);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "shape has '" + shown(digits) + "'; allowed: whole numbers up to " + Integer.MAX_VALUE,
            e);
      }
    }
  }
}
