package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatFunctions;
import org.bitgrad.random.VectorMath;

/** What a flip does to an output: adds {@code +-step w}, and multiplies its exponential. */
final class HeadTables {
  /** Up to here a flip leaves float32 its digits whatever it does. */
  static final float MODERATE = 2;

  /** Up to here factors, and the probabilities that they bring up again, are floats. */
  private static final float LARGEST = 35;

  /** Up to here products in float32 give outputs of the digits that flips need. */
  private static final float PLAIN_OUTPUTS = 8;

  private static final float REFINED = 1;
  private static final double LARGE_FACTOR = Math.E;

  /** Inputs of the head. */
  final int in;

  /** Flips: as many, or twice as many. */
  final int flips;

  final int out;
  final float step;

  /** Weights, a row per output, once or twice. */
  final float[][] weights;

  /** {@code e^(step w) - 1}: the unit goes from 0 to 1. */
  final float[][] rise;

  /** {@code e^(-step w) - 1}: the unit goes from 1 to 0. */
  final float[][] fall;

  /** {@code e^(step w)}. */
  final float[][] up;

  /** {@code e^(-step w)}, with all its digits. */
  final float[][] down;

  private final double[] biases;
  private final float[] largest;
  private final double[][] larger;

  /**
   * Opens tables.
   *
   * @param in inputs of the head
   * @param out outputs
   * @param parts in which they are loaded
   * @param inputs what flips
   */
  HeadTables(int in, int out, int parts, FlippedInputs inputs) {
    this.in = in;
    this.out = out;
    step = inputs.step();
    flips = in * inputs.copies();
    weights = new float[out][flips];
    rise = new float[out][flips];
    fall = new float[out][flips];
    up = new float[out][flips];
    down = new float[out][flips];
    biases = new double[out];
    largest = new float[parts];
    larger = new double[parts][flips];
  }

  void load(DenseLayer.Parameters parameters, int part, int from, int to) {
    float most = 0;
    for (int c = from; c < to; c++) {
      for (int at = 0; at < flips; at += in) {
        System.arraycopy(parameters.weights().values, c * in, weights[c], at, in);
      }
      biases[c] = parameters.biases().values[c];
      FloatFunctions.expMinusOne(step, weights[c], rise[c], 0, flips);
      FloatFunctions.expMinusOne(-step, weights[c], fall[c], 0, flips);
      float ofRow = 0;
      for (float w : weights[c]) {
        ofRow = Math.max(ofRow, step * Math.abs(w));
      }
      addOne(rise[c], up[c]);
      addOne(fall[c], down[c]);
      if (ofRow > REFINED) {
        refine(c, larger[part]);
      }
      most = Math.max(most, ofRow);
    }
    largest[part] = most;
  }

  private static void addOne(float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = 1 + x[i];
    }
  }

  /**
   * Replaces factors of large changes: errors of the exponential in float32 grow with its argument,
   * and small factors have lost digits when 1 was taken off.
   */
  private void refine(int c, double[] factors) {
    for (int i = 0; i < flips; i++) {
      factors[i] = Math.abs((double) step * weights[c][i]);
    }
    VectorMath.exp(factors, factors, 0, flips);
    for (int i = 0; i < flips; i++) {
      if (factors[i] > LARGE_FACTOR && factors[i] < Float.MAX_VALUE) {
        float factor = (float) factors[i];
        boolean rising = weights[c][i] > 0;
        up[c][i] = rising ? factor : 1 / factor;
        down[c][i] = rising ? 1 / factor : factor;
        rise[c][i] = up[c][i] - 1;
        fall[c][i] = down[c][i] - 1;
      }
    }
  }

  /** {@return the most that a flip adds to an output} */
  private float most() {
    float most = 0;
    for (float part : largest) {
      most = Math.max(most, part);
    }
    return most;
  }

  /** {@return whether all flips are small enough for sums of factors} */
  boolean moderate() {
    return most() <= MODERATE;
  }

  /** {@return whether outputs are computed anew, in float64} */
  boolean exactOutputs() {
    return !(most() <= PLAIN_OUTPUTS);
  }

  /** {@return whether some flip is too large for factors in float32} */
  boolean huge() {
    return !(most() <= LARGEST);
  }

  /** {@return how often a flip's factor must be replaced by its root to lie within e^-1 and e} */
  int halvings() {
    // One output may rise as far as another falls.
    float most = 2 * most();
    int halvings = 0;
    for (float limit = 1; limit < most && halvings < 7; limit *= 2) {
      halvings++;
    }
    return halvings;
  }

  /** Computes outputs in float64: large weights would bring out the rounding of float32. */
  void outputs(float[] x, int at, double[] eta) {
    for (int c = 0; c < out; c++) {
      eta[c] = biases[c] + dot(weights[c], x, at, in);
    }
  }

  private static double dot(float[] w, float[] x, int at, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      s0 += (double) w[i] * x[at + i];
      s1 += (double) w[i + 1] * x[at + i + 1];
      s2 += (double) w[i + 2] * x[at + i + 2];
      s3 += (double) w[i + 3] * x[at + i + 3];
    }
    for (; i < length; i++) {
      s0 += (double) w[i] * x[at + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** What flip i adds to output c. */
  double change(int c, int i, float[] bits) {
    double change = (double) step * weights[c][i];
    return bits[i] == 1 ? -change : change;
  }

  /** {@code to = what each flip adds to output c}. */
  void changes(int c, float[] bits, float[] to) {
    changes(step, weights[c], bits, to);
  }

  private static void changes(float step, float[] w, float[] bit, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.fma(-2 * step, bit[i], step) * w[i];
    }
  }
}
