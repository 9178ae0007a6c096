package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.FloatFunctions;
import org.bitgrad.random.VectorMath;

/**
 * A row under the softmax loss, with class probabilities p and the most probable class r. A flip
 * that adds {@code c_k} to output k changes the loss by {@code c_r - c_label + log(1 + v)},
 *
 * <pre>v = sum_(k not r) p_k (e^c_k - e^c_r) e^-c_r</pre>
 *
 * <p>{@code 1 + v} is at least {@code p_r}, and all of v is small where the other classes are
 * improbable: nothing cancels but the exponentials' difference. Two small changes leave it its
 * digits if 1 is taken off both, as is done for moderate weights; it must not be where {@code
 * e^c_r} may be small. Where factors leave the range of float32 each flip is evaluated.
 */
final class SoftmaxHeadRow extends HeadRow {
  private final double[] probabilities;

  /** The same in float32. */
  private final float[] p;

  /** {@code v}. */
  private final float[] excess;

  /** {@code e^c_r}, or 1 less. */
  private final float[] reference;

  /** {@code e^c_r}. */
  private final float[] divisor;

  /** The weight of each flip divided by what it multiplies the sum of exponentials by. */
  private final float[] shares;

  private final float[] factors;
  private final double[] mixed;
  private SoftmaxFlips huge;
  private int label;
  private int first;
  private double others;

  SoftmaxHeadRow(HeadTables tables) {
    super(tables);
    probabilities = new double[tables.out];
    p = new float[tables.out];
    excess = new float[flips];
    reference = new float[flips];
    divisor = new float[flips];
    shares = new float[flips];
    factors = new float[flips];
    mixed = new double[tables.out];
  }

  @Override
  double flips(double target) {
    label = (int) target;
    double loss = softmax();
    if (tables.huge()) {
      huge = huge == null ? new SoftmaxFlips(tables) : huge;
      huge.at(eta, bits, label);
      huge.changes(loss, label, delta);
      return loss;
    }
    byFactors();
    System.arraycopy(excess, 0, delta, 0, flips);
    FloatFunctions.logOnePlus(delta, tables.halvings(), 0, flips);
    if (label == first) {
      minus(delta);
    } else {
      changes(tables.step, tables.weights[label], tables.weights[first], bits, delta);
    }
    return loss;
  }

  /** Probabilities with all digits, also of small ones; returns the loss. */
  private double softmax() {
    first = 0;
    for (int c = 1; c < eta.length; c++) {
      first = eta[c] > eta[first] ? c : first;
    }
    double rest = 0;
    for (int c = 0; c < eta.length; c++) {
      probabilities[c] = VectorMath.exp(eta[c] - eta[first]);
      rest += c == first ? 0 : probabilities[c];
    }
    double perSum = 1 / (1 + rest);
    for (int c = 0; c < eta.length; c++) {
      probabilities[c] *= perSum;
      p[c] = (float) probabilities[c];
      // Large factors may bring a tiny one up again; others would only make products subnormal.
      p[c] = tables.moderate() ? Tiny.flushed(p[c]) : p[c];
    }
    others = rest * perSum;
    return StrictMath.log1p(rest) + (eta[first] - eta[label]);
  }

  private void byFactors() {
    boolean moderate = tables.moderate();
    float[][] zero = moderate ? tables.rise : tables.up;
    float[][] one = moderate ? tables.fall : tables.down;
    pick(tables.up[first], tables.down[first], bits, divisor);
    pick(zero[first], one[first], bits, reference);
    Arrays.fill(excess, 0);
    for (int c = 0; c < probabilities.length; c++) {
      if (c != first) {
        addPicked(p[c], zero[c], one[c], excess);
      }
    }
    divide(divisor, excess);
  }

  /** {@code to += p ((bit ? one : zero) - reference)}. */
  private void addPicked(float p, float[] zero, float[] one, float[] to) {
    float[] bit = bits;
    float[] less = reference;
    for (int i = 0; i < to.length; i++) {
      float picked = Math.fma(bit[i], one[i], Math.fma(-bit[i], zero[i], zero[i]));
      to[i] = Math.fma(p, picked - less[i], to[i]);
    }
  }

  /** {@code x /= divisor}, at least -1. */
  private static void divide(float[] divisor, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(-1, x[i] / divisor[i]);
    }
  }

  private static void minus(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = -x[i];
    }
  }

  /** {@code x = c_label - c_r - x}. */
  private static void changes(float step, float[] label, float[] first, float[] bit, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(Math.fma(-2 * step, bit[i], step), label[i] - first[i], -x[i]);
    }
  }

  @Override
  void plain(float[] derivatives, int at, float scale) {
    System.arraycopy(probabilities, 0, mixed, 0, mixed.length);
    write(derivatives, at, scale);
  }

  /** The label's derivative is minus the others': it may be smaller than the digits of 1 - p. */
  private void write(float[] derivatives, int at, float scale) {
    double rest = 0;
    for (int c = 0; c < mixed.length; c++) {
      derivatives[at + c] = Tiny.flushed((float) (scale * mixed[c]));
      rest += c == label ? 0 : mixed[c];
    }
    derivatives[at + label] = Tiny.flushed((float) -(scale * rest));
  }

  @Override
  void mixture(float[] derivatives, int at, float scale) {
    double unflipped = 1 - sum(rho);
    for (int c = 0; c < mixed.length; c++) {
      mixed[c] = unflipped * probabilities[c];
    }
    if (tables.huge()) {
      for (int c = 0; c < mixed.length; c++) {
        mixed[c] += huge.mix(c, label, this, scale);
      }
    } else {
      mix(scale * tables.step);
    }
    write(derivatives, at, scale);
  }

  private void mix(float step) {
    shares(rho, divisor, excess, shares);
    for (int c = 0; c < mixed.length; c++) {
      pick(tables.up[c], tables.down[c], bits, factors);
      mixed[c] += probabilities[c] * dot(shares, factors);
      if (c != label || c != first) {
        addOwn(step * p[c], factors, bits, shares, ownWeights[c]);
      }
    }
    if (label == first) {
      others((float) others, excess);
      multiply(excess, rho);
    }
    subtract(step, bits, rho, ownWeights[label]);
  }

  private static void shares(float[] rho, float[] divisor, float[] excess, float[] shares) {
    for (int i = 0; i < rho.length; i++) {
      shares[i] = rho[i] / Math.fma(divisor[i], excess[i], divisor[i]);
    }
  }

  /** {@code own += w (1 - 2 bit) share factor}. */
  private static void addOwn(float w, float[] factor, float[] bit, float[] share, float[] own) {
    for (int i = 0; i < own.length; i++) {
      own[i] = Math.fma(Math.fma(-2 * w, bit[i], w) * share[i], factor[i], own[i]);
    }
  }

  /** Makes of {@code v} the probability of the classes but the most probable one. */
  private static void others(float others, float[] v) {
    for (int i = 0; i < v.length; i++) {
      v[i] = (v[i] + others) / (1 + v[i]);
    }
  }

  private static void multiply(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] *= x[i];
    }
  }

  /** {@code own -= w (1 - 2 bit) x}. */
  private static void subtract(float w, float[] bit, float[] x, float[] own) {
    for (int i = 0; i < own.length; i++) {
      own[i] -= Math.fma(-2 * w, bit[i], w) * x[i];
    }
  }
}
