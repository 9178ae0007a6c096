package org.bitgrad.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.path.PsaTables;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/**
 * What one thread does on the small networks 2-n-n-n-1 with 200 points, as JSON: million paths per
 * second of PSA and ST (one estimate = one path at each point, through the same session that
 * studies use), and milliseconds of the exact gradient. Best of several rounds after warming up, by
 * wall time and by processor time; the two agree on an idle machine.
 *
 * <p>Usage: {@code PathsPerSecond [rounds]}
 */
public final class PathsPerSecond {
  private static final double ROUND_SECONDS = 0.3;
  private static final int WARM_UP_ROUNDS = 6;
  private static final int BATCH = 25;

  private PathsPerSecond() {}

  /**
   * Prints the numbers.
   *
   * @param arguments number of rounds, 10 if absent
   */
  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    StringBuilder json = new StringBuilder("{");
    for (int width : new int[] {5, 20}) {
      for (String estimator : new String[] {"psa", "st"}) {
        SmallNetwork network = new SmallNetwork(Estimators.parse(estimator), width);
        double[] seconds = best(rounds, network::estimate);
        String name = String.format(Locale.ROOT, "%s 2-%2$d-%2$d-%2$d-1", estimator, width);
        double paths = SmallNetwork.POINTS / 1e6;
        append(json, name, new double[] {paths / seconds[0], paths / seconds[1]});
      }
    }
    Problem problem = SmallNetwork.problem(5);
    append(json, "psa tables 2-5-5-5-1", tables(rounds, problem));
    double[] seconds = best(rounds, () -> ExactOracle.compute(problem).expectedLoss());
    append(json, "exact 2-5-5-5-1 ms", new double[] {1e3 * seconds[0], 1e3 * seconds[1]});
    System.out.println(json.append("}"));
  }

  /** Million paths per second of PSA by state tables, which are built once. */
  private static double[] tables(int rounds, Problem problem) {
    Session session = PsaTables.open(problem);
    MeanSink sink = new MeanSink(problem);
    RandomStream stream = RandomStream.of(1, "tables");
    long[] trial = {0};
    double[] seconds =
        best(
            rounds,
            () -> {
              sink.clear();
              session.estimate(Draw.of(stream.child(trial[0]++)), sink);
              sink.finish();
              return sink.gradient().group(0)[0];
            });
    double paths = problem.points() / 1e6;
    return new double[] {paths / seconds[0], paths / seconds[1]};
  }

  private static void append(StringBuilder json, String name, double[] wallAndProcessor) {
    json.append(json.length() > 1 ? ", " : "")
        .append(
            String.format(
                Locale.ROOT,
                "\"%s\": {\"wall\": %.3f, \"processor\": %.3f}",
                name,
                wallAndProcessor[0],
                wallAndProcessor[1]));
  }

  /** Something that is timed; its result keeps it from being optimised away. */
  private interface Work {
    double run();
  }

  /** Least seconds per call, by wall time and by processor time. */
  private static double[] best(int rounds, Work work) {
    LongSupplier processor = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
    double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double guard = 0;
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      long wallStart = System.nanoTime();
      long processorStart = processor.getAsLong();
      int calls = 0;
      while (System.nanoTime() - wallStart < ROUND_SECONDS * 1e9) {
        for (int i = 0; i < BATCH; i++) {
          guard += work.run();
        }
        calls += BATCH;
      }
      if (round >= 0) {
        best[0] = Math.min(best[0], 1e-9 * (System.nanoTime() - wallStart) / calls);
        best[1] = Math.min(best[1], 1e-9 * (processor.getAsLong() - processorStart) / calls);
      }
    }
    if (!Double.isFinite(guard)) {
      throw new IllegalStateException("results must be finite, but add up to " + guard);
    }
    return best;
  }
}
