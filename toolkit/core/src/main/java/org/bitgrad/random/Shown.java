package org.bitgrad.random;

/**
 * How messages show what a user gave: on one line, without characters that steer a terminal, and
 * not longer than a reader wants. Here because every package refuses something, and this is the
 * first of them.
 */
public final class Shown {
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_LINE = 300;
  private static final String MORE = "...";

  private Shown() {}

  /**
   * A text, cut after 200 characters.
   *
   * @param given what a user gave; may be null
   * @return the text to be put into a message
   */
  public static String text(Object given) {
    return cut(given, LONGEST_TEXT);
  }

  /**
   * A text, cut after some characters.
   *
   * @param given what a user gave; may be null
   * @param longest characters that are kept, at least 4
   * @return the text to be put into a message
   */
  public static String cut(Object given, int longest) {
    String text = String.valueOf(given);
    // Four times as much: what is left out by cleaning must not shorten what is shown.
    int end = Math.min(text.length(), 4 * longest);
    String clean = clean(text.substring(0, end));
    if (end == text.length() && clean.length() <= longest) {
      return clean;
    }
    int kept = Math.min(clean.length(), longest - MORE.length());
    if (kept > 0 && Character.isHighSurrogate(clean.charAt(kept - 1))) {
      kept--;
    }
    return clean.substring(0, kept) + MORE;
  }

  /**
   * A whole message as one line, cut after 300 characters.
   *
   * @param message may be null
   * @return the line
   */
  public static String line(String message) {
    return cut(message, LONGEST_LINE).strip();
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c);
      if (!blank) {
        clean.appendCodePoint(steers(c) ? '?' : c);
      } else if (!space) {
        clean.append(' ');
      }
      space = blank;
      i += Character.charCount(c);
    }
    return clean.toString();
  }

  /** Characters that write nothing themselves, but change the line around them. */
  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }
}
