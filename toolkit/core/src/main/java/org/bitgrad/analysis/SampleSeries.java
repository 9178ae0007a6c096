package org.bitgrad.analysis;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Errors and cosines of all groups of M consecutive trials, taken in block by block, in order. */
final class SampleSeries {
  private final Target target;
  private final int samples;
  private final BatchSums errors;
  private final BatchSums cosines;
  private final CosineQuantiles quantiles;
  private final double[] open;
  private int next;

  SampleSeries(Target target, int samples, int trials) {
    this.target = target;
    this.samples = samples;
    int groups = trials / samples;
    errors = new BatchSums(groups);
    cosines = new BatchSums(groups);
    quantiles = new CosineQuantiles(groups);
    open = new double[target.size()];
  }

  void absorb(SampleBlock block) {
    if (block.head() != null) {
      addToOpen(block.head());
      if (block.headEnds()) {
        take(target.squaredError(open, 1.0 / samples), target.cosine(open));
        java.util.Arrays.fill(open, 0);
      }
    }
    for (int i = 0; i < block.complete(); i++) {
      take(block.error(i), block.cosine(i));
    }
    addToOpen(block.tail());
  }

  private void addToOpen(double[] part) {
    for (int i = 0; i < open.length; i++) {
      open[i] += part[i];
    }
  }

  private void take(double error, double cosine) {
    errors.set(next, error);
    cosines.set(next, cosine);
    quantiles.set(next, cosine);
    next++;
  }

  int samples() {
    return samples;
  }

  int groups() {
    return errors.items();
  }

  /** Squared errors {@code |g_M - g|^2}. */
  BatchSums errors() {
    return errors;
  }

  BatchSums cosines() {
    return cosines;
  }

  CosineQuantiles quantiles() {
    return quantiles;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(next);
    errors.write(out);
    cosines.write(out);
    quantiles.write(out, next);
    RunningMoments.Numbers.write(out, open);
  }

  void read(DataInput in) throws IOException {
    next = in.readInt();
    errors.read(in);
    cosines.read(in);
    quantiles.read(in, next);
    RunningMoments.Numbers.read(in, open);
  }
}
