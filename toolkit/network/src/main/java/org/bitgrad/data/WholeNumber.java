package org.bitgrad.data;

import java.util.Locale;
import org.bitgrad.random.Shown;

/** Whole numbers in text files. */
final class WholeNumber {
  private WholeNumber() {}

  /**
   * Reads a number.
   *
   * @throws DamagedDataException if the text is no whole number from low to high; the message
   *     begins with the place
   */
  static int read(String place, String text, int low, int high) throws DamagedDataException {
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refusal(place, text, low, high, e);
    }
    throw refusal(place, text, low, high, null);
  }

  private static DamagedDataException refusal(
      String place, String text, int low, int high, Throwable cause) {
    String shown = Shown.cut(text, 23);
    return new DamagedDataException(
        String.format(
            Locale.ROOT, "%s has '%s'; expected a whole number, %d to %d", place, shown, low, high),
        cause);
  }
}
