package org.bitgrad.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.bitgrad.estimator.Estimators;

/**
 * Million paths per second of one thread on the small networks, best of several rounds, as JSON.
 * Times are those of the processor, so that other work on the machine disturbs less.
 *
 * <p>Usage: {@code PathsPerSecond [rounds]}
 */
public final class PathsPerSecond {
  private static final double ROUND_SECONDS = 0.5;
  private static final int WARM_UP_ROUNDS = 4;

  private PathsPerSecond() {}

  /**
   * Prints the table.
   *
   * @param arguments number of rounds, 6 if absent
   */
  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6;
    StringBuilder json = new StringBuilder("{");
    for (String estimator : new String[] {"psa", "st"}) {
      for (int width : new int[] {5, 20}) {
        SmallNetwork network = new SmallNetwork(Estimators.parse(estimator), width);
        double best = 0;
        for (int round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
          double rate = rate(network);
          best = round < WARM_UP_ROUNDS ? 0 : Math.max(best, rate);
        }
        json.append(json.length() > 1 ? ", " : "")
            .append(String.format(Locale.ROOT, "\"%s %d\": %.2f", estimator, width, best / 1e6));
      }
    }
    System.out.println(json.append("}"));
  }

  private static double rate(SmallNetwork network) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long paths = 0;
    double elapsed = 0;
    double guard = 0;
    while (elapsed < ROUND_SECONDS) {
      for (int i = 0; i < 50; i++) {
        guard += network.estimate();
      }
      paths += 50L * SmallNetwork.POINTS;
      elapsed = (threads.getCurrentThreadCpuTime() - start) * 1e-9;
    }
    if (!Double.isFinite(guard)) {
      throw new IllegalStateException("loss must be finite, but is " + guard);
    }
    return paths / elapsed;
  }
}
