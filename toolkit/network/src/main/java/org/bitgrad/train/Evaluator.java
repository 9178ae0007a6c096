package org.bitgrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.random.RandomStream;

/** Evaluates a network on the batches of a plan, which are read in order. */
final class Evaluator {
  /** Examples on which the units are looked at, rounded up to whole batches. */
  private static final int LOOKED_AT = 1000;

  private final TrainableNetwork network;
  private final BatchPlan plan;
  private final BatchReader reader;
  private final BatchBuffer buffer;
  private final double[] single;
  private final double[] sum;

  Evaluator(TrainableNetwork network, BatchPlan plan) {
    this.network = network;
    this.plan = plan;
    reader = new BatchReader(plan);
    buffer = buffer(network, plan);
    single = new double[Math.multiplyExact(plan.rows(), network.outputs())];
    sum = new double[single.length];
  }

  /** A buffer in the precision of a network. */
  static BatchBuffer buffer(TrainableNetwork network, BatchPlan plan) {
    return single(network) ? BatchBuffer.ofFloats(plan) : BatchBuffer.ofDoubles(plan);
  }

  static boolean single(TrainableNetwork network) {
    return network.parameters().get(0).values().bytes() == Float.BYTES;
  }

  /** Pass s of batch b reads {@code stream.child(b).child(s)}. */
  Evaluation evaluate(RandomStream stream, int samples) throws InterruptedException {
    double loss = 0;
    long alone = 0;
    long together = 0;
    long examples = 0;
    boolean classes = true;
    for (int b = 0; b < plan.batches(); b++) {
      reader.read(0, b, buffer);
      RandomStream passes = stream.child(b);
      Arrays.fill(sum, 0);
      for (int s = 0; s < samples; s++) {
        stopIfInterrupted();
        Arrays.fill(single, 0);
        loss += buffer.rows() * network.predict(buffer, passes.child(s), single);
        alone += right(single, 1);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += single[i];
        }
      }
      together += right(sum, samples);
      examples += buffer.rows();
      classes &= network.label(buffer.targets()[0]) >= 0;
    }
    double passes = (double) examples * samples;
    return new Evaluation(
        examples,
        samples,
        loss / passes,
        classes ? OptionalDouble.of(alone / passes) : OptionalDouble.empty(),
        classes ? OptionalDouble.of((double) together / examples) : OptionalDouble.empty());
  }

  private int right(double[] sums, int passes) {
    int right = 0;
    for (int r = 0; r < buffer.rows(); r++) {
      right += best(sums, r, passes) == network.label(buffer.targets()[r]) ? 1 : 0;
    }
    return right;
  }

  /** The class with the largest sum; a single sum is that of the probabilities of class 1. */
  private int best(double[] sums, int row, int passes) {
    int outputs = network.outputs();
    if (outputs == 1) {
      return sums[row] > 0.5 * passes ? 1 : 0;
    }
    int best = 0;
    for (int o = 1; o < outputs; o++) {
      if (sums[row * outputs + o] > sums[row * outputs + best]) {
        best = o;
      }
    }
    return best;
  }

  /** The units on the first examples. */
  List<UnitStatistics> units(RandomStream stream) throws InterruptedException {
    List<UnitStatistics> mean = new ArrayList<>();
    long seen = 0;
    for (int b = 0; b < plan.batches() && seen < LOOKED_AT; b++) {
      stopIfInterrupted();
      reader.read(0, b, buffer);
      List<UnitStatistics> now = network.units(buffer, stream.child(b));
      double share = buffer.rows() / (double) (seen + buffer.rows());
      for (int k = 0; k < now.size(); k++) {
        if (seen == 0) {
          mean.add(now.get(k));
        } else {
          mean.set(k, mix(mean.get(k), now.get(k), share));
        }
      }
      seen += buffer.rows();
    }
    return mean;
  }

  private static UnitStatistics mix(UnitStatistics old, UnitStatistics now, double share) {
    return new UnitStatistics(
        old.entropy() + share * (now.entropy() - old.entropy()),
        old.flipRate() + share * (now.flipRate() - old.flipRate()),
        old.saturated() + share * (now.saturated() - old.saturated()));
  }

  static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
