package org.bitgrad.random;

import java.math.BigDecimal;
import java.math.MathContext;

/** Slow and obvious elementary functions to 60 digits, the reference of the accuracy tests. */
final class HighPrecision {

  static final MathContext DIGITS = new MathContext(60);

  private static final BigDecimal TINY = new BigDecimal("1e-70");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final int HALVINGS = 16;

  private HighPrecision() {}

  /** e^x by its Taylor series at x / 2^16, squared 16 times. */
  static BigDecimal exp(BigDecimal x) {
    MathContext more = new MathContext(80);
    BigDecimal reduced = x.divide(BigDecimal.valueOf(1L << HALVINGS), more);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k <= 40; k++) {
      term = term.multiply(reduced, more).divide(BigDecimal.valueOf(k), more);
      sum = sum.add(term, more);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, more);
    }
    return sum.round(DIGITS);
  }

  static BigDecimal exp(double x) {
    return exp(new BigDecimal(x));
  }

  static BigDecimal sigmoid(double x) {
    return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(-x)), DIGITS);
  }

  static BigDecimal sigmoidDerivative(double x) {
    return sigmoid(x).multiply(sigmoid(-x), DIGITS);
  }

  /** log(1 + e^x) = max(x, 0) + 2 atanh(z / (2 + z)) with z = e^-|x|. */
  static BigDecimal softplus(double x) {
    BigDecimal z = exp(-Math.abs(x));
    BigDecimal w = z.divide(TWO.add(z), DIGITS);
    BigDecimal square = w.multiply(w, DIGITS);
    BigDecimal power = w;
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; power.compareTo(TINY.multiply(w)) > 0; k += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
      power = power.multiply(square, DIGITS);
    }
    return new BigDecimal(Math.max(x, 0)).add(TWO.multiply(sum), DIGITS);
  }

  /**
   * The standard Gaussian cdf, 1/2 + density (x + x^3/3 + x^5/15 + ...), with digits to spare for
   * the cancellation in the lower tail; for |x| up to 10.
   */
  static BigDecimal gaussianCdf(double x) {
    MathContext more = new MathContext(120);
    BigDecimal exact = new BigDecimal(x);
    BigDecimal square = exact.multiply(exact, more);
    BigDecimal term = exact;
    BigDecimal sum = exact;
    for (int k = 3; term.abs().compareTo(TINY) > 0; k += 2) {
      term = term.multiply(square, more).divide(BigDecimal.valueOf(k), more);
      sum = sum.add(term, more);
    }
    return new BigDecimal("0.5").add(gaussianDensity(x).multiply(sum, more), DIGITS);
  }

  /** The standard Gaussian density. */
  static BigDecimal gaussianDensity(double x) {
    BigDecimal exact = new BigDecimal(x);
    BigDecimal root = TWO.multiply(PI).sqrt(DIGITS);
    return exp(exact.multiply(exact).divide(TWO).negate()).divide(root, DIGITS);
  }

  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");

  /** |value - reference| / |reference|, computed without rounding to double first. */
  static double relativeError(double value, BigDecimal reference) {
    return new BigDecimal(value)
        .subtract(reference)
        .abs()
        .divide(reference.abs(), DIGITS)
        .doubleValue();
  }
}
