package org.bitgrad.papers.shared;

import java.util.List;
import org.bitgrad.analysis.Interval;
import org.bitgrad.report.Measurement;

/** Whether a comparison holds in one case, as far as the intervals tell. */
public enum Decision {
  /** It holds. */
  HELD,
  /** It holds the other way round. */
  FAILED,
  /** The intervals do not tell. */
  OPEN;

  /**
   * A comparison of exact numbers.
   *
   * @param holds whether it holds
   * @return held or failed
   */
  public static Decision of(boolean holds) {
    return holds ? HELD : FAILED;
  }

  /**
   * Whether a number, known to an interval, is below another.
   *
   * @param smaller interval of the number that should be below
   * @param larger interval of the other
   * @return open where the intervals overlap
   */
  public static Decision below(Interval smaller, Interval larger) {
    if (smaller.high() < larger.low()) {
      return HELD;
    }
    // Two exact numbers that are equal are not in order.
    return smaller.low() >= larger.high() ? FAILED : OPEN;
  }

  /**
   * Whether both hold.
   *
   * @param other another comparison
   * @return held if both are, failed if one is
   */
  public Decision and(Decision other) {
    if (this == FAILED || other == FAILED) {
      return FAILED;
    }
    return this == OPEN || other == OPEN ? OPEN : HELD;
  }

  /**
   * The share of cases in which a comparison holds, where the cases are chosen, not drawn.
   *
   * @param decisions one per case
   * @param cases what they are, for example {@code sizes}
   * @return the share, see {@link Measurement#share}
   */
  public static Measurement share(List<Decision> decisions, String cases) {
    return Measurement.share(
        count(decisions, HELD), count(decisions, FAILED), count(decisions, OPEN), cases);
  }

  /**
   * The share of cases in which a comparison holds, where the cases are an independent sample.
   *
   * @param decisions one per case
   * @param cases what they are, for example {@code networks}
   * @return the share, see {@link Measurement#shareOfSample}
   */
  public static Measurement shareOfSample(List<Decision> decisions, String cases) {
    return Measurement.shareOfSample(
        count(decisions, HELD), count(decisions, FAILED), count(decisions, OPEN), cases);
  }

  private static int count(List<Decision> decisions, Decision wanted) {
    return (int) decisions.stream().filter(d -> d == wanted).count();
  }
}
