package org.bitgrad.kernel;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the value of a cell is shown: by the library where the class path has it, so that a bare last
 * expression looks as it does through {@code show}; else as text.
 */
final class Values {
  private static final String LIBRARY = "org.bitgrad.report.Display";
  private static final int MOST_ELEMENTS = 100;
  private static final int MOST_CHARACTERS = 10_000;

  private Values() {}

  /**
   * Shows an object.
   *
   * @throws InvocationTargetException with what the object threw as its cause
   */
  static Shown of(Object value) throws InvocationTargetException {
    try {
      Class<?> display = Class.forName(LIBRARY, true, Values.class.getClassLoader());
      @SuppressWarnings("unchecked") // declared so by the library
      Map<String, String> contents =
          (Map<String, String>)
              display.getMethod("representations", Object.class).invoke(null, value);
      @SuppressWarnings("unchecked")
      Map<String, Object> size =
          (Map<String, Object>) display.getMethod("imageSize", Object.class).invoke(null, value);
      Map<String, String> named = new LinkedHashMap<>(contents);
      named.computeIfPresent(Shown.PLAIN, (type, text) -> SnippetLines.plainNames(text));
      return new Shown(named, size);
    } catch (InvocationTargetException e) {
      throw e;
    } catch (ReflectiveOperationException | LinkageError notThere) {
      return Shown.plain(text(value));
    }
  }

  /** Lets the library draw what waits to be drawn, at the end of a cell. */
  static void finish() throws InvocationTargetException {
    try {
      Class.forName(LIBRARY, true, Values.class.getClassLoader()).getMethod("finish").invoke(null);
    } catch (InvocationTargetException e) {
      throw e;
    } catch (ReflectiveOperationException | LinkageError notThere) {
      // without the library nothing waits
      return;
    }
  }

  /** The object in words: arrays by their first elements, everything else by its own text. */
  static String text(Object value) {
    StringBuilder out = new StringBuilder();
    append(value, out, new ArrayDeque<>());
    if (out.length() > MOST_CHARACTERS) {
      out.setLength(MOST_CHARACTERS);
      out.append("\u2026");
    }
    return SnippetLines.plainNames(out.toString());
  }

  private static void append(Object value, StringBuilder out, Deque<Object> around) {
    if (value == null || !value.getClass().isArray()) {
      out.append(value);
      return;
    }
    if (around.stream().anyMatch(outer -> outer == value)) {
      out.append("(itself)");
      return;
    }
    around.push(value);
    int length = Array.getLength(value);
    out.append('[');
    for (int i = 0; i < Math.min(length, MOST_ELEMENTS) && out.length() < MOST_CHARACTERS; i++) {
      if (i > 0) {
        out.append(", ");
      }
      append(Array.get(value, i), out, around);
    }
    if (length > MOST_ELEMENTS) {
      out.append(", \u2026 (").append(length).append(" elements)");
    }
    out.append(']');
    around.pop();
  }
}
