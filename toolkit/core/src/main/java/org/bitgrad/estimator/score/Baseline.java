package org.bitgrad.estimator.score;

import java.util.List;
import org.bitgrad.estimator.NumberText;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/**
 * What {@link Reinforce} subtracts from the loss.
 *
 * @param kind which sort
 * @param constant the number of a constant baseline, 0 otherwise
 */
public record Baseline(Kind kind, double constant) {
  private static final List<String> NAMES =
      List.of("none", "running-mean", "optimal", "leave-one-out");

  /** Sorts of baselines. */
  public enum Kind {
    /** 0. */
    NONE,
    /** A fixed number. */
    CONSTANT,
    /** The mean of the losses seen while adapting, frozen afterwards. */
    RUNNING_MEAN,
    /** The constant of least variance for each unit, learned while adapting, frozen afterwards. */
    OPTIMAL,
    /** The mean of the point's other samples. */
    LEAVE_ONE_OUT
  }

  /**
   * Checks the number.
   *
   * @param kind which sort
   * @param constant the number of a constant baseline, 0 otherwise
   */
  public Baseline {
    if (!Double.isFinite(constant)) {
      throw new IllegalArgumentException("baseline must be a finite number, but is " + constant);
    }
    if (kind != Kind.CONSTANT && constant != 0) {
      throw new IllegalArgumentException(
          "constant must be 0 for a baseline of kind " + kind + ", but is " + constant);
    }
  }

  /** {@return no baseline} */
  public static Baseline none() {
    return new Baseline(Kind.NONE, 0);
  }

  /**
   * A fixed number.
   *
   * @param number finite
   * @return the baseline
   */
  public static Baseline constant(double number) {
    return new Baseline(Kind.CONSTANT, number);
  }

  /** {@return the mean of losses seen while adapting} */
  public static Baseline runningMean() {
    return new Baseline(Kind.RUNNING_MEAN, 0);
  }

  /** {@return the constant of least variance for each unit, {@code E[f s^2] / E[s^2]}, learned} */
  public static Baseline optimal() {
    return new Baseline(Kind.OPTIMAL, 0);
  }

  /** {@return the mean of the point's other samples} */
  public static Baseline leaveOneOut() {
    return new Baseline(Kind.LEAVE_ONE_OUT, 0);
  }

  /**
   * Reads {@code none}, {@code running-mean}, {@code optimal}, {@code leave-one-out} or a number.
   *
   * @param text what stands after {@code baseline=}
   * @return the baseline
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Baseline parse(String text) {
    return switch (KnownNames.find(text, NAMES).orElse(text)) {
      case "none" -> none();
      case "running-mean" -> runningMean();
      case "optimal" -> optimal();
      case "leave-one-out" -> leaveOneOut();
      default -> constant(number(text));
    };
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "baseline must be none, a number, running-mean, optimal or leave-one-out, but is "
              + Shown.text(text)
              + KnownNames.hint(text, NAMES),
          e);
    }
  }

  /** {@return the text that {@link #parse} reads} */
  public String text() {
    return switch (kind) {
      case NONE -> "none";
      case CONSTANT -> NumberText.of(constant);
      case RUNNING_MEAN -> "running-mean";
      case OPTIMAL -> "optimal";
      case LEAVE_ONE_OUT -> "leave-one-out";
    };
  }
}
