package org.bitgrad.kernel;

import java.lang.reflect.Array;

/** The text of a cell's value. */
final class Values {
  private static final int MOST_ELEMENTS = 100;
  private static final int MOST_CHARACTERS = 10_000;

  private Values() {}

  /** The object in words: arrays by their first elements, everything else by its own text. */
  static String text(Object value) {
    StringBuilder out = new StringBuilder();
    append(value, out);
    if (out.length() > MOST_CHARACTERS) {
      out.setLength(MOST_CHARACTERS);
      out.append("\u2026");
    }
    return out.toString();
  }

  private static void append(Object value, StringBuilder out) {
    if (value == null || !value.getClass().isArray()) {
      out.append(value);
      return;
    }
    int length = Array.getLength(value);
    out.append('[');
    for (int i = 0; i < Math.min(length, MOST_ELEMENTS) && out.length() < MOST_CHARACTERS; i++) {
      if (i > 0) {
        out.append(", ");
      }
      append(Array.get(value, i), out);
    }
    if (length > MOST_ELEMENTS) {
      out.append(", \u2026 (").append(length).append(" elements)");
    }
    out.append(']');
  }
}
