package org.bitgrad.exact;

import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/**
 * The law of one layer's states under each of several conditions: the data points for layer 0, all
 * states of the layer before for a deeper layer.
 */
final class ConditionalLayer {
  /** Most states of the layer before that are handed to the chain at once. */
  private static final int ROWS = 1 << 12;

  private final int layer;
  private final int units;
  private final int conditions;
  private final StateChunk previous;
  private final ChainPass pass;
  private final double[] p;
  private final double[] q;
  private final double[] density;
  private final double[] da;
  private final Multilinear multilinear;
  private final double[] rowP;
  private final double[] rowQ;
  private final double[] rowDp;

  /** Layer 0 at every point of the chain. */
  static ConditionalLayer first(Chain chain) {
    return first(chain, new Multilinear(chain.units(0)));
  }

  /** Layer 0 at every point of the chain, with working memory that the caller reuses. */
  static ConditionalLayer first(Chain chain, Multilinear memory) {
    return new ConditionalLayer(chain, 0, null, memory);
  }

  /** A deeper layer of a chain of one point, given each state of the layer before. */
  static ConditionalLayer deeper(Chain chain, int layer) {
    StateChunk states = new StateChunk(chain.encoding(), chain.units(layer - 1), ROWS, 1);
    return new ConditionalLayer(chain, layer, states, new Multilinear(chain.units(layer)));
  }

  private ConditionalLayer(Chain chain, int layer, StateChunk previous, Multilinear multilinear) {
    this.layer = layer;
    this.previous = previous;
    this.multilinear = multilinear;
    units = chain.units(layer);
    conditions = previous == null ? chain.points() : 1 << chain.units(layer - 1);
    pass = chain.open(previous == null ? conditions : previous.rows());
    int size = units * conditions;
    p = new double[size];
    q = new double[size];
    density = new double[size];
    da = new double[size];
    rowP = new double[units];
    rowQ = new double[units];
    rowDp = new double[units];
    activate();
    toProbabilities(chain.noise(layer));
  }

  private void activate() {
    int rows = pass.rows();
    double[] a = new double[units * rows];
    for (int from = 0; from < conditions; from += rows) {
      pass.preactivations(layer, states(from), a);
      for (int j = 0; j < units; j++) {
        System.arraycopy(a, j * rows, p, j * conditions + from, rows);
      }
    }
  }

  private void toProbabilities(Noise noise) {
    for (int i = 0; i < p.length; i++) {
      if (Double.isNaN(p[i])) {
        throw new ArithmeticException(
            "pre-activation of layer " + layer + ", unit " + i / conditions + " is not a number");
      }
      q[i] = -p[i];
    }
    noise.densities(p, density, 0, p.length);
    noise.probabilities(q, q, 0, q.length);
    noise.probabilities(p, p, 0, p.length);
  }

  private States states(int from) {
    return previous == null ? null : previous.from(from);
  }

  /** The probability of every state of the layer under a condition. */
  void probabilities(int condition, double[] out) {
    select(condition);
    multilinear.probabilities(rowP, rowQ, out);
  }

  /** {@return the probabilities of all states, one row per condition} */
  double[][] table() {
    double[][] rows = new double[conditions][1 << units];
    for (int c = 0; c < conditions; c++) {
      probabilities(c, rows[c]);
    }
    return rows;
  }

  /**
   * Keeps, for {@link #pullBack}, the derivative in the pre-activations of {@code weight E[values |
   * condition]}.
   *
   * @return {@code E[values | condition]}
   */
  double differentiate(int condition, double[] values, double weight) {
    select(condition);
    double expectation = multilinear.differentiate(values, rowP, rowQ, rowDp);
    for (int j = 0; j < units; j++) {
      int at = j * conditions + condition;
      da[at] = weight * density[at] * rowDp[j];
    }
    return expectation;
  }

  /** Adds the gradient in the layer's parameters, once every condition was differentiated. */
  void pullBack(Gradient out) {
    int rows = pass.rows();
    double[] part = new double[units * rows];
    for (int from = 0; from < conditions; from += rows) {
      for (int j = 0; j < units; j++) {
        System.arraycopy(da, j * conditions + from, part, j * rows, rows);
      }
      pass.pullBack(layer, states(from), part, out);
    }
  }

  private void select(int condition) {
    for (int j = 0; j < units; j++) {
      rowP[j] = p[j * conditions + condition];
      rowQ[j] = q[j * conditions + condition];
    }
  }
}
