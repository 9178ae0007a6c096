package org.bitgrad.estimator.path;

/**
 * What the end of a path contributes to PSA, for every class of points, state before the last layer
 * and state of the last layer: derivatives of the last layer, flip differences one layer further
 * back, and the weights of last-layer smoothing.
 */
final class LastLayerTable {
  final int units;
  final int before;
  final int states;
  final int given;

  /** Derivatives in the pre-activations, {@code [units][class x given x state]}. */
  final double[][] da;

  /**
   * {@code s_i delta_i} of the layer before, {@code [units before][class x given x state]}; empty
   * with one layer.
   */
  final double[][] signedDelta;

  /** The smoothed value, {@code [class x given x state]}. */
  final double[] value;

  /**
   * Weights of the flips, {@code [units][given x state]}, and of the state itself, {@code [given x
   * state]}.
   */
  final double[][] rho;

  final double[] rest;

  private final LayerTable layer;

  LastLayerTable(LayerTable layer, int before, LossPerTargetClass losses) {
    this.layer = layer;
    this.before = before;
    units = layer.units;
    states = 1 << units;
    given = layer.given;
    int cells = losses.classes() * given * states;
    da = new double[units][cells];
    signedDelta = new double[before][cells];
    value = new double[cells];
    rho = new double[units][given * states];
    rest = new double[given * states];
    for (int g = 0; g < given; g++) {
      for (int q = 0; q < states; q++) {
        smooth(g, q);
        for (int c = 0; c < losses.classes(); c++) {
          fill(c, g, q, losses.values.get(c));
        }
      }
    }
  }

  private void smooth(int g, int q) {
    double sum = 0;
    for (int j = 0; j < units; j++) {
      double p = layer.probabilities[g * units + j];
      double weight = (layer.bit(q, j) == 1 ? 1 - p : p) / units;
      rho[j][g * states + q] = weight;
      sum += weight;
    }
    rest[g * states + q] = 1 - sum;
  }

  private void fill(int c, int g, int q, double[] f) {
    int cell = (c * given + g) * states + q;
    value[cell] = f[q];
    for (int j = 0; j < units; j++) {
      double delta = f[q] - f[q ^ 1 << (units - 1 - j)];
      double signed = (2 * layer.bit(q, j) - 1) * delta;
      value[cell] -= rho[j][g * states + q] * delta;
      da[j][cell] = layer.densities[j][g] * signed;
      for (int i = 0; i < before; i++) {
        signedDelta[i][cell] += layer.flips[i][g * units + j] * signed;
      }
    }
  }
}
