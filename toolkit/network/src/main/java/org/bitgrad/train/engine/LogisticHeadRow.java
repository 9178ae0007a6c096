package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatFunctions;
import org.bitgrad.random.VectorMath;

/**
 * A row under the logistic loss {@code f = log(1 + e^z)}, {@code z = -t eta}, with the probability
 * {@code q = sigmoid(z)} of the other label. A flip that adds c to z makes it {@code f + log(1 + q
 * (e^c - 1))}, and {@code f + c + log(1 + (1 - q) (e^-c - 1))}: the less probable label is taken,
 * so that the logarithm's argument is at least 1/2. Flips too large for that are done in float64.
 */
final class LogisticHeadRow extends HeadRow {
  private final float[] excess;
  private final float[] factors;
  private double turn;
  private double z;

  LogisticHeadRow(HeadTables tables) {
    super(tables);
    excess = new float[flips];
    factors = new float[flips];
  }

  @Override
  double flips(double target) {
    turn = target > 0 ? -1 : 1;
    z = turn * eta[0];
    if (tables.huge()) {
      for (int i = 0; i < flips; i++) {
        double moved = z + turn * tables.change(0, i, bits);
        delta[i] = (float) (VectorMath.softplus(z) - VectorMath.softplus(moved));
      }
    } else {
      byFactors();
    }
    return VectorMath.softplus(z);
  }

  private boolean otherIsLikely() {
    return z > 0;
  }

  private void byFactors() {
    boolean rising = turn > 0 != otherIsLikely();
    float[] zero = rising ? tables.rise[0] : tables.fall[0];
    float[] one = rising ? tables.fall[0] : tables.rise[0];
    pick(zero, one, bits, factors);
    times((float) VectorMath.sigmoid(-Math.abs(z)), factors, excess);
    System.arraycopy(excess, 0, delta, 0, flips);
    FloatFunctions.logOnePlus(delta, tables.halvings(), 0, flips);
    if (otherIsLikely()) {
      tables.changes(0, bits, factors);
      minusSum((float) -turn, factors, delta);
    } else {
      minusSum(0, factors, delta);
    }
  }

  private static void times(float p, float[] x, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = p * x[i];
    }
  }

  /** {@code y = factor x - y}. */
  private static void minusSum(float factor, float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.fma(factor, x[i], -y[i]);
    }
  }

  @Override
  void plain(float[] derivatives, int at, float scale) {
    derivatives[at] = Tiny.flushed((float) (scale * turn * VectorMath.sigmoid(z)));
  }

  @Override
  void mixture(float[] derivatives, int at, float scale) {
    double rest = (1 - sum(rho)) * VectorMath.sigmoid(z);
    shares();
    derivatives[at] = Tiny.flushed((float) (scale * turn * (rest + sum(factors))));
    addOwn((float) (scale * turn * tables.step), bits, factors, ownWeights[0]);
  }

  /** Writes each flip's weight times the probability of the other label after it. */
  private void shares() {
    if (tables.huge()) {
      for (int i = 0; i < flips; i++) {
        double moved = z + turn * tables.change(0, i, bits);
        factors[i] = (float) (rho[i] * VectorMath.sigmoid(moved));
      }
    } else {
      shares(rho, excess, (float) VectorMath.sigmoid(z), otherIsLikely() ? 0 : 1, factors);
    }
  }

  /** {@code rho (q + part excess) / (1 + excess)}. */
  private static void shares(float[] rho, float[] excess, float q, float part, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = rho[i] * Math.fma(part, excess[i], q) / (1 + excess[i]);
    }
  }

  private static void addOwn(float w, float[] bit, float[] share, float[] own) {
    for (int i = 0; i < own.length; i++) {
      own[i] = Math.fma(Math.fma(-2 * w, bit[i], w), share[i], own[i]);
    }
  }
}
