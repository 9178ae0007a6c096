package org.bitgrad.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/** What a measurement says about a claim. It is computed, never written by hand. */
public enum Verdict {
  /** The whole interval satisfies the claim. */
  REPRODUCED,
  /** The whole interval contradicts the claim. */
  NOT_REPRODUCED,
  /** The interval covers both. */
  INCONCLUSIVE,
  /** There is no measurement; the ledger gives the reason. */
  NOT_TESTED;

  /** {@return the verdict in words, for example {@code not reproduced}} */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Reads the words of a ledger.
   *
   * @param text as {@link #text()} writes it
   * @return the verdict
   * @throws IllegalArgumentException if the words are others
   */
  public static Verdict parse(String text) {
    List<String> names = Arrays.stream(values()).map(Verdict::text).toList();
    return KnownNames.find(text, names)
        .map(name -> values()[names.indexOf(name)])
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "verdict is '"
                        + Shown.text(text)
                        + "'; allowed: "
                        + KnownNames.allowed(text, names)));
  }
}
