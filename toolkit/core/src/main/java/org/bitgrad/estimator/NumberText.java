package org.bitgrad.estimator;

import java.math.BigDecimal;

/** Numbers in names of estimators: the shortest decimal that reads back as the same number. */
public final class NumberText {
  private NumberText() {}

  /**
   * Writes a number.
   *
   * @param number finite
   * @return the shortest decimal that reads back as it
   */
  public static String of(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    // Searched rather than taken from Double.toString, whose digits differ between JDKs.
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = new BigDecimal(number).round(new java.math.MathContext(digits));
      if (rounded.doubleValue() == number) {
        return text(rounded);
      }
    }
    return text(new BigDecimal(number).round(new java.math.MathContext(17)));
  }

  private static String text(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return Math.abs(stripped.scale()) <= 12 ? stripped.toPlainString() : stripped.toString();
  }
}
