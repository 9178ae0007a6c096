package org.bitgrad.estimator.sum;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The weights of states drawn without replacement whose order is forgotten (Kool, van Hoof, Welling
 * 2020). With {@code L(X)} the sum, over all orders in which the states outside X can follow those
 * of X, of the products of {@code 1 / rest}, where {@code rest} is the probability left when a
 * state is drawn,
 *
 * <pre>
 * L(X) = 1 / rest(X) sum over a outside X of L(X with a)
 * q_s R(S, s) = L({s}) / L({}),   q_t R_s(S, t) = L({s, t}) / L({s})
 * </pre>
 *
 * No probability of a drawn state is divided by.
 */
final class SetWeights {
  private final int samples;
  private final double[] rests;
  private final double[] orders;
  private final double[] least;
  private double total;

  SetWeights(int samples) {
    this.samples = samples;
    rests = new double[1 << samples];
    orders = new double[1 << samples];
    least = new double[samples];
  }

  /**
   * Computes the weights of a set.
   *
   * @param rest the probability that a state is none of a subset, given as bits
   */
  void compute(IntToDoubleFunction rest) {
    int all = orders.length - 1;
    Arrays.fill(least, 1);
    for (int set = 1; set < all; set++) {
      rests[set] = rest.applyAsDouble(set);
      int size = Integer.bitCount(set);
      least[size] = Math.min(least[size], rests[set]);
    }
    orders[all] = 1;
    for (int set = all - 1; set > 0; set--) {
      // Factors common to a size cancel in the weights; so scaled, nothing overflows.
      double scale = rests[set] == 0 ? 0 : least[Integer.bitCount(set)] / rests[set];
      orders[set] = scale * following(set);
    }
    total = following(0);
  }

  private double following(int set) {
    double sum = 0;
    for (int a = 0; a < samples; a++) {
      if ((set >> a & 1) == 0) {
        sum += orders[set | 1 << a];
      }
    }
    return sum;
  }

  /** The weight of a state in an expectation, {@code q_s R(S, s)}. */
  double share(int s) {
    return orders[1 << s] / total;
  }

  /** The loss of a state minus its baseline; 0 for equal losses. */
  double advantage(int s, double[] f) {
    double sum = following(1 << s);
    if (sum == 0) {
      return 0;
    }
    double advantage = 0;
    for (int t = 0; t < samples; t++) {
      if (t != s) {
        advantage += orders[1 << s | 1 << t] / sum * (f[s] - f[t]);
      }
    }
    return rests[1 << s] * advantage;
  }
}
