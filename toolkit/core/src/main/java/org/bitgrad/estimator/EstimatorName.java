package org.bitgrad.estimator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/**
 * An estimator's name taken apart: arguments by position under "0", "1", ..., others by key.
 *
 * <p>Makers ask for what they know; {@link #requireAllUsed} refuses what nobody asked for.
 */
public final class EstimatorName {
  private final String name;
  private final Map<String, String> arguments;
  private final Set<String> allowed = new TreeSet<>();
  private final Set<String> unused;

  private EstimatorName(String name, Map<String, String> arguments) {
    this.name = name;
    this.arguments = arguments;
    unused = new TreeSet<>(arguments.keySet());
  }

  static EstimatorName parse(String given) {
    // Every message below quotes it. A text that is not short and clean is no name anyhow.
    String text = Shown.text(given.strip());
    String stripped = text.strip();
    int open = stripped.indexOf('(');
    if (open < 0) {
      return new EstimatorName(checked(stripped, text), Map.of());
    }
    if (!stripped.endsWith(")") || stripped.indexOf('(', open + 1) >= 0) {
      throw new IllegalArgumentException(
          "estimator must be a name with arguments in one pair of parentheses, but is " + text);
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    int position = 0;
    for (String argument : split(stripped.substring(open + 1, stripped.length() - 1))) {
      int equals = argument.indexOf('=');
      String key =
          equals < 0
              ? Integer.toString(position++)
              : argument.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      String value = equals < 0 ? argument : argument.substring(equals + 1).strip();
      if (value.isEmpty() || key.isEmpty() || arguments.put(key, value) != null) {
        throw new IllegalArgumentException(
            "arguments of "
                + text
                + " must be values or key=value, each once, but has "
                + argument);
      }
    }
    return new EstimatorName(checked(stripped.substring(0, open).strip(), text), arguments);
  }

  private static String checked(String name, String text) {
    if (name.isEmpty() || name.indexOf(')') >= 0) {
      throw new IllegalArgumentException(
          "estimator must be a name, optionally with arguments in parentheses, but is \""
              + text
              + "\"");
    }
    return name;
  }

  /** Splits at commas outside parentheses; parts may not be empty. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth == 0 || i == text.length())) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    if (depth != 0 || parts.contains("")) {
      throw new IllegalArgumentException(
          "list must have entries between commas and closed parentheses, but is \""
              + Shown.text(text)
              + "\"");
    }
    return parts;
  }

  /** {@return the name without arguments} */
  public String name() {
    return name;
  }

  /**
   * The value of an argument.
   *
   * @param key by which it may be given
   * @param position at which it may be given instead, from 0
   * @param otherwise its default
   * @return the text
   * @throws IllegalArgumentException if it is given twice
   */
  public String text(String key, int position, String otherwise) {
    allowed.add(key);
    String byPosition = Integer.toString(position);
    if (arguments.containsKey(key) && arguments.containsKey(byPosition)) {
      throw new IllegalArgumentException(
          key + " of " + name + " must be given once, but is given by position and by key");
    }
    String used = arguments.containsKey(key) ? key : byPosition;
    unused.remove(used);
    return arguments.getOrDefault(used, otherwise);
  }

  /**
   * As {@link #text}, for a whole number.
   *
   * @param key by which it may be given
   * @param position at which it may be given instead, from 0
   * @param otherwise its default
   * @return the whole number
   * @throws IllegalArgumentException if it is given twice, or is none
   */
  public int integer(String key, int position, int otherwise) {
    String value = text(key, position, Integer.toString(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          key + " of " + name + " must be an integer, but is " + value, e);
    }
  }

  /**
   * As {@link #text}, for a number.
   *
   * @param key by which it may be given
   * @param position at which it may be given instead, from 0
   * @param otherwise its default
   * @return the number
   * @throws IllegalArgumentException if it is given twice, or is none
   */
  public double number(String key, int position, double otherwise) {
    String value = text(key, position, NumberText.of(otherwise));
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          key + " of " + name + " must be a number, but is " + value, e);
    }
  }

  /**
   * As {@link #text}, for a truth value.
   *
   * @param key by which it may be given
   * @param position at which it may be given instead, from 0
   * @param otherwise its default
   * @return the truth value
   * @throws IllegalArgumentException if it is given twice, or is none
   */
  public boolean flag(String key, int position, boolean otherwise) {
    String value = text(key, position, Boolean.toString(otherwise));
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              key + " of " + name + " must be true or false, but is " + value);
    };
  }

  void requireAllUsed() {
    if (!unused.isEmpty()) {
      String first = unused.iterator().next();
      String given = Character.isDigit(first.charAt(0)) ? arguments.get(first) : first;
      throw new IllegalArgumentException(
          "argument "
              + given
              + " of "
              + name
              + " is unknown; allowed "
              + (allowed.isEmpty() ? "are none" : "are " + KnownNames.allowed(given, allowed)));
    }
  }
}
