package org.bitgrad.papers.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Tasks that do not depend on one another, on several threads. */
public final class Parallel {
  private static final long PATIENCE_SECONDS = 5;

  private Parallel() {}

  /**
   * Runs all tasks.
   *
   * @param <T> type of a result
   * @param tasks none of which depends on another
   * @param threads at least 1
   * @return the results, in the order of the tasks
   * @throws InterruptedException if the thread was interrupted; so are the tasks then
   * @throws IllegalStateException if a task failed
   */
  public static <T> List<T> all(List<Callable<T>> tasks, int threads) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : pool.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error failure) {
        throw failure; // out of memory, or a class that is gone: as it is
      }
      throw new IllegalStateException("a task failed: " + e.getCause(), e.getCause());
    } finally {
      end(pool);
    }
  }

  /** Tasks that were interrupted still write for a moment; the folder is theirs so long. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
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
