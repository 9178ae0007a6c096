package org.bitgrad.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.Examples;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.NamedArray;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.OptimiserRun;
import org.bitgrad.train.engine.FloatNetwork;

/**
 * Milliseconds of training work in float32, as JSON: the straight-through step (gradient, and SGD
 * with momentum) and the gradient of PSA, on 784-500-500-10 with batches of 100, or on convolutions
 * 3x3 with a border of 1 of 3x32x32 to 32, 32 (stride 2), 64, 64 (stride 2) channels and a head of
 * 10, with batches of 64. Median and best of single calls after warming up, and mean processor time
 * per call of the whole process, which exceeds the wall time where threads work side by side.
 *
 * <p>Usage: {@code TrainingSteps THREADS [seconds of each] [dense|convolution]}
 */
public final class TrainingSteps {
  private static final Setting DENSE =
      new Setting(
          () ->
              StochasticBinaryNetwork.input(784)
                  .bernoulli(500)
                  .bernoulli(500)
                  .head(10, OutputLoss.SOFTMAX)
                  .initialise(7),
          100,
          2);
  private static final Setting CONVOLUTION =
      new Setting(
          () ->
              StochasticBinaryNetwork.input(3, 32, 32)
                  .convolution(32, 3)
                  .padding(1)
                  .convolution(32, 3)
                  .stride(2)
                  .padding(1)
                  .convolution(64, 3)
                  .padding(1)
                  .convolution(64, 3)
                  .stride(2)
                  .padding(1)
                  .encoding(Encoding.SPINS)
                  .head(10, OutputLoss.SOFTMAX)
                  .initialise(7),
          64,
          4);

  private TrainingSteps() {}

  /** A network, the size of its batches, and seconds of calls before the first that counts. */
  private record Setting(Supplier<StochasticBinaryNetwork> network, int rows, double warmUp) {}

  /**
   * Prints the numbers.
   *
   * @param arguments threads, then seconds of each measurement, 5 if absent, then {@code dense},
   *     the default, or {@code convolution}
   */
  public static void main(String[] arguments) {
    int threads = Integer.parseInt(arguments[0]);
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 5;
    boolean convolution = arguments.length > 2 && arguments[2].equals("convolution");
    Setting setting = convolution ? CONVOLUTION : DENSE;
    StringBuilder json = new StringBuilder("{");
    json.append(
        String.format(
            Locale.ROOT,
            "\"threads\": %d, \"products\": \"%s\"",
            threads,
            FloatProducts.fastest().name()));
    append(json, "st step", time(setting, seconds, step(setting, "st", threads)));
    append(json, "st gradient", time(setting, seconds, gradient(setting, "st", threads)));
    append(json, "psa gradient", time(setting, seconds, gradient(setting, "psa", threads)));
    append(json, "psa step", time(setting, seconds, step(setting, "psa", threads)));
    System.out.println(json.append("}"));
  }

  /** Something that is timed; its result keeps it from being optimised away. */
  private interface Work {
    double run(long call);
  }

  private static Work gradient(Setting setting, String method, int threads) {
    StochasticBinaryNetwork form = setting.network.get();
    FloatNetwork network = FloatNetwork.of(form, method, threads);
    BatchBuffer batch = batch(setting.rows, form.sizes()[0]);
    RandomStream stream = RandomStream.of(1, "steps");
    return call -> network.estimate(batch, stream.child(call));
  }

  private static Work step(Setting setting, String method, int threads) {
    StochasticBinaryNetwork form = setting.network.get();
    FloatNetwork network = FloatNetwork.of(form, method, threads);
    OptimiserRun run = Optimiser.sgd(0.01).momentum(0.9).start(arrays(network.parameters()));
    RealArray[] gradients = arrays(network.gradients());
    BatchBuffer batch = batch(setting.rows, form.sizes()[0]);
    RandomStream stream = RandomStream.of(1, "steps");
    return call -> {
      double loss = network.estimate(batch, stream.child(call));
      run.step(gradients);
      return loss;
    };
  }

  private static RealArray[] arrays(List<NamedArray> named) {
    return named.stream().map(NamedArray::values).toArray(RealArray[]::new);
  }

  private static BatchBuffer batch(int rows, int features) {
    BatchPlan plan = BatchPlan.of(examples(rows, features), rows);
    BatchBuffer buffer = BatchBuffer.ofFloats(plan);
    new BatchReader(plan).read(0, 0, buffer);
    return buffer;
  }

  /** Numbers in [0, 1] and labels, as the peer's. */
  static Examples examples(int rows, int features) {
    RandomStream stream = RandomStream.of(2, "batch");
    return new Examples() {
      @Override
      public int size() {
        return rows;
      }

      @Override
      public int features() {
        return features;
      }

      @Override
      public double target(int example) {
        return example % 10;
      }

      @Override
      public void numbers(int example, double[] out) {
        stream.uniforms((long) features * example, out, 0, features);
      }
    };
  }

  /** Median, best and processor milliseconds per call. */
  private static double[] time(Setting setting, double seconds, Work work) {
    com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    LongSupplier processor = system::getProcessCpuTime;
    double guard = 0;
    long call = 0;
    long end = System.nanoTime() + (long) (1e9 * setting.warmUp);
    while (System.nanoTime() < end) {
      guard += work.run(call++);
    }
    List<Double> walls = new ArrayList<>();
    long processorStart = processor.getAsLong();
    long before = System.nanoTime();
    end = before + (long) (1e9 * seconds);
    while (before < end) {
      guard += work.run(call++);
      long now = System.nanoTime();
      walls.add(1e-6 * (now - before));
      before = now;
    }
    double mean = 1e-6 * (processor.getAsLong() - processorStart) / walls.size();
    if (!Double.isFinite(guard)) {
      throw new IllegalStateException("results must be finite, but add up to " + guard);
    }
    double[] sorted = walls.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new double[] {sorted[sorted.length / 2], sorted[0], mean};
  }

  private static void append(StringBuilder json, String name, double[] numbers) {
    json.append(
        String.format(
            Locale.ROOT,
            ", \"%s\": {\"median\": %.3f, \"best\": %.3f, \"processor\": %.3f}",
            name,
            numbers[0],
            numbers[1],
            numbers[2]));
  }
}
