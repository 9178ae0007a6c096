package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.FloatFunctions;

/**
 * What a flip multiplies the odds {@code e^(-a/s)} of a unit by, per weight: {@code e^-c} where the
 * flipped bit is 0, {@code e^c} where it is 1, with {@code c = step w / s}.
 */
final class FlipTables {
  final float[][] ofZero;
  final float[][] ofOne;
  private final int in;
  private final float[][] row;
  private final float[] largest;

  FlipTables(int in, int out, int parts) {
    this.in = in;
    ofZero = new float[out][in];
    ofOne = new float[out][in];
    row = new float[2 * parts][in];
    largest = new float[parts];
  }

  /**
   * Takes over a part of the weights.
   *
   * @param weights row by row
   * @param perWeight c of a weight of 1
   * @param slopes what else each row is multiplied by
   * @param part 0 to parts - 1
   * @param from first row of the part
   * @param to its end
   */
  void load(float[] weights, float perWeight, float[] slopes, int part, int from, int to) {
    float[] w = row[2 * part];
    float[] most = row[2 * part + 1];
    Arrays.fill(most, 0);
    for (int j = from; j < to; j++) {
      System.arraycopy(weights, j * in, w, 0, in);
      multiply(slopes[j], w);
      FloatFunctions.expMinusOne(perWeight, w, ofOne[j], 0, in);
      invert(ofOne[j], ofZero[j]);
      largest(w, most);
    }
    float sum = 0;
    for (float value : most) {
      sum = Math.max(sum, value);
    }
    largest[part] = sum * perWeight;
  }

  private static void multiply(float factor, float[] w) {
    for (int i = 0; i < w.length; i++) {
      w[i] *= factor;
    }
  }

  private static void invert(float[] one, float[] zero) {
    for (int i = 0; i < one.length; i++) {
      one[i] += 1;
      zero[i] = 1 / one[i];
    }
  }

  private static void largest(float[] w, float[] most) {
    for (int i = 0; i < w.length; i++) {
      most[i] = Math.max(most[i], Math.abs(w[i]));
    }
  }

  /** {@return the largest |c|} */
  float largest() {
    float all = 0;
    for (float part : largest) {
      all = Math.max(all, part);
    }
    return all;
  }
}
