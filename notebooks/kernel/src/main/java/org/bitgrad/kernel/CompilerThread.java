package org.bitgrad.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The thread on which cells are compiled: deep enough for expressions that nest deeply. What the
 * compiler prints when it fails all the same is not output of the cell.
 */
final class CompilerThread extends KernelThread {
  private static final long STACK_BYTES = 256L << 20;

  private CompilerThread(Runnable body) {
    super("compiler", body, STACK_BYTES);
  }

  /**
   * Does some work on such a thread and waits for it. An interrupt of the waiting thread does not
   * end it: cells are interrupted through their control.
   *
   * @throws ExecutionException with what the work threw as its cause
   */
  static <T> T call(Callable<T> work) throws ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    new CompilerThread(task).start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
