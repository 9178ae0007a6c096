package org.bitgrad.analysis;

import java.time.Duration;
import java.util.Optional;
import org.bitgrad.analysis.Progress.Step;

/**
 * Tells a listener how far something is, ten times a second at most, and how long it will take. For
 * one thread.
 */
public final class ProgressMeter {
  private static final long PAUSE_NANOS = 100_000_000;

  private final Progress listener;
  private final long total;
  private final long start = System.nanoTime();
  private long resumed;
  private long done;
  private long last = start - PAUSE_NANOS;

  /**
   * Begins to measure the time.
   *
   * @param listener told how far it is
   * @param total trials, or whatever else is counted, in all
   */
  public ProgressMeter(Progress listener, long total) {
    this.listener = listener;
    this.total = total;
  }

  /**
   * Counts trials that an earlier run had made; they say nothing about the speed.
   *
   * @param trials how many
   */
  public void resume(long trials) {
    resumed += trials;
    done += trials;
  }

  /**
   * Counts trials.
   *
   * @param label what is being worked on
   * @param trials how many more are done
   */
  public void advance(String label, long trials) {
    done += trials;
    long now = System.nanoTime();
    if (now - last >= PAUSE_NANOS || done == total) {
      last = now;
      listener.report(new Step(label, done, total, remaining(now)));
    }
  }

  /** Hands a warning on as a label. */
  void warn(String text) {
    listener.warn(new Step(text, done, total, Optional.empty()));
  }

  private Optional<Duration> remaining(long now) {
    if (done <= resumed) {
      return Optional.empty();
    }
    double perTrial = (double) (now - start) / (done - resumed);
    return Optional.of(Duration.ofNanos((long) (perTrial * (total - done))));
  }
}
