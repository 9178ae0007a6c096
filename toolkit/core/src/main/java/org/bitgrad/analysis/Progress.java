package org.bitgrad.analysis;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Told how far a study is; always called on the thread that runs it, some tens of times a second at
 * most.
 */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = step -> {};

  /**
   * Takes note.
   *
   * @param step how far the study is
   */
  void report(Step step);

  /**
   * Takes note of something that the user should know, for example a damaged checkpoint; reported
   * like any other step unless this is overridden.
   *
   * @param step its label is the warning
   */
  default void warn(Step step) {
    report(step);
  }

  /**
   * How far a study is.
   *
   * @param label what is being worked on, for example an estimator's name
   * @param done trials done, of all estimators together; data points while something is enumerated
   * @param total trials or points in all
   * @param remaining estimate of the time to the end, empty before there is anything to go by
   */
  record Step(String label, long done, long total, Optional<Duration> remaining) {
    /**
     * Checks that nothing is missing.
     *
     * @param label what is being worked on, for example an estimator's name
     * @param done trials done, of all estimators together; data points while something is
     *     enumerated
     * @param total trials or points in all
     * @param remaining estimate of the time to the end, empty before there is anything to go by
     */
    public Step {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(remaining, "remaining");
    }
  }
}
