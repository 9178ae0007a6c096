package org.bitgrad.report;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitgrad.random.Shown;

/**
 * What a measurement must satisfy, written down before the run that is judged. It is written {@code
 * >= 4}, {@code <= 1e-12}, {@code 0.684 +- 0.003} or {@code 0.684 +- 2%}.
 *
 * @param text as written in the claims file and in the ledger
 * @param low smallest value that satisfies it, {@code -infinity} if there is none
 * @param high largest value that satisfies it, {@code infinity} if there is none
 */
public record Criterion(String text, double low, double high) {
  private static final String NUMBER = "([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)";
  private static final Pattern BOUND = Pattern.compile("(>=|<=)\\s*" + NUMBER);
  private static final Pattern WITHIN =
      Pattern.compile(NUMBER + "\\s*\\+-\\s*" + NUMBER + "\\s*(%?)");

  /**
   * Checks the range.
   *
   * @param text as written in the claims file and in the ledger
   * @param low smallest value that satisfies it, {@code -infinity} if there is none
   * @param high largest value that satisfies it, {@code infinity} if there is none
   */
  public Criterion {
    Objects.requireNonNull(text, "text");
    if (!(low <= high)) {
      throw new IllegalArgumentException("'" + Shown.text(text) + "' allows no value");
    }
  }

  /**
   * Reads a criterion.
   *
   * @param text for example {@code >= 4} or {@code 0.684 +- 0.003}
   * @return the criterion
   * @throws IllegalArgumentException if it is not written in one of these ways
   */
  public static Criterion parse(String text) {
    Matcher bound = BOUND.matcher(text);
    if (bound.matches()) {
      double at = Double.parseDouble(bound.group(2));
      return bound.group(1).equals(">=")
          ? new Criterion(text, at, Double.POSITIVE_INFINITY)
          : new Criterion(text, Double.NEGATIVE_INFINITY, at);
    }
    Matcher within = WITHIN.matcher(text);
    if (within.matches()) {
      double centre = Double.parseDouble(within.group(1));
      double tolerance = Double.parseDouble(within.group(2));
      if (!within.group(3).isEmpty()) {
        tolerance *= Math.abs(centre) / 100;
      }
      return new Criterion(text, centre - tolerance, centre + tolerance);
    }
    throw new IllegalArgumentException(
        "tolerance is '" + Shown.text(text) + "'; allowed: '>= x', '<= x', 'x +- y', 'x +- y%'");
  }

  /**
   * Judges a measurement: reproduced if its whole interval satisfies the criterion, not reproduced
   * if none of it does, inconclusive otherwise.
   *
   * @param measured statistic and interval
   * @return the verdict
   */
  public Verdict judge(Measurement measured) {
    if (measured.low() >= low && measured.high() <= high) {
      return Verdict.REPRODUCED;
    }
    if (measured.high() < low || measured.low() > high) {
      return Verdict.NOT_REPRODUCED;
    }
    return Verdict.INCONCLUSIVE;
  }

  @Override
  public String toString() {
    return text;
  }
}
