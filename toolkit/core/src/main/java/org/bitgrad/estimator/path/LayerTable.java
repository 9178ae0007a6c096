package org.bitgrad.estimator.path;

import java.util.stream.IntStream;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.States;

/**
 * What one layer of a small chain does, for every state before it: an alias table of its states,
 * the densities {@code F'(a)}, and the first-order flips of PSA. In layer 0 the data points stand
 * for the states before.
 */
final class LayerTable {
  final int units;
  final int given;
  final ChainPass pass;
  final States previous;
  final AliasTable sampler;

  /** {@code F'(a)}, {@code [units][given]}. */
  final double[][] densities;

  /** {@code P(bit = 1)}, {@code [given x units]}, unit fastest. */
  final double[] probabilities;

  /**
   * {@code s_i (F(a_j) - F(a_j with unit i flipped))}, {@code [units before][given x units]}; null
   * for layer 0.
   */
  final double[][] flips;

  LayerTable(Chain chain, int layer) {
    units = chain.units(layer);
    if (layer == 0) {
      given = chain.points();
      previous = null;
      pass = chain.open(given);
    } else {
      previous = States.enumerate(chain.encoding(), chain.units(layer - 1));
      given = previous.rows();
      // Deeper layers do not depend on the point, so that any one will do.
      pass = chain.at(0).open(given);
    }
    double[] a = new double[units * given];
    pass.preactivations(layer, previous, a);
    densities = new double[units][given];
    probabilities = new double[a.length];
    for (int j = 0; j < units; j++) {
      for (int g = 0; g < given; g++) {
        probabilities[g * units + j] = chain.noise(layer).probability(a[j * given + g]);
        densities[j][g] = chain.noise(layer).density(a[j * given + g]);
      }
    }
    sampler = new AliasTable(given, 1 << units, jointProbabilities());
    flips = layer == 0 ? null : flips(chain.units(layer - 1));
  }

  private double[] jointProbabilities() {
    int states = 1 << units;
    double[] joint = new double[given * states];
    for (int i = 0; i < joint.length; i++) {
      int from = i / states * units;
      int state = i % states;
      joint[i] =
          IntStream.range(0, units)
              .mapToDouble(
                  j -> bit(state, j) == 1 ? probabilities[from + j] : 1 - probabilities[from + j])
              .reduce(1, (x, y) -> x * y);
    }
    return joint;
  }

  private double[][] flips(int before) {
    double[][] out = new double[before][given * units];
    for (int g = 0; g < given; g++) {
      for (int i = 0; i < before; i++) {
        int mask = 1 << (before - 1 - i);
        double spin = (g & mask) == 0 ? -1 : 1;
        for (int j = 0; j < units; j++) {
          out[i][g * units + j] =
              spin * (probabilities[g * units + j] - probabilities[(g ^ mask) * units + j]);
        }
      }
    }
    return out;
  }

  /** Unit j's bit in a state; unit 0 is the most significant. */
  int bit(int state, int j) {
    return state >> (units - 1 - j) & 1;
  }
}
