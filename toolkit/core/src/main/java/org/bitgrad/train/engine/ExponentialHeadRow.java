package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.FloatFunctions;

/** A row under the softmax loss, or under the logistic one, which is a softmax of one class. */
final class ExponentialHeadRow extends HeadRow {
  /** Smaller sums of factors have lost their digits. */
  private static final float SMALLEST = 0x1p-24f;

  private final boolean logistic;
  private final float[] probabilities;

  /** {@code t_i}, then the weight of flip i over {@code 1 + t_i}. */
  private final float[] excess;

  private final float[] shares;
  private final float[] factors;
  private int label;
  private boolean turned;

  ExponentialHeadRow(HeadTables tables, boolean logistic) {
    super(tables);
    this.logistic = logistic;
    probabilities = new float[tables.out];
    excess = new float[in];
    shares = new float[in];
    factors = new float[in];
  }

  @Override
  void outputs(float[] derivatives, int at, int rows, double target) {
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = rows * derivatives[at + c];
    }
    if (logistic) {
      // The loss grows with -t eta: for t = 1 a rising output is a falling exponential.
      turned = target > 0;
      probabilities[0] = Math.abs(probabilities[0]);
    } else {
      label = (int) target;
      probabilities[label] += 1;
    }
  }

  private float[] ofZero(int c) {
    return turned ? tables.fall[c] : tables.rise[c];
  }

  private float[] ofOne(int c) {
    return turned ? tables.rise[c] : tables.fall[c];
  }

  @Override
  void flips() {
    Arrays.fill(excess, 0);
    for (int c = 0; c < probabilities.length; c++) {
      addPicked(probabilities[c], ofZero(c), ofOne(c), bits, excess);
    }
    atLeastNothing(excess);
    System.arraycopy(excess, 0, delta, 0, in);
    FloatFunctions.logOnePlus(delta, tables.halvings(), 0, in);
    if (logistic) {
      minus(delta);
    } else {
      targetMinus(tables.step, tables.weights[label], bits, delta);
    }
  }

  /** {@code sum += p (bit ? one : zero)}. */
  private static void addPicked(float p, float[] zero, float[] one, float[] bit, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      float picked = Math.fma(bit[i], one[i], Math.fma(-bit[i], zero[i], zero[i]));
      sum[i] = Math.fma(p, picked, sum[i]);
    }
  }

  private static void atLeastNothing(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(-1, x[i]);
    }
  }

  private static void minus(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = -x[i];
    }
  }

  /** The change of the target's output, minus x. */
  private static void targetMinus(float step, float[] w, float[] bit, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(Math.fma(-2 * step, bit[i], step), w[i], -x[i]);
    }
  }

  @Override
  void mixture(float[] derivatives, int at, float scale) {
    shares(rho, excess, shares);
    float unflipped = 1 - sum(rho) + sum(shares);
    for (int c = 0; c < probabilities.length; c++) {
      pick(ofZero(c), ofOne(c), bits, factors);
      float mixed = probabilities[c] * (unflipped + dot(shares, factors));
      float sign = turned ? -1 : 1;
      float onLabel = !logistic && c == label ? 1 : 0;
      derivatives[at + c] = scale * sign * (mixed - onLabel);
      float weight = scale * sign * probabilities[c];
      addOwn(weight * tables.step, factors, bits, shares, ownWeights[c]);
    }
    if (!logistic) {
      subtractLabel(scale * tables.step, bits, rho, ownWeights[label]);
    }
  }

  private static void shares(float[] rho, float[] excess, float[] shares) {
    for (int i = 0; i < rho.length; i++) {
      shares[i] = rho[i] / Math.max(SMALLEST, 1 + excess[i]);
    }
  }

  private static void pick(float[] zero, float[] one, float[] bit, float[] picked) {
    for (int i = 0; i < picked.length; i++) {
      picked[i] = Math.fma(bit[i], one[i], Math.fma(-bit[i], zero[i], zero[i]));
    }
  }

  /** {@code own += w (1 - 2 bit) share (1 + factor)}. */
  private static void addOwn(float w, float[] factor, float[] bit, float[] share, float[] own) {
    for (int i = 0; i < own.length; i++) {
      float turned = Math.fma(-2 * w, bit[i], w) * share[i];
      own[i] += Math.fma(turned, factor[i], turned);
    }
  }

  private static void subtractLabel(float w, float[] bit, float[] rho, float[] own) {
    for (int i = 0; i < own.length; i++) {
      own[i] -= Math.fma(-2 * w, bit[i], w) * rho[i];
    }
  }
}
