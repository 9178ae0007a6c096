package org.bitgrad.random;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and scales of the noises: how they are written, read and checked. */
final class NoiseNames {

  static final double SMALLEST_SCALE = 1e-100;
  static final double LARGEST_SCALE = 1e100;

  private static final List<String> KNOWN =
      List.of("logistic", "uniform", "triangular", "gaussian");
  private static final String FAMILIES = String.join(", ", KNOWN);
  private static final Pattern NAME = Pattern.compile("([a-zA-Z]+)(?:\\(([-+.0-9eE]+)\\))?");
  private static final int DIGITS_THAT_IDENTIFY_A_DOUBLE = 17;

  private NoiseNames() {}

  static double checkScale(double scale) {
    if (!(scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE)) {
      throw new IllegalArgumentException(
          "scale of a noise must be in [1e-100, 1e100], was " + scale);
    }
    return scale;
  }

  static double checkProbability(double u) {
    if (!(u > 0 && u < 1)) {
      throw new IllegalArgumentException("u must be in the open interval (0, 1), was " + u);
    }
    return u;
  }

  static Noise of(String family, double scale) {
    if (family == null) {
      throw new IllegalArgumentException("noise must be one of " + FAMILIES + ", was null");
    }
    return switch (KnownNames.find(family, KNOWN).orElse("")) {
      case "logistic" -> new LogisticNoise(scale);
      case "uniform" -> new UniformNoise(scale);
      case "triangular" -> new TriangularNoise(scale);
      case "gaussian" -> new GaussianNoise(scale);
      default ->
          throw new IllegalArgumentException(
              "noise must be one of "
                  + FAMILIES
                  + ", was '"
                  + Shown.text(family)
                  + "'"
                  + KnownNames.hint(family, KNOWN));
    };
  }

  static Noise parse(String text) {
    if (text == null) {
      throw new IllegalArgumentException("noise must be one of " + FAMILIES + ", was null");
    }
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "noise must be one of "
              + FAMILIES
              + ", optionally with a scale in parentheses such as uniform(0.5), was '"
              + Shown.text(text)
              + "'");
    }
    return of(matcher.group(1), matcher.group(2) == null ? 1 : number(matcher.group(2)));
  }

  private static double number(String digits) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "scale of a noise must be a number in [1e-100, 1e100], was '" + Shown.text(digits) + "'",
          e);
    }
  }

  /**
   * The family, and the scale if it is not 1, in the fewest digits that give the double back;
   * Double.toString does not promise the same digits on every JDK.
   */
  static String name(String family, double scale) {
    return scale == 1 ? family : family + "(" + shortest(scale) + ")";
  }

  private static String shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < DIGITS_THAT_IDENTIFY_A_DOUBLE; digits++) {
      String text = text(exact.round(new MathContext(digits)));
      if (Double.parseDouble(text) == value) {
        return text;
      }
    }
    return text(exact.round(new MathContext(DIGITS_THAT_IDENTIFY_A_DOUBLE)));
  }

  private static String text(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 7
        ? stripped.toPlainString()
        : stripped.toString();
  }
}
