package org.bitgrad.report;

import java.util.List;
import java.util.Map;

/**
 * Writes JSON: members in the order of the map, one number format ({@link Numbers}), arrays of
 * numbers on one line. Reading is left to Jackson; writing with it would start slower and format
 * numbers by the JDK.
 */
final class JsonText {
  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /**
   * Writes a value.
   *
   * @param value maps with text keys, lists, {@code double[]}, texts, numbers, booleans
   * @return the text, with a final line break
   */
  static String of(Object value) {
    JsonText json = new JsonText();
    json.value(value, "\n");
    return json.text.append('\n').toString();
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      object(map, indent);
    } else if (value instanceof List<?> list) {
      array(list, indent);
    } else if (value instanceof double[] numbers) {
      numbers(numbers);
    } else if (value instanceof Limited limited) {
      limited(limited);
    } else if (value instanceof Double number) {
      text.append(Numbers.format(number));
    } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof String string) {
      string(string);
    } else {
      throw new IllegalArgumentException("no JSON for " + value);
    }
  }

  private void object(Map<?, ?> map, String indent) {
    String inner = indent + "  ";
    String separator = inner;
    text.append('{');
    for (Map.Entry<?, ?> member : map.entrySet()) {
      text.append(separator);
      string((String) member.getKey());
      text.append(": ");
      value(member.getValue(), inner);
      separator = "," + inner;
    }
    text.append(map.isEmpty() ? "}" : indent + "}");
  }

  private void array(List<?> list, String indent) {
    String inner = indent + "  ";
    String separator = inner;
    text.append('[');
    for (Object element : list) {
      text.append(separator);
      value(element, inner);
      separator = "," + inner;
    }
    text.append(list.isEmpty() ? "]" : indent + "]");
  }

  private void numbers(double[] numbers) {
    text.append('[');
    for (int i = 0; i < numbers.length; i++) {
      text.append(i == 0 ? "" : ", ").append(Numbers.format(numbers[i]));
    }
    text.append(']');
  }

  private void limited(Limited limited) {
    text.append('[');
    double[] numbers = limited.numbers;
    for (int i = 0; i < numbers.length; i++) {
      boolean tooLarge = numbers[i] == Double.POSITIVE_INFINITY;
      text.append(i == 0 ? "" : ", ").append(tooLarge ? "null" : Numbers.format(numbers[i]));
    }
    text.append(']');
  }

  /** Numbers of at least 0; those too large for a double, infinite here, are written as null. */
  static final class Limited {
    private final double[] numbers;

    Limited(double[] numbers) {
      this.numbers = numbers.clone();
    }
  }

  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          text.append(Character.forDigit((c >> shift) & 15, 16));
        }
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
