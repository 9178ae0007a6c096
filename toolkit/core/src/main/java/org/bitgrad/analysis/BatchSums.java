package org.bitgrad.analysis;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sums of a series of known length in at most 128 consecutive batches: enough for its mean, for the
 * variance of that mean, and for paired differences of two series, in memory that does not grow
 * with the series.
 */
final class BatchSums {
  private final int items;
  private final double[] sums;

  BatchSums(int items) {
    this.items = items;
    sums = new double[Math.min(items, TrialBlocks.MOST_BATCHES)];
  }

  void set(int item, double value) {
    sums[(int) ((long) item * sums.length / items)] += value;
  }

  int items() {
    return items;
  }

  int batches() {
    return sums.length;
  }

  private int size(int batch) {
    return first(batch + 1) - first(batch);
  }

  /** The first item whose batch is not before this one. */
  private int first(int batch) {
    return (int) (((long) batch * items + sums.length - 1) / sums.length);
  }

  double mean() {
    double sum = 0;
    for (double s : sums) {
      sum += s;
    }
    return sum / items;
  }

  /** This series less another of the same length, item by item. */
  BatchSums minus(BatchSums other) {
    BatchSums difference = new BatchSums(items);
    for (int k = 0; k < sums.length; k++) {
      difference.sums[k] = sums[k] - other.sums[k];
    }
    return difference;
  }

  /**
   * Estimated variance of the mean: of a ratio of batch sums and batch sizes, which differ by one
   * at most. Needs two batches.
   */
  double varianceOfMean() {
    double mean = mean();
    double squares = 0;
    for (int k = 0; k < sums.length; k++) {
      double d = sums[k] - mean * size(k);
      squares += d * d;
    }
    double count = sums.length;
    return squares * count / (count - 1) / ((double) items * items);
  }

  void write(DataOutput out) throws IOException {
    RunningMoments.Numbers.write(out, sums);
  }

  void read(DataInput in) throws IOException {
    RunningMoments.Numbers.read(in, sums);
  }
}
