package org.bitgrad.kernel;

/** The little colour of error output: terminal escapes, which Jupyter and nbconvert understand. */
final class Style {
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private Style() {}

  /** The first line of an error: its name in bold red, then its message. */
  static String heading(String name, String message) {
    return BOLD_RED + name + PLAIN + (message.isEmpty() ? "" : ": " + message);
  }

  /** A marker below a line of source. */
  static String marker(String text) {
    return RED + text + PLAIN;
  }
}
