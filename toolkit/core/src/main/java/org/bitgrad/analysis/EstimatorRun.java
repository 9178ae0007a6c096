package org.bitgrad.analysis;

import java.util.Optional;

/** The trials of one estimator: told to the listener, and saved now and then. */
final class EstimatorRun {
  private static final long SAVE_NANOS = 2_000_000_000;

  private final Trials trials;
  private final EstimatorStatistics statistics;
  private final Optional<StudyCheckpoint> checkpoint;
  private final ProgressMeter meter;
  private int told;
  private long saved = System.nanoTime();

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
    if (checkpoint.isPresent() && System.nanoTime() - saved > SAVE_NANOS) {
      checkpoint.get().save(statistics);
      saved = System.nanoTime();
    }
  }
}
