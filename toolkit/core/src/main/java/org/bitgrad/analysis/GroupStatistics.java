package org.bitgrad.analysis;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * All that a study keeps about one estimator in one group of parameters. Takes in blocks in order.
 * Memory: with an exact gradient at most 128 vectors (the batch means) and the cosines; without it
 * two vectors.
 */
final class GroupStatistics {
  private final Target target;
  private final TrialBlocks blocks;
  private final RunningMoments total;
  private final RunningMoments batch;
  private final double[][] batchMeans;
  private final double[] batchSquares;
  private final long[] batchSizes;
  private final SampleSeries[] series;

  /**
   * Opens buffers.
   *
   * @param size parameters in the group
   * @param target exact gradient of the group, or null
   * @param ms the Ms
   * @param blocks the cut of the trials
   */
  GroupStatistics(int size, Target target, List<Integer> ms, TrialBlocks blocks) {
    this.target = target;
    this.blocks = blocks;
    boolean wide = target != null && target.wide();
    total = new RunningMoments(size, wide);
    batch = new RunningMoments(size, wide);
    int kept = target == null ? 0 : blocks.batches();
    batchMeans = new double[kept][size];
    batchSquares = new double[kept];
    batchSizes = new long[kept];
    series = new SampleSeries[target == null ? 0 : ms.size()];
    for (int i = 0; i < series.length; i++) {
      series[i] = new SampleSeries(target, ms.get(i), blocks.trials());
    }
  }

  void absorb(GroupBlock part, int block) {
    batch.merge(part.moments());
    for (int i = 0; i < series.length; i++) {
      series[i].absorb(part.samples(i));
    }
    if (blocks.endsBatch(block)) {
      if (target != null) {
        int k = blocks.batch(block);
        batchMeans[k] = batch.mean().clone();
        batchSquares[k] = batch.totalSquares();
        batchSizes[k] = batch.count();
      }
      total.merge(batch);
      batch.clear();
    }
  }

  /** The exact gradient, null if there is none. */
  Target target() {
    return target;
  }

  /** Moments over all trials, once all blocks are in. */
  RunningMoments total() {
    return total;
  }

  /** Means of the batches. */
  double[][] batchMeans() {
    return batchMeans;
  }

  /** Trials in each batch. */
  long[] batchSizes() {
    return batchSizes;
  }

  /** Sums of squared deviations of the trials of each batch from the batch's mean. */
  double[] batchSquares() {
    return batchSquares;
  }

  SampleSeries series(int i) {
    return series[i];
  }

  void write(DataOutput out) throws IOException {
    total.write(out);
    batch.write(out);
    for (int k = 0; k < batchMeans.length; k++) {
      RunningMoments.Numbers.write(out, batchMeans[k]);
      out.writeDouble(batchSquares[k]);
      out.writeLong(batchSizes[k]);
    }
    for (SampleSeries s : series) {
      s.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    total.read(in);
    batch.read(in);
    for (int k = 0; k < batchMeans.length; k++) {
      RunningMoments.Numbers.read(in, batchMeans[k]);
      batchSquares[k] = in.readDouble();
      batchSizes[k] = in.readLong();
    }
    for (SampleSeries s : series) {
      s.read(in);
    }
  }
}
