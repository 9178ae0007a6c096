package org.bitgrad.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;

/** Moments of all points, computed side by side and added in the order of the points. */
final class OrderedPoints {
  private OrderedPoints() {}

  static Moments reduce(
      Problem problem, int threads, ExactProgress progress, IntFunction<PointMoments> moments) {
    Sum sum = new Sum(problem);
    int points = problem.points();
    if (threads == 1 || points == 1) {
      for (int n = 0; n < points; n++) {
        sum.add(moments.apply(n));
        progress.advanced(n + 1, points);
      }
      return sum.moments();
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, points), daemon());
    try {
      List<Future<PointMoments>> futures = new ArrayList<>();
      for (int n = 0; n < points; n++) {
        int point = n;
        futures.add(pool.submit(() -> moments.apply(point)));
      }
      for (int n = 0; n < points; n++) {
        // A future that is done gives its value to a thread that is interrupted, too.
        OracleRun.stopIfInterrupted();
        sum.add(futures.set(n, null).get());
        progress.advanced(n + 1, points);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("the exact moments were interrupted").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return sum.moments();
  }

  private static java.util.concurrent.ThreadFactory daemon() {
    return task -> {
      Thread thread = new Thread(task, "exact-moments");
      thread.setDaemon(true);
      return thread;
    };
  }

  private static final class Sum {
    private final int points;
    private final Gradient mean;
    private final Gradient variance;
    private double value;

    Sum(Problem problem) {
      points = problem.points();
      mean = problem.newGradient();
      variance = problem.newGradient();
    }

    void add(PointMoments point) {
      for (int g = 0; g < mean.layout().groups(); g++) {
        add(point.groups().get(g).mean(), mean.group(g));
        add(point.groups().get(g).variance(), variance.group(g));
      }
      value += point.value().mean()[0];
    }

    private static void add(double[] from, double[] to) {
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }

    Moments moments() {
      mean.scale(1.0 / points);
      variance.scale(1.0 / points / points);
      return new Moments(mean, variance, value / points);
    }
  }
}
