package org.bitgrad.papers.psa2020;

import java.time.Duration;
import java.util.Optional;
import org.bitgrad.analysis.Progress;

/** Turns the progress of single studies into that of the experiment. */
final class OverallProgress implements Progress {
  private final Progress listener;
  private final long studies;
  private final long perStudy;
  private final long start = System.nanoTime();
  private long begun;
  private String network = "";

  OverallProgress(Progress listener, Plan plan) {
    this.listener = listener;
    // Each network is studied twice: with enumerated and with sampled moments.
    studies = 2L * plan.networks() * Stage.values().length * Recipe.values().length;
    perStudy = (long) plan.trials() * Names.ALL.size() / 2;
  }

  /** Two studies of another network begin. */
  void next(String name) {
    network = name;
    begun += 2;
    report(new Step("", 0, 1, Optional.empty()));
  }

  @Override
  public void report(Step step) {
    listener.report(overall(step));
  }

  @Override
  public void warn(Step step) {
    listener.warn(overall(step));
  }

  private Step overall(Step step) {
    long done = (begun - 2) * perStudy + Math.min(2 * perStudy, step.done());
    long total = studies * perStudy;
    double seconds = (System.nanoTime() - start) / 1e9;
    Optional<Duration> remaining =
        done <= 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) (1e3 * seconds * (total - done) / done)));
    String label = (network + " " + step.label()).strip();
    return new Step(label, Math.min(done, total), total, remaining);
  }
}
