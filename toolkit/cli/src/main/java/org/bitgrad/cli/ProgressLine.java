package org.bitgrad.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.bitgrad.analysis.Progress;

/**
 * Progress for people: done, total and remaining time on standard error, if that is a terminal
 * (which the launcher knows); otherwise warnings only, a line each.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final String TERMINAL = "bitgrad.terminal";
  private static final int UPDATE_MILLIS = 200;
  private static final long MEGABYTE = 1_000_000;

  private final ProgressBar bar;
  private final PrintWriter err;

  private ProgressLine(ProgressBar bar, PrintWriter err) {
    this.bar = bar;
    this.err = err;
  }

  static ProgressLine open(String task, PrintWriter err) {
    return open(task, err, new ProgressBarBuilder());
  }

  /** Counts bytes and shows megabytes. */
  static ProgressLine ofBytes(String task, PrintWriter err) {
    return open(task, err, new ProgressBarBuilder().setUnit(" MB", MEGABYTE));
  }

  private static ProgressLine open(String task, PrintWriter err, ProgressBarBuilder builder) {
    if (!Boolean.getBoolean(TERMINAL)) {
      return new ProgressLine(null, err);
    }
    return new ProgressLine(
        builder
            .setTaskName(task)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .clearDisplayOnFinish()
            .build(),
        err);
  }

  /** Shows warnings, no progress. */
  Progress warningsOnly() {
    return new ProgressLine(null, err);
  }

  @Override
  public void report(Step step) {
    if (bar != null) {
      bar.maxHint(step.total());
      bar.stepTo(step.done());
      bar.setExtraMessage(step.label());
    }
  }

  @Override
  public void warn(Step step) {
    err.println("bitgrad: warning: " + step.label());
    err.flush();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
