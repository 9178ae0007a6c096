package org.bitgrad.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/** How sure we are that a value or statement was published so, by where we have it from. */
public enum Certainty {
  /** Read in the authors' code or in files beside it. */
  CODE,
  /** Measured in a published figure. */
  FIGURE,
  /** Printed in the paper's text or tables. */
  TEXT,
  /** Stated in the abstract or in a public review. */
  ABSTRACT,
  /** Follows from published formulas or numbers; not stated in these words. */
  DERIVED,
  /** Remembered, not read: never a published value, the claim is judged by its direction only. */
  RECOLLECTION;

  /** {@return whether a paper, its code or its figures state it; otherwise it is ours} */
  public boolean stated() {
    return this != DERIVED && this != RECOLLECTION;
  }

  /** {@return the name in lower case} */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a name.
   *
   * @param text as {@link #text()} writes it
   * @return the certainty
   * @throws IllegalArgumentException if the name is unknown
   */
  public static Certainty parse(String text) {
    List<String> names = Arrays.stream(values()).map(Certainty::text).toList();
    return KnownNames.find(text, names)
        .map(name -> values()[names.indexOf(name)])
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "certainty is '"
                        + Shown.text(text)
                        + "'; allowed: "
                        + KnownNames.allowed(text, names)));
  }
}
