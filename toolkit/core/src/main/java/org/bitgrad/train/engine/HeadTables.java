package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatFunctions;

/** What a flip does to an output: adds {@code +-step w}, and multiplies its exponential. */
final class HeadTables {
  final int in;
  final int out;
  final float step;

  /** Weights, a row per output. */
  final float[][] weights;

  /** {@code e^(step w) - 1}: the unit goes from 0 to 1. */
  final float[][] rise;

  /** {@code e^(-step w) - 1}: the unit goes from 1 to 0. */
  final float[][] fall;

  private final float[] largest;

  HeadTables(int in, int out, int parts, float step) {
    this.in = in;
    this.out = out;
    this.step = step;
    weights = new float[out][in];
    rise = new float[out][in];
    fall = new float[out][in];
    largest = new float[parts];
  }

  void load(float[] all, int part, int from, int to) {
    float most = 0;
    for (int c = from; c < to; c++) {
      System.arraycopy(all, c * in, weights[c], 0, in);
      FloatFunctions.expMinusOne(step, weights[c], rise[c], 0, in);
      FloatFunctions.expMinusOne(-step, weights[c], fall[c], 0, in);
      for (float w : weights[c]) {
        most = Math.max(most, Math.abs(w));
      }
    }
    largest[part] = most * step;
  }

  /** {@return how often a flip's factor must be replaced by its root to lie within e^-1 and e} */
  int halvings() {
    float most = 0;
    for (float part : largest) {
      most = Math.max(most, part);
    }
    int halvings = 0;
    for (float limit = 1; limit < most && halvings < 7; limit *= 2) {
      halvings++;
    }
    return halvings;
  }
}
