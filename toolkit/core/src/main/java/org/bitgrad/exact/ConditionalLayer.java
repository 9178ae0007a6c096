package org.bitgrad.exact;

import org.bitgrad.model.Chain;
import org.bitgrad.model.ChainPass;
import org.bitgrad.model.Gradient;
import org.bitgrad.model.States;
import org.bitgrad.random.Noise;

/**
 * The law of one layer's states under each of several conditions: the data points for layer 0, all
 * states of the layer before for a deeper layer.
 */
final class ConditionalLayer {
  private final int layer;
  private final int units;
  private final int conditions;
  private final States previous;
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
    States all = States.enumerate(chain.encoding(), chain.units(layer - 1));
    return new ConditionalLayer(chain, layer, all, new Multilinear(chain.units(layer)));
  }

  private ConditionalLayer(Chain chain, int layer, States previous, Multilinear multilinear) {
    this.layer = layer;
    this.units = chain.units(layer);
    this.previous = previous;
    this.multilinear = multilinear;
    conditions = previous == null ? chain.points() : previous.rows();
    pass = chain.open(conditions);
    int size = units * conditions;
    p = new double[size];
    q = new double[size];
    density = new double[size];
    da = new double[size];
    activate(chain.noise(layer));
    rowP = new double[units];
    rowQ = new double[units];
    rowDp = new double[units];
  }

  private void activate(Noise noise) {
    pass.preactivations(layer, previous, p);
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

  int conditions() {
    return conditions;
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
    pass.pullBack(layer, previous, da, out);
  }

  private void select(int condition) {
    for (int j = 0; j < units; j++) {
      rowP[j] = p[j * conditions + condition];
      rowQ[j] = q[j * conditions + condition];
    }
  }
}
