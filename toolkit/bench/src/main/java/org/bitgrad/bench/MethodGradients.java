package org.bitgrad.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.EstimatorNetwork;
import org.bitgrad.train.TrainableNetwork;
import org.bitgrad.train.engine.FloatNetwork;

/**
 * Milliseconds of a gradient by each method that the engine in float32 has, there and in float64:
 * convolutions 3x3 without border of 3x32x32 to 16, 16 (stride 2), 32, 32 (stride 2) channels, a
 * head of 10, batches of 64, one thread. Methods take turns; of each the best mean processor time
 * of a turn counts.
 *
 * <p>Usage: {@code MethodGradients [turns [seconds of a turn]]}
 */
public final class MethodGradients {
  private static final List<String> METHODS =
      List.of(
          "st",
          "psa",
          "mean-field",
          "concrete(0.5)",
          "reinforce",
          "reinforce(baseline=running-mean)",
          "ap2",
          "local-reparameterisation");

  private static final int ROWS = 64;
  private static final int SLOW_CALLS = 3;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private MethodGradients() {}

  /**
   * Prints a line per method.
   *
   * @param arguments turns, 6 if absent, then seconds of each, 0.5 if absent
   */
  public static void main(String[] arguments) {
    int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6;
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.5;
    List<Timed> fast = new ArrayList<>();
    for (String method : METHODS) {
      fast.add(new Timed(FloatNetwork.of(network(), method, 1), batch(true)));
    }
    for (int turn = 0; turn < turns; turn++) {
      for (Timed each : fast) {
        each.turn(seconds, Integer.MAX_VALUE);
      }
    }
    for (int m = 0; m < METHODS.size(); m++) {
      Timed slow = new Timed(EstimatorNetwork.of(network(), METHODS.get(m)), batch(false));
      slow.turn(seconds, 1);
      slow.turn(Double.MAX_VALUE, SLOW_CALLS);
      String line = "%-34s float32 %8.2f ms  float64 %8.1f ms";
      System.out.printf(Locale.ROOT, line + "%n", METHODS.get(m), fast.get(m).best, slow.best);
    }
  }

  private static StochasticBinaryNetwork network() {
    return StochasticBinaryNetwork.input(3, 32, 32)
        .convolution(16, 3)
        .convolution(16, 3)
        .stride(2)
        .convolution(32, 3)
        .convolution(32, 3)
        .stride(2)
        .encoding(Encoding.SPINS)
        .head(10, OutputLoss.SOFTMAX)
        .initialise(7);
  }

  /** A network at work; milliseconds of the best turn so far. */
  private static final class Timed {
    private final TrainableNetwork network;
    private final BatchBuffer batch;
    private final RandomStream stream = RandomStream.of(1, "steps");
    private long call;
    private double best = Double.POSITIVE_INFINITY;

    Timed(TrainableNetwork network, BatchBuffer batch) {
      this.network = network;
      this.batch = batch;
    }

    void turn(double seconds, int most) {
      long before = THREADS.getCurrentThreadCpuTime();
      double spent = 0;
      int calls = 0;
      while (calls < most && spent < 1e9 * seconds) {
        double loss = network.estimate(batch, stream.child(call++));
        if (!Double.isFinite(loss)) {
          throw new IllegalStateException("a loss must be finite, but is " + loss);
        }
        calls++;
        spent = THREADS.getCurrentThreadCpuTime() - before;
      }
      best = Math.min(best, 1e-6 * spent / calls);
    }
  }

  private static BatchBuffer batch(boolean floats) {
    BatchPlan plan = BatchPlan.of(TrainingSteps.examples(ROWS, 3 * 32 * 32), ROWS);
    BatchBuffer buffer = floats ? BatchBuffer.ofFloats(plan) : BatchBuffer.ofDoubles(plan);
    new BatchReader(plan).read(0, 0, buffer);
    return buffer;
  }
}
