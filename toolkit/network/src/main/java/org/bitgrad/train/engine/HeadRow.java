package org.bitgrad.train.engine;

import java.util.Arrays;

/**
 * One row of a head at work: the changes of its loss by flips, and what smoothing makes of them.
 */
abstract class HeadRow {
  final HeadTables tables;

  /** How many flips there are. */
  final int flips;

  /** 1 where a flip is one down. */
  final float[] bits;

  /** {@code f - f with unit i flipped}. */
  final float[] delta;

  /** Weight of each flip in the mixture. */
  final float[] rho;

  /** Outputs of the row. */
  final double[] eta;

  /** Sums over rows of what a flipped unit's own weight sees beyond the unflipped state. */
  final float[][] ownWeights;

  HeadRow(HeadTables tables) {
    this.tables = tables;
    flips = tables.flips;
    bits = new float[flips];
    delta = new float[flips];
    rho = new float[flips];
    eta = new double[tables.out];
    ownWeights = new float[tables.out][flips];
  }

  void clear() {
    for (float[] row : ownWeights) {
      Arrays.fill(row, 0);
    }
  }

  /**
   * Takes the row's inputs and outputs.
   *
   * @param inputs what flips
   * @param row which
   * @param in what the head reads
   * @param out what it makes of it
   */
  final void begin(FlippedInputs inputs, int row, Signal in, Signal out) {
    inputs.weights(row, rho);
    for (int copy = 0; copy < inputs.copies(); copy++) {
      System.arraycopy(inputs.bits(copy), row * tables.in, bits, copy * tables.in, tables.in);
    }
    if (tables.exactOutputs()) {
      tables.outputs(in.values(), row * in.units, eta);
      return;
    }
    for (int c = 0; c < eta.length; c++) {
      eta[c] = out.values()[row * eta.length + c];
    }
  }

  /**
   * Computes the loss, and {@link #delta}.
   *
   * @param target of the row
   * @return the loss
   */
  abstract double flips(double target);

  /**
   * Writes the derivatives of the row's loss in the outputs.
   *
   * @param derivatives of all rows
   * @param at where the row's begin
   * @param scale of a row in the mean
   */
  abstract void plain(float[] derivatives, int at, float scale);

  /**
   * Writes those of the mixture, and adds to {@link #ownWeights}. It may change {@link #rho}.
   *
   * @param derivatives of all rows
   * @param at where the row's begin
   * @param scale of a row in the mean
   */
  abstract void mixture(float[] derivatives, int at, float scale);

  /** {@return what smoothing takes off the row's loss} */
  final double smoothed() {
    return dot(rho, delta);
  }

  /** Writes the changes of the mean over rows. */
  final void putChanges(FlippedInputs inputs, int row, float scale) {
    multiply(scale, delta);
    for (int copy = 0; copy < inputs.copies(); copy++) {
      System.arraycopy(delta, copy * tables.in, inputs.changes(copy), row * tables.in, tables.in);
    }
  }

  private static void multiply(float scale, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Tiny.flushed(scale * x[i]);
    }
  }

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

  /** {@code picked = bit ? one : zero}, by two exact steps. */
  static void pick(float[] zero, float[] one, float[] bit, float[] picked) {
    for (int i = 0; i < picked.length; i++) {
      picked[i] = Math.fma(bit[i], one[i], Math.fma(-bit[i], zero[i], zero[i]));
    }
  }
}
