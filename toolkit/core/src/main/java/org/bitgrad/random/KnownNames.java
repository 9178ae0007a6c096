package org.bitgrad.random;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Names from a list that is known, as people write them: found without regard to case, and where
 * none fits the nearest one is offered. What is found is always the list's own spelling, since
 * random streams and files are named after it.
 *
 * <pre>{@code
 * KnownNames.find("PSA", names);      // psa
 * KnownNames.hint("encodin", names);  // " (did you mean 'encoding'?)"
 * }</pre>
 */
public final class KnownNames {
  /** Longer texts are no misspelt names; to compare them would only take time. */
  private static final int LONGEST = 64;

  private static final int LONGEST_LIST = 160;
  private static final int SHORTEST_PART = 3;

  private KnownNames() {}

  /**
   * The name that a text stands for.
   *
   * @param text as somebody wrote it; null stands for none
   * @param names the known ones
   * @return the name as the list spells it; empty if it is not there in any case of letters
   */
  public static Optional<String> find(String text, Collection<String> names) {
    if (text == null || names.contains(text)) {
      return Optional.ofNullable(text);
    }
    String folded = text.toLowerCase(Locale.ROOT);
    return names.stream().filter(n -> n.toLowerCase(Locale.ROOT).equals(folded)).findFirst();
  }

  /**
   * The name that a misspelt text most likely stands for: few letters differ, or one holds the
   * other.
   *
   * @param text as somebody wrote it
   * @param names the known ones; of equally near ones the first is taken
   * @return the nearest name, empty if none is near
   */
  public static Optional<String> nearest(String text, Collection<String> names) {
    String given = text == null ? "" : letters(text);
    if (given.isEmpty() || given.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int distance = rank(given, letters(name));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Differing letters; behind all of those, one that is a part of the other; else the largest. */
  private static int rank(String given, String name) {
    int shorter = Math.min(given.length(), name.length());
    int longer = Math.max(given.length(), name.length());
    int distance = longer > LONGEST ? longer : distance(given, name);
    if (distance == 0 || (distance < shorter && distance <= Math.max(1, longer / 3))) {
      return distance;
    }
    boolean part = shorter >= SHORTEST_PART && (name.contains(given) || given.contains(name));
    return part ? LONGEST + longer - shorter : Integer.MAX_VALUE;
  }

  /**
   * What a refusal says about the nearest name.
   *
   * @param text as somebody wrote it
   * @param names the known ones
   * @return {@code " (did you mean 'psa'?)"}, or an empty text if no name is near
   */
  public static String hint(String text, Collection<String> names) {
    return nearest(text, names).map(name -> " (did you mean '" + name + "'?)").orElse("");
  }

  /**
   * What a refusal says is allowed: all names between commas, of a long list the first ones, and
   * the nearest.
   *
   * @param text as somebody wrote it
   * @param names the known ones
   * @return at most some 250 characters
   */
  public static String allowed(String text, Collection<String> names) {
    StringBuilder list = new StringBuilder();
    for (String name : names) {
      if (list.length() + name.length() > LONGEST_LIST) {
        list.append(list.isEmpty() ? "one of " + names.size() + " names" : ", ...");
        break;
      }
      list.append(list.isEmpty() ? "" : ", ").append(name);
    }
    return list + hint(text, names);
  }

  private static String letters(String text) {
    String start = text.length() > 2 * LONGEST ? text.substring(0, 2 * LONGEST) : text;
    return start.toLowerCase(Locale.ROOT).replaceAll("[-_\\s]", "");
  }

  /** Letters to insert, leave out, change or swap with their neighbour to get from a to b. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        row[j] = swapped ? Math.min(row[j], beforeLast[j - 2] + 1) : row[j];
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
