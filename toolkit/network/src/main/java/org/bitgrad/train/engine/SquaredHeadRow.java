package org.bitgrad.train.engine;

/** A row under half the squared error of one output: changes are of second degree. */
final class SquaredHeadRow extends HeadRow {
  private final float[] change;
  private float error;

  SquaredHeadRow(HeadTables tables) {
    super(tables);
    change = new float[flips];
  }

  @Override
  double flips(double target) {
    double difference = eta[0] - target;
    error = (float) difference;
    tables.changes(0, bits, change);
    for (int i = 0; i < flips; i++) {
      delta[i] = -change[i] * Math.fma(0.5f, change[i], error);
    }
    return 0.5 * difference * difference;
  }

  @Override
  void plain(float[] derivatives, int at, float scale) {
    derivatives[at] = scale * error;
  }

  @Override
  void mixture(float[] derivatives, int at, float scale) {
    derivatives[at] = scale * (error + dot(rho, change));
    float step = tables.step;
    for (int i = 0; i < flips; i++) {
      float moved = Math.fma(-2 * step, bits[i], step) * rho[i];
      ownWeights[0][i] += scale * moved * (error + change[i]);
    }
  }
}
