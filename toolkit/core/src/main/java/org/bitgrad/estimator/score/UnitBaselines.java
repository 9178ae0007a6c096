package org.bitgrad.estimator.score;

import org.bitgrad.problem.Chain;

/**
 * A constant per unit of every layer, learned from samples: the one with the least variance of
 * REINFORCE, {@code c = E[f s^2] / E[s^2]} with {@code s} the unit's score, as the mean of losses
 * weighted with squared scores.
 */
final class UnitBaselines {
  private final double[][] means;
  private final double[][] weights;
  private int units;

  UnitBaselines(Chain chain) {
    means = new double[chain.layers()][];
    weights = new double[means.length][];
    for (int k = 0; k < means.length; k++) {
      means[k] = new double[chain.units(k)];
      weights[k] = new double[chain.units(k)];
      units += chain.units(k);
    }
  }

  /** The constant of a unit; 0 before anything was learned. */
  double of(int layer, int unit) {
    return means[layer][unit];
  }

  /**
   * Learns from a layer.
   *
   * @param layer which
   * @param scores {@code [units x rows]}
   * @param f losses of the rows
   */
  void learn(int layer, double[] scores, double[] f) {
    for (int j = 0; j < means[layer].length; j++) {
      for (int r = 0; r < f.length; r++) {
        double s = scores[j * f.length + r];
        double weight = s * s;
        if (weight > 0) {
          weights[layer][j] += weight;
          means[layer][j] += (f[r] - means[layer][j]) * (weight / weights[layer][j]);
        }
      }
    }
  }

  /** {@return the constants of all units, then the sums of their weights} */
  double[] state() {
    double[] state = new double[2 * units];
    int at = 0;
    for (int k = 0; k < means.length; k++) {
      System.arraycopy(means[k], 0, state, at, means[k].length);
      System.arraycopy(weights[k], 0, state, at + units, means[k].length);
      at += means[k].length;
    }
    return state;
  }

  /** Sets what {@link #state} gave. */
  void restore(double[] state) {
    boolean right = state.length == 2 * units;
    for (int i = 0; right && i < state.length; i++) {
      right = Double.isFinite(state[i]) && (i < units || state[i] >= 0);
    }
    if (!right) {
      throw new IllegalArgumentException(
          "state must be "
              + units
              + " finite baselines, then as many weights of at least 0, but is "
              + java.util.Arrays.toString(state));
    }
    int at = 0;
    for (int k = 0; k < means.length; k++) {
      System.arraycopy(state, at, means[k], 0, means[k].length);
      System.arraycopy(state, at + units, weights[k], 0, means[k].length);
      at += means[k].length;
    }
  }
}
