package org.bitgrad.exact;

/** Hears how far an enumeration has come; called now and then, from the thread that computes. */
@FunctionalInterface
public interface ExactProgress {
  /** Hears nothing. */
  ExactProgress NONE = (done, total) -> {};

  /**
   * Tells the state of the work.
   *
   * @param done data points that are finished, 1 to total
   * @param total all data points
   */
  void advanced(long done, long total);
}
