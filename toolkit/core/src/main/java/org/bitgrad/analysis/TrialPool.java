package org.bitgrad.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Threads that make the estimates of a study. The thread that runs the study takes in their blocks
 * in order; a few blocks are always under way, never more, so that memory does not depend on the
 * number of trials.
 */
final class TrialPool implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 400;

  private final ExecutorService threads;
  private final int window;

  TrialPool(int count) {
    threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "bitgrad-study");
              thread.setDaemon(true);
              return thread;
            });
    window = 2 * count + 2;
  }

  /** Takes note after each block. */
  @FunctionalInterface
  interface Listener {
    void absorbed();
  }

  /**
   * Makes the estimates of all blocks that are still missing.
   *
   * @throws StudyInterruptedException if the calling thread is interrupted
   */
  void complete(EstimatorStatistics statistics, Trials trials, Listener listener) {
    Deque<Future<EstimatorStatistics.Block>> pending = new ArrayDeque<>();
    int next = statistics.blocksDone();
    int all = statistics.blocks().blocks();
    while (!statistics.done()) {
      Interrupts.check();
      while (next < all && pending.size() < window) {
        int block = next++;
        pending.add(threads.submit(() -> statistics.compute(trials, block)));
      }
      statistics.absorb(await(pending.remove()));
      listener.absorbed();
    }
  }

  private static EstimatorStatistics.Block await(Future<EstimatorStatistics.Block> block) {
    try {
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StudyInterruptedException("the study was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("an estimate failed", e.getCause());
    }
  }

  /** Interrupts the threads and waits a moment for them; each ends after the trial at hand. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!threads.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
