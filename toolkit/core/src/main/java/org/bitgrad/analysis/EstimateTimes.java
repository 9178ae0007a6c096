package org.bitgrad.analysis;

import java.util.Arrays;
import java.util.List;

/**
 * Seconds per estimate on this machine, one thread: the least of several rounds that the estimators
 * take in turn, so that other work on the machine disturbs few of them and all alike.
 */
final class EstimateTimes {
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 5;
  private static final long ROUND_NANOS = 15_000_000;

  private EstimateTimes() {}

  static double[] measure(List<Trials> estimators) {
    double[] best = new double[estimators.size()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (int e = 0; e < best.length; e++) {
        Interrupts.check();
        double seconds = round(estimators.get(e));
        if (round >= WARM_UP) {
          best[e] = Math.min(best[e], seconds);
        }
      }
    }
    return best;
  }

  private static double round(Trials trials) {
    Trials.Worker worker = trials.acquire();
    long start = System.nanoTime();
    long now = start;
    int count = 0;
    while (now - start < ROUND_NANOS || count == 0) {
      worker.estimate(count++);
      now = System.nanoTime();
    }
    trials.release(worker);
    return 1e-9 * (now - start) / count;
  }
}
