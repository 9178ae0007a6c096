package org.bitgrad.papers.psa2020;

import java.util.List;
import org.bitgrad.analysis.Interval;
import org.bitgrad.report.Measurement;

/** Whether a comparison holds on one network, as far as the intervals tell. */
enum Decision {
  HELD,
  FAILED,
  OPEN;

  /** A comparison of exact numbers. */
  static Decision of(boolean holds) {
    return holds ? HELD : FAILED;
  }

  /** Whether a number, known to an interval, is below another. */
  static Decision below(Interval smaller, Interval larger) {
    if (smaller.high() < larger.low()) {
      return HELD;
    }
    // Two exact numbers that are equal are not in order.
    return smaller.low() >= larger.high() ? FAILED : OPEN;
  }

  /** Whether both hold. */
  Decision and(Decision other) {
    if (this == FAILED || other == FAILED) {
      return FAILED;
    }
    return this == OPEN || other == OPEN ? OPEN : HELD;
  }

  /** The share of networks on which a comparison holds. */
  static Measurement share(List<Decision> decisions) {
    return Measurement.share(
        count(decisions, HELD), count(decisions, FAILED), count(decisions, OPEN));
  }

  private static int count(List<Decision> decisions, Decision wanted) {
    return (int) decisions.stream().filter(d -> d == wanted).count();
  }
}
