package org.bitgrad.cli;

import org.bitgrad.random.Shown;

/** Bad input: one line that names the field, its value and what is allowed. Exit code 2. */
final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_FIELD = 80;
  private static final int LONGEST_VALUE = 80;

  private Refusal(String message) {
    super(message);
  }

  /** For example {@code trials is '-3'; allowed: a whole number, 1 to 2147483647}. */
  static Refusal of(String field, Object value, String allowed) {
    return new Refusal(
        Shown.cut(field, LONGEST_FIELD) + " is " + shown(value) + "; allowed: " + allowed);
  }

  static Refusal missing(String field, String allowed) {
    return new Refusal(Shown.cut(field, LONGEST_FIELD) + " is missing; allowed: " + allowed);
  }

  private static String shown(Object value) {
    return "'" + Shown.cut(value, LONGEST_VALUE) + "'";
  }
}
