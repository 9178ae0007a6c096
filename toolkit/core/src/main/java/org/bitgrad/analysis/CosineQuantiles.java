package org.bitgrad.analysis;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Quantiles of cosines by linear interpolation between order statistics: with {@code n} of them
 * sorted, the quantile q stands at position {@code q (n - 1)} counted from 0.
 *
 * <p>Up to 2^20 cosines are kept and the quantiles are exact. Longer series are counted in 2^20
 * cells of equal width over [-1, 1], so that memory is bounded; an order statistic is then the
 * middle of its cell, within 1e-6 of the true one.
 */
final class CosineQuantiles {
  static final int MOST_KEPT = 1 << 20;
  private static final int CELLS = 1 << 20;
  private static final int FEWEST = 20;

  private final int items;
  private final double[] kept;
  private final int[] cells;

  CosineQuantiles(int items) {
    this.items = items;
    boolean keep = items <= MOST_KEPT;
    kept = keep ? new double[items] : new double[0];
    cells = keep ? new int[0] : new int[CELLS];
  }

  void set(int item, double cosine) {
    if (kept.length > 0) {
      kept[item] = cosine;
    } else {
      cells[Math.min(CELLS - 1, (int) ((cosine + 1) / 2 * CELLS))]++;
    }
  }

  /** The quantiles, in the order asked; all empty below 20 cosines. */
  OptionalDouble[] of(double... q) {
    OptionalDouble[] quantiles = new OptionalDouble[q.length];
    Arrays.fill(quantiles, OptionalDouble.empty());
    if (items < FEWEST) {
      return quantiles;
    }
    double[] sorted = kept.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < q.length; i++) {
      double position = q[i] * (items - 1);
      int below = (int) position;
      double low = ordered(sorted, below);
      double high = ordered(sorted, Math.min(below + 1, items - 1));
      quantiles[i] = OptionalDouble.of(low + (position - below) * (high - low));
    }
    return quantiles;
  }

  private double ordered(double[] sorted, int rank) {
    if (sorted.length > 0) {
      return sorted[rank];
    }
    long seen = 0;
    int cell = -1;
    while (seen <= rank) {
      cell++;
      seen += cells[cell];
    }
    return (cell + 0.5) / CELLS * 2 - 1;
  }

  void write(DataOutput out, int filled) throws IOException {
    for (int i = 0; i < Math.min(filled, kept.length); i++) {
      out.writeDouble(kept[i]);
    }
    for (int c : cells) {
      out.writeInt(c);
    }
  }

  void read(DataInput in, int filled) throws IOException {
    for (int i = 0; i < Math.min(filled, kept.length); i++) {
      kept[i] = in.readDouble();
    }
    for (int c = 0; c < cells.length; c++) {
      cells[c] = in.readInt();
    }
  }
}
