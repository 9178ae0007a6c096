package org.bitgrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import org.bitgrad.analysis.Interval;

/**
 * The same training with several seeds, side by side, each on one thread then; the results do not
 * depend on how many run at once.
 *
 * <pre>{@code
 * List<TrainingResult> results = SeedRuns.run(
 *     seed -> Training.of(shape.initialise(seed)).with("st").optimiser(sgd).data(train).seed(seed),
 *     List.of(1L, 2L, 3L), 2);
 * }</pre>
 */
public final class SeedRuns {
  private SeedRuns() {}

  /**
   * Trains.
   *
   * @param training of a seed, with a network of its own; called on the threads of the trainings
   * @param seeds at least one, all different
   * @param threads trainings at once, at least 1
   * @return one result per seed, in the order of the seeds
   * @throws IllegalArgumentException if there is no seed or one stands twice
   * @throws TrainingInterruptedException if the thread is interrupted; all trainings have ended
   *     then
   * @throws RuntimeException the first failure of a training, in the order of the seeds; the others
   *     are interrupted and have ended then
   */
  public static List<TrainingResult> run(
      LongFunction<Training> training, List<Long> seeds, int threads) {
    Schedules.atLeast("number of seeds", seeds.size(), 1);
    Schedules.atLeast("threads", threads, 1);
    if (seeds.stream().distinct().count() != seeds.size()) {
      throw new IllegalArgumentException("seeds must be different, but are " + seeds);
    }
    boolean alone = Math.min(threads, seeds.size()) == 1;
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, seeds.size()));
    try {
      List<Future<TrainingResult>> running = new ArrayList<>();
      for (long seed : seeds) {
        running.add(
            pool.submit(
                () -> alone ? training.apply(seed).run() : training.apply(seed).threads(1).run()));
      }
      List<TrainingResult> results = new ArrayList<>();
      for (Future<TrainingResult> each : running) {
        results.add(result(each));
      }
      return List.copyOf(results);
    } catch (InterruptedException e) {
      end(pool);
      Thread.currentThread().interrupt();
      throw new TrainingInterruptedException(e);
    } finally {
      end(pool);
    }
  }

  private static TrainingResult result(Future<TrainingResult> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure; // out of memory, or a class that is gone: as it is
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Interrupts what still runs and waits for it, so that checkpoints are whole. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The mean of a number over seeds.
   *
   * @param value of a result
   * @param results at least one
   * @return mean and 95 % interval
   */
  public static Mean mean(ToDoubleFunction<TrainingResult> value, List<TrainingResult> results) {
    double[] values = results.stream().mapToDouble(value).toArray();
    return new Mean(
        values.length, Arrays.stream(values).average().orElseThrow(), Interval.ofMean(values));
  }

  /**
   * A mean over seeds.
   *
   * @param seeds how many
   * @param value the mean
   * @param interval 95 %, by Student's t
   */
  public record Mean(int seeds, double value, Interval interval) {}
}
