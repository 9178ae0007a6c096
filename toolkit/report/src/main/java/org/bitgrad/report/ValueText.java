package org.bitgrad.report;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Any object in words: arrays, lists, maps and records by what they hold, however deep, each of
 * them by its first elements. What contains itself is written once.
 */
final class ValueText {
  private static final int MOST_ELEMENTS = 100;
  private static final int MOST_CHARACTERS = 100_000;

  private final StringBuilder out = new StringBuilder();
  private final Deque<Object> around = new ArrayDeque<>();

  private ValueText() {}

  /** The words; texts longer than anybody reads are cut, which is said. */
  static String of(Object value) {
    ValueText text = new ValueText();
    text.append(value);
    int length = text.out.length();
    if (length > MOST_CHARACTERS) {
      text.out.setLength(MOST_CHARACTERS);
      text.out.append("\u2026 (cut, ").append(length).append(" characters)");
    }
    return text.out.toString();
  }

  private void append(Object value) {
    if (out.length() > MOST_CHARACTERS) {
      return;
    }
    if (value == null || !holdsOthers(value)) {
      out.append(plain(value));
    } else if (around.stream().anyMatch(outer -> outer == value)) {
      out.append("(itself)");
    } else {
      around.push(value);
      appendParts(value);
      around.pop();
    }
  }

  private static boolean holdsOthers(Object value) {
    return value.getClass().isArray()
        || value instanceof Collection<?>
        || value instanceof Map<?, ?>
        || value instanceof Optional<?>
        || isBareRecord(value);
  }

  /** A record with the text that the compiler gives it, which names arrays by where they lie. */
  private static boolean isBareRecord(Object value) {
    if (!(value instanceof Record)) {
      return false;
    }
    RecordComponent[] parts = value.getClass().getRecordComponents();
    String start = value.getClass().getSimpleName() + "[";
    return parts.length > 0
        && Display.table(value).isEmpty()
        && String.valueOf(value).startsWith(start + parts[0].getName() + "=");
  }

  private void appendParts(Object value) {
    if (value instanceof Collection<?> all) {
      elements(all, all.size());
    } else if (value instanceof Map<?, ?> map) {
      entries(map);
    } else if (value instanceof Optional<?> optional) {
      out.append(optional.isPresent() ? "Optional[" : "Optional.empty");
      if (optional.isPresent()) {
        append(optional.get());
        out.append(']');
      }
    } else if (value.getClass().isArray()) {
      array(value);
    } else {
      record(value);
    }
  }

  private void elements(Iterable<?> all, int size) {
    out.append('[');
    int count = 0;
    for (Object element : all) {
      if (count == MOST_ELEMENTS) {
        break;
      }
      out.append(count++ == 0 ? "" : ", ");
      append(element);
    }
    rest(size);
  }

  private void array(Object array) {
    int length = Array.getLength(array);
    out.append('[');
    for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
      out.append(i == 0 ? "" : ", ");
      append(Array.get(array, i));
    }
    rest(length);
  }

  private void rest(int size) {
    if (size > MOST_ELEMENTS) {
      out.append(", \u2026 (").append(size).append(" elements)");
    }
    out.append(']');
  }

  private void entries(Map<?, ?> map) {
    out.append('{');
    int count = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (count == MOST_ELEMENTS) {
        out.append(", \u2026 (").append(map.size()).append(" entries)");
        break;
      }
      out.append(count++ == 0 ? "" : ", ");
      append(entry.getKey());
      out.append('=');
      append(entry.getValue());
    }
    out.append('}');
  }

  private void record(Object value) {
    out.append(value.getClass().getSimpleName()).append('[');
    RecordComponent[] parts = value.getClass().getRecordComponents();
    for (int i = 0; i < parts.length; i++) {
      out.append(i == 0 ? "" : ", ").append(parts[i].getName()).append('=');
      try {
        parts[i].getAccessor().setAccessible(true);
        append(parts[i].getAccessor().invoke(value));
      } catch (ReflectiveOperationException | RuntimeException e) {
        out.append("(cannot be read)");
      }
    }
    out.append(']');
  }

  /** The object's own text; an object without one says its class and not where it lies. */
  private static String plain(Object value) {
    // A text of one's own may be null.
    String text =
        String.valueOf(Display.table(value).map(TableText::plain).orElseGet(() -> own(value)));
    return value == null || !text.equals(identity(value))
        ? text
        : "(" + value.getClass().getSimpleName() + ")";
  }

  private static String identity(Object value) {
    return value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value));
  }

  private static String own(Object value) {
    if (value instanceof Chart chart) {
      return chart.text();
    }
    return value instanceof Ledger ledger ? ledger.text() : String.valueOf(value);
  }
}
