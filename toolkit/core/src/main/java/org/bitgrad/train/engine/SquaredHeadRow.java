package org.bitgrad.train.engine;

/** A row under half the squared error of one output: changes are of second degree. */
final class SquaredHeadRow extends HeadRow {
  private final float[] change;
  private float error;

  SquaredHeadRow(HeadTables tables) {
    super(tables);
    change = new float[in];
  }

  @Override
  void outputs(float[] derivatives, int at, int rows, double target) {
    error = rows * derivatives[at];
  }

  @Override
  void flips() {
    change(tables.step, tables.weights[0], bits, change);
    for (int i = 0; i < in; i++) {
      delta[i] = -change[i] * Math.fma(0.5f, change[i], error);
    }
  }

  private static void change(float step, float[] w, float[] bit, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.fma(-2 * step, bit[i], step) * w[i];
    }
  }

  @Override
  void mixture(float[] derivatives, int at, float scale) {
    derivatives[at] = scale * (error + dot(rho, change));
    float step = tables.step;
    for (int i = 0; i < in; i++) {
      float moved = Math.fma(-2 * step, bits[i], step) * rho[i];
      ownWeights[0][i] += scale * moved * (error + change[i]);
    }
  }
}
