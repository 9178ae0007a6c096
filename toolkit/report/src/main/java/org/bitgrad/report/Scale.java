package org.bitgrad.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/**
 * How much work an experiment does; the code is the same at every scale.
 *
 * <p>A table or a plot always names its scale.
 */
public enum Scale {
  /** Seconds: a check that everything runs. Never changes committed results. */
  QUICK,
  /** The committed results: at most about an hour for one paper on two cores. */
  STANDARD,
  /** The published settings: hours or days. */
  PAPER;

  /** The environment variable that notebooks read. */
  public static final String VARIABLE = "BITGRAD_SCALE";

  /** {@return the name as the command line spells it, for example {@code quick}} */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return what readers of results must know of this scale, a sentence or nothing} */
  public String note() {
    return this == QUICK
        ? "Scale quick is a smoke test of the code, not a replication of the papers: its verdicts"
            + " rest on too few numbers. The committed results are those of scale standard."
        : "";
  }

  /**
   * Reads a name.
   *
   * @param text {@code quick}, {@code standard} or {@code paper}
   * @return the scale
   * @throws IllegalArgumentException if the name is another one
   */
  public static Scale parse(String text) {
    List<String> names = Arrays.stream(values()).map(Scale::text).toList();
    return KnownNames.find(text, names)
        .map(name -> values()[names.indexOf(name)])
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scale is '"
                        + Shown.text(text)
                        + "'; allowed: "
                        + KnownNames.allowed(text, names)));
  }

  /**
   * The scale that the environment asks for, {@link #QUICK} if it does not.
   *
   * @return the scale
   * @throws IllegalArgumentException if {@code BITGRAD_SCALE} is set to something else
   */
  public static Scale fromEnvironment() {
    String text = System.getenv(VARIABLE);
    return text == null || text.isEmpty() ? QUICK : parse(text);
  }
}
