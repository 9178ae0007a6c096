package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Pooling;

/**
 * A {@link Pooling} of the states of a layer, for blocks of rows. The largest of hard states is a
 * hard state, and a flip of one unit of a window moves it by a whole flip or not at all; a sum is
 * moved by as much by every unit of the window that is in the same state.
 */
final class StatePooling {
  private final Pooling shape;
  private final int rows;
  private final int windows;
  private final int[] inputs;
  private final double[] pooled;
  private final double[] first;
  private final double[] second;

  StatePooling(Pooling shape, int rows) {
    this.shape = shape;
    this.rows = rows;
    windows = shape.output().size();
    inputs = new int[windows * shape.taps()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = shape.input(i / shape.taps(), i % shape.taps()) * rows;
    }
    pooled = new double[Math.multiplyExact(windows, rows)];
    first = new double[pooled.length];
    second = new double[pooled.length];
  }

  boolean largest() {
    return shape.kind() == Pooling.Kind.MAX;
  }

  /** What a change of an input is multiplied by. */
  double factor() {
    return shape.factor();
  }

  int windows() {
    return windows;
  }

  int size() {
    return shape.image().size() * rows;
  }

  /** Two working blocks of pooled numbers, for derivatives. */
  double[] first() {
    return first;
  }

  double[] second() {
    return second;
  }

  /** The buffer of {@link #pool(double[])}. */
  double[] pooled() {
    return pooled;
  }

  /** The pooled states; a buffer that the next call rewrites. */
  double[] pool(double[] x) {
    pool(x, shape.factor(), pooled);
    return pooled;
  }

  /** Sums, or largest numbers, of windows. */
  void pool(double[] x, double factor, double[] out) {
    Arrays.fill(out, 0, pooled.length, largest() ? Double.NEGATIVE_INFINITY : 0);
    for (int i = 0; i < inputs.length; i++) {
      int from = inputs[i];
      int to = i / shape.taps() * rows;
      for (int r = 0; r < rows; r++) {
        double sum = out[to + r] + factor * x[from + r];
        out[to + r] = largest() ? Math.max(out[to + r], x[from + r]) : sum;
      }
    }
  }

  /**
   * Derivatives in the states from those in what was pooled: for the largest they go to the first
   * of the window that is as large.
   */
  void back(double[] x, double[] d, double[] out) {
    if (!largest()) {
      spread(d, shape.factor(), out);
      return;
    }
    Arrays.fill(out, 0, size(), 0);
    int taps = shape.taps();
    for (int at = 0; at < pooled.length; at++) {
      int r = at % rows;
      int best = inputs[at / rows * taps] + r;
      for (int tap = 1; tap < taps; tap++) {
        int next = inputs[at / rows * taps + tap] + r;
        best = x[next] > x[best] ? next : best;
      }
      out[best] = d[at];
    }
  }

  /** Gives each input a multiple of its window's number. */
  void spread(double[] d, double factor, double[] out) {
    Arrays.fill(out, 0, size(), 0);
    for (int i = 0; i < inputs.length; i++) {
      int from = i / shape.taps() * rows;
      for (int r = 0; r < rows; r++) {
        out[inputs[i] + r] = factor * d[from + r];
      }
    }
  }

  /**
   * What flips of single hard states do, from what flips of the largest do: a unit moves it if it
   * is the only one that is high, or if none is.
   */
  void flipsOfLargest(double[] x, double middle, double[] d, double[] out) {
    Arrays.fill(out, 0, size(), 0);
    int taps = shape.taps();
    for (int at = 0; at < pooled.length; at++) {
      int r = at % rows;
      int high = 0;
      for (int tap = 0; tap < taps; tap++) {
        high += x[inputs[at / rows * taps + tap] + r] > middle ? 1 : 0;
      }
      for (int tap = 0; high <= 1 && tap < taps; tap++) {
        int i = inputs[at / rows * taps + tap] + r;
        out[i] = high == 0 || x[i] > middle ? d[at] : 0;
      }
    }
  }

  /** Sums over the flips that move the largest state of a window. */
  void weightsOfMoved(double[] x, double middle, double[] weights, double[] out) {
    int taps = shape.taps();
    for (int at = 0; at < pooled.length; at++) {
      int r = at % rows;
      int high = 0;
      double ofHigh = 0;
      double ofAll = 0;
      for (int tap = 0; tap < taps; tap++) {
        int i = inputs[at / rows * taps + tap] + r;
        high += x[i] > middle ? 1 : 0;
        ofHigh += x[i] > middle ? weights[i] : 0;
        ofAll += weights[i];
      }
      out[at] = high == 0 ? ofAll : high == 1 ? ofHigh : 0;
    }
  }

  /** What flips of single hard states do to sums: one number for low states, one for high ones. */
  void flipsOfSums(double[] x, double middle, double[] ofLow, double[] ofHigh, double[] out) {
    Arrays.fill(out, 0, size(), 0);
    for (int i = 0; i < inputs.length; i++) {
      int window = i / shape.taps() * rows;
      for (int r = 0; r < rows; r++) {
        int at = inputs[i] + r;
        out[at] = x[at] > middle ? ofHigh[window + r] : ofLow[window + r];
      }
    }
  }
}
