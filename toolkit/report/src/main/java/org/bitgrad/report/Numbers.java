package org.bitgrad.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The one way in which numbers are written to files: 17 significant digits, {@code %.16e} in the C
 * locale, correctly rounded from the exact binary value. {@link String#format} is not used: below
 * it lies {@code Double.toString}, which differs between JDKs.
 *
 * <pre>{@code
 * Numbers.format(0.1); // 1.0000000000000001e-01
 * }</pre>
 */
public final class Numbers {
  private static final MathContext DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /**
   * Writes a number; {@link Double#parseDouble} gives the same double back.
   *
   * @param value a finite number
   * @return for example {@code 1.0000000000000001e-01}
   * @throws IllegalArgumentException if the number is NaN or infinite
   */
  public static String format(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("only finite numbers are written, but there is " + value);
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    if (value == 0) {
      return negative ? "-0.0000000000000000e+00" : "0.0000000000000000e+00";
    }
    BigDecimal rounded = new BigDecimal(Math.abs(value)).round(DIGITS);
    StringBuilder digits = new StringBuilder(rounded.unscaledValue().toString());
    int exponent = digits.length() - 1 - rounded.scale();
    while (digits.length() < DIGITS.getPrecision()) {
      digits.append('0');
    }
    StringBuilder text = new StringBuilder(24);
    text.append(negative ? "-" : "").append(digits.charAt(0)).append('.').append(digits, 1, 17);
    text.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    return text.append(size < 10 ? "0" : "").append(size).toString();
  }

  /**
   * Writes a number for readers: a few significant digits, without trailing zeros, never for files
   * that are compared.
   *
   * @param value a finite number
   * @param digits significant digits, at least 1
   * @return for example {@code 0.0481} or {@code 1.2e-7}
   */
  public static String brief(double value, int digits) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 7) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa + "e" + exponent;
  }
}
