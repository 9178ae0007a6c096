package org.bitgrad.train.engine;

/** Working rows of one slice, and the loops over the units that flip. */
final class FlipRows {
  final float[][] bits;
  final float[][] sum;
  final float[] flipped;
  private final float[] weights;
  private float odds1;
  private float weight1;
  private float odds2;
  private float weight2;

  FlipRows(int rows, int in) {
    bits = new float[rows][in];
    sum = new float[rows][in];
    flipped = new float[in];
    weights = new float[in];
  }

  void first(float odds, float weight) {
    odds1 = odds;
    weight1 = weight;
  }

  void second(float odds, float weight) {
    odds2 = odds;
    weight2 = weight;
  }

  // F(a) - F(a') = E (G - 1) / ((1 + E) (1 + E G)): no cancellation but that of G - 1. The factor G
  // is picked by two exact steps; low + bit (high - low) would round a small one away.

  void addTwo(int row, FlipTables tables, int j) {
    addTwo(tables, j, bits[row], sum[row]);
  }

  private void addTwo(FlipTables tables, int j, float[] bit, float[] to) {
    float e1 = odds1;
    float e2 = odds2;
    float w1 = weight1;
    float w2 = weight2;
    float[] zero1 = tables.ofZero[j];
    float[] one1 = tables.ofOne[j];
    float[] zero2 = tables.ofZero[j + 1];
    float[] one2 = tables.ofOne[j + 1];
    for (int i = 0; i < to.length; i++) {
      float g1 = Math.fma(bit[i], one1[i], Math.fma(-bit[i], zero1[i], zero1[i]));
      float g2 = Math.fma(bit[i], one2[i], Math.fma(-bit[i], zero2[i], zero2[i]));
      float d1 = Math.fma(e1, g1, 1);
      float d2 = Math.fma(e2, g2, 1);
      float n1 = Math.fma(w1, g1, -w1);
      float n2 = Math.fma(w2, g2, -w2);
      to[i] += Math.fma(n1, d2, n2 * d1) / (d1 * d2);
    }
  }

  void addOne(int row, FlipTables tables, int j) {
    addOne(tables.ofZero[j], tables.ofOne[j], bits[row], sum[row]);
  }

  private void addOne(float[] zero, float[] one, float[] bit, float[] to) {
    float e = odds1;
    float w = weight1;
    for (int i = 0; i < to.length; i++) {
      float g = Math.fma(bit[i], one[i], Math.fma(-bit[i], zero[i], zero[i]));
      to[i] += Math.fma(w, g, -w) / Math.fma(e, g, 1);
    }
  }

  /** Copies the weights of a unit behind. */
  float[] weights(float[] all, int j) {
    System.arraycopy(all, j * weights.length, weights, 0, weights.length);
    return weights;
  }

  /** Writes a unit's pre-activation with each unit before it flipped. */
  void move(int row, float a, float step, float[] w) {
    move(a, step, w, bits[row], flipped);
  }

  private static void move(float a, float step, float[] w, float[] bit, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.fma(Math.fma(-2 * step, bit[i], step), w[i], a);
    }
  }

  /** Adds {@code delta (h - h flipped)}. */
  void addDifferences(int row, float delta, float h) {
    addDifferences(delta, h, flipped, sum[row]);
  }

  private static void addDifferences(float delta, float h, float[] other, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.fma(delta, h - other[i], to[i]);
    }
  }
}
