package org.bitgrad.train.engine;

import java.util.Arrays;

/**
 * One row of a head at work: the changes of its loss by flips, and what smoothing makes of them.
 */
abstract class HeadRow {
  final HeadTables tables;
  final int in;

  /** Bits of the units. */
  final float[] bits;

  /** {@code f - f with unit i flipped}. */
  final float[] delta;

  /** Probability of each unit's other state, divided by the number of units. */
  final float[] rho;

  /** Sums over rows of what a flipped unit's own weight sees beyond the unflipped state. */
  final float[][] ownWeights;

  /** Centred probabilities; free for other numbers once {@link #rho} is known. */
  private final float[] centred;

  HeadRow(HeadTables tables) {
    this.tables = tables;
    in = tables.in;
    bits = new float[in];
    delta = new float[in];
    rho = new float[in];
    centred = new float[in];
    ownWeights = new float[tables.out][in];
  }

  void clear() {
    for (float[] row : ownWeights) {
      Arrays.fill(row, 0);
    }
  }

  /** Takes the row's units. */
  final void begin(float[] allBits, float[] allCentred, int at) {
    System.arraycopy(allBits, at, bits, 0, in);
    System.arraycopy(allCentred, at, centred, 0, in);
    others(1f / in, bits, centred, rho);
  }

  private static void others(float share, float[] bits, float[] centred, float[] rho) {
    for (int i = 0; i < rho.length; i++) {
      rho[i] = share * Math.fma(Math.fma(-2, bits[i], 1), centred[i], 0.5f);
    }
  }

  /**
   * Takes the derivatives of the row's mean loss in the outputs.
   *
   * @param derivatives of all rows, divided by their number
   * @param at where the row's begin
   * @param rows that number
   * @param target of the row
   */
  abstract void outputs(float[] derivatives, int at, int rows, double target);

  /** Writes {@link #delta}. */
  abstract void flips();

  /** Writes the changes of the mean over rows. */
  final void putChanges(float scale, float[] to, int at) {
    for (int i = 0; i < in; i++) {
      centred[i] = scale * delta[i];
    }
    System.arraycopy(centred, 0, to, at, in);
  }

  /**
   * Replaces the row's derivatives by those of the mixture, and adds to {@link #ownWeights}.
   *
   * @param derivatives of all rows
   * @param at where the row's begin
   * @param scale of a row in the mean
   * @return what smoothing takes off the row's loss
   */
  final double smooth(float[] derivatives, int at, float scale) {
    mixture(derivatives, at, scale);
    return dot(rho, delta);
  }

  abstract void mixture(float[] derivatives, int at, float scale);

  /** Eight sums that do not wait for one another, added in a fixed order. */
  static float dot(float[] x, float[] y) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      s0 = Math.fma(x[i], y[i], s0);
      s1 = Math.fma(x[i + 1], y[i + 1], s1);
      s2 = Math.fma(x[i + 2], y[i + 2], s2);
      s3 = Math.fma(x[i + 3], y[i + 3], s3);
      s4 = Math.fma(x[i + 4], y[i + 4], s4);
      s5 = Math.fma(x[i + 5], y[i + 5], s5);
      s6 = Math.fma(x[i + 6], y[i + 6], s6);
      s7 = Math.fma(x[i + 7], y[i + 7], s7);
    }
    for (; i < x.length; i++) {
      s0 = Math.fma(x[i], y[i], s0);
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  static float sum(float[] x) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 4 <= x.length; i += 4) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
    }
    for (; i < x.length; i++) {
      s0 += x[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
