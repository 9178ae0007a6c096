package org.bitgrad.analysis;

import java.util.Optional;

/** The trials of one estimator: told to the listener, and saved now and then. */
final class EstimatorRun {
  private static final long SAVE_NANOS = 250_000_000;

  /** Saving takes at most about one part of so many. */
  private static final long SAVE_SHARE = 50;

  private final Trials trials;
  private final EstimatorStatistics statistics;
  private final Optional<StudyCheckpoint> checkpoint;
  private final ProgressMeter meter;
  private int told;
  private long saved = System.nanoTime();
  private long pause = SAVE_NANOS;

  EstimatorRun(
      Trials trials,
      EstimatorStatistics statistics,
      Optional<StudyCheckpoint> checkpoint,
      ProgressMeter meter) {
    this.trials = trials;
    this.statistics = statistics;
    this.checkpoint = checkpoint;
    this.meter = meter;
  }

  /** Makes the trials that are missing; what was made is saved even if it is interrupted. */
  void complete(TrialPool pool) {
    checkpoint.ifPresent(c -> c.load(statistics, meter::warn));
    int resumed = statistics.blocksDone();
    told = statistics.trialsDone();
    meter.resume(told);
    try {
      pool.complete(statistics, trials, this::absorbed);
    } finally {
      if (statistics.blocksDone() > resumed) {
        checkpoint.ifPresent(c -> c.save(statistics));
      }
    }
  }

  private void absorbed() {
    meter.advance(trials.name(), statistics.trialsDone() - told);
    told = statistics.trialsDone();
    long start = System.nanoTime();
    if (checkpoint.isPresent() && start - saved > pause) {
      checkpoint.get().save(statistics);
      saved = System.nanoTime();
      // Cosines are kept: a file may grow to megabytes, and a disk may be slow.
      pause = Math.max(SAVE_NANOS, SAVE_SHARE * (saved - start));
    }
  }
}
