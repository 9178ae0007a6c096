package org.bitgrad.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.bitgrad.analysis.Progress;

/**
 * Progress for people: done, total and remaining time on standard error, if that is a terminal
 * (which the launcher knows); otherwise nothing.
 */
final class ProgressLine implements Progress, AutoCloseable {
  private static final String TERMINAL = "bitgrad.terminal";
  private static final int UPDATE_MILLIS = 200;

  private final ProgressBar bar;

  private ProgressLine(ProgressBar bar) {
    this.bar = bar;
  }

  static ProgressLine open(String task) {
    if (!Boolean.getBoolean(TERMINAL)) {
      return new ProgressLine(null);
    }
    return new ProgressLine(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .clearDisplayOnFinish()
            .build());
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
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
