package org.bitgrad.report;

/**
 * How wide the lines of printed tables may be. The launcher tells the width of the terminal ({@code
 * -Dbitgrad.columns}); otherwise {@code COLUMNS} counts, and without both it is 100.
 */
public final class Terminal {
  private static final int UNKNOWN = 100;
  private static final int NARROWEST = 40;
  private static final int WIDEST = 120;

  private Terminal() {}

  /** {@return the longest line in characters, 40 to 120} */
  public static int width() {
    return width(System.getProperty("bitgrad.columns"), System.getenv("COLUMNS"));
  }

  /** The first of the texts that is a number of columns. */
  static int width(String... texts) {
    for (String text : texts) {
      if (text != null && text.matches("[1-9][0-9]{0,5}")) {
        return Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(text)));
      }
    }
    return UNKNOWN;
  }
}
