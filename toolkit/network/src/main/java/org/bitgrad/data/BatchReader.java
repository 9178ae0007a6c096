package org.bitgrad.data;

import java.util.List;
import org.bitgrad.random.RandomStream;

/**
 * Makes any batch of a plan, in any order. For one thread; allocates nothing while the epoch stays
 * the same.
 */
public final class BatchReader {
  private static final long NO_EPOCH = -1;

  private final BatchPlan plan;
  private final int[] order;
  private final double[] x;
  private final double[] scratch;
  private final Transform[] transforms;
  private final int[] draws;
  private final RandomStream[] visits;
  private long epoch = NO_EPOCH;

  /**
   * A reader.
   *
   * @param plan the plan
   */
  public BatchReader(BatchPlan plan) {
    this.plan = plan;
    List<Transform> all = plan.transforms();
    transforms = all.toArray(Transform[]::new);
    order = new int[plan.examples().size()];
    x = new double[plan.examples().features()];
    draws = new int[transforms.length];
    visits = new RandomStream[transforms.length];
    int most = x.length;
    for (int t = 0; t < transforms.length; t++) {
      draws[t] = transforms[t].draws(x.length);
      most = Math.max(most, draws[t]);
    }
    scratch = new double[most];
  }

  /**
   * Makes a batch.
   *
   * @param ofEpoch the epoch, 0 or more
   * @param batch which batch of the epoch, 0 to {@code plan.batches() - 1}
   * @param into overwritten; made for this plan
   * @throws IllegalArgumentException if there is no such batch
   */
  public void read(long ofEpoch, int batch, BatchBuffer into) {
    if (ofEpoch < 0) {
      throw new IllegalArgumentException("epoch must be at least 0, but is " + ofEpoch);
    }
    if (batch < 0 || batch >= plan.batches()) {
      throw new IllegalArgumentException(
          "batch must be 0 to " + (plan.batches() - 1) + ", but is " + batch);
    }
    if (epoch != ofEpoch) {
      begin(ofEpoch);
    }
    into.begin(ofEpoch, batch);
    int from = batch * plan.rows();
    int to = Math.min(from + plan.rows(), order.length);
    for (int i = from; i < to; i++) {
      int example = order[i];
      plan.examples().numbers(example, x);
      for (int t = 0; t < transforms.length; t++) {
        transforms[t].apply(x, scratch, visits[t], (long) example * draws[t]);
      }
      into.add(example, x, plan.examples().target(example));
    }
  }

  private void begin(long ofEpoch) {
    epoch = NO_EPOCH;
    plan.order(ofEpoch, order);
    for (int t = 0; t < transforms.length; t++) {
      visits[t] = plan.visits(transforms[t], ofEpoch);
    }
    epoch = ofEpoch;
  }
}
