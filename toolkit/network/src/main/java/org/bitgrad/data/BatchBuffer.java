package org.bitgrad.data;

import org.bitgrad.numeric.Memory;

/** A batch in arrays that are used again for later ones. */
public final class BatchBuffer {
  private final int features;
  private final float[] floats;
  private final double[] doubles;
  private final double[] targets;
  private final int[] examples;
  private int rows;
  private long epoch;
  private int index;

  private BatchBuffer(BatchPlan plan, boolean single) {
    features = plan.examples().features();
    int numbers =
        Memory.requireArray("rows of a batch", plan.rows(), Memory.product(plan.rows(), features));
    floats = new float[single ? numbers : 0];
    doubles = new double[single ? 0 : numbers];
    targets = new double[plan.rows()];
    examples = new int[plan.rows()];
  }

  /**
   * A buffer of floats for any batch of a plan.
   *
   * @param plan the plan
   * @return the buffer
   * @throws org.bitgrad.numeric.TooLargeException if a batch has 2^31 numbers or more
   */
  public static BatchBuffer ofFloats(BatchPlan plan) {
    return new BatchBuffer(plan, true);
  }

  /**
   * A buffer of doubles for any batch of a plan.
   *
   * @param plan the plan
   * @return the buffer
   * @throws org.bitgrad.numeric.TooLargeException if a batch has 2^31 numbers or more
   */
  public static BatchBuffer ofDoubles(BatchPlan plan) {
    return new BatchBuffer(plan, false);
  }

  /** {@return examples in the batch; arrays may be longer} */
  public int rows() {
    return rows;
  }

  /** {@return numbers of an example} */
  public int features() {
    return features;
  }

  /** {@return the epoch, from 0} */
  public long epoch() {
    return epoch;
  }

  /** {@return which batch of the epoch, from 0} */
  public int index() {
    return index;
  }

  /**
   * The numbers, {@code [rows x features]}, row by row; the array itself.
   *
   * @return the numbers; of length 0 in a buffer of doubles
   */
  public float[] floats() {
    return floats;
  }

  /**
   * The numbers, {@code [rows x features]}, row by row; the array itself.
   *
   * @return the numbers; of length 0 in a buffer of floats
   */
  public double[] doubles() {
    return doubles;
  }

  /** {@return the target of each row; the array itself} */
  public double[] targets() {
    return targets;
  }

  /** {@return which example each row is; the array itself} */
  public int[] examples() {
    return examples;
  }

  void begin(long ofEpoch, int batch) {
    epoch = ofEpoch;
    index = batch;
    rows = 0;
  }

  void add(int example, double[] x, double target) {
    int at = rows * features;
    if (floats.length > 0) {
      for (int i = 0; i < features; i++) {
        floats[at + i] = (float) x[i];
      }
    } else {
      System.arraycopy(x, 0, doubles, at, features);
    }
    targets[rows] = target;
    examples[rows++] = example;
  }
}
