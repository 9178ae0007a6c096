package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Dense;
import org.bitgrad.random.VectorMath;

/**
 * Logistic losses and their derivatives with single units flipped, without an exponential per flip.
 *
 * <p>With the margin {@code z = -t eta}, a flip adds {@code q w_i}, {@code q = -t (x_i' - x_i)},
 * and multiplies {@code E = exp(z)} by one of two numbers per weight. Then {@code f = max(z, 0) +
 * log(1 + min(E, 1/E))} and {@code df/deta = -t E / (1 + E)}.
 */
final class LogisticHeadFlips {
  /** Beyond this clamped odds times a factor would be wrong; such heads take the general form. */
  private static final double LARGEST_EXPONENT = 40;

  /** Keeps all products finite; losses below e^-300 come out as at most that. */
  private static final double LARGEST_MARGIN = 345;

  private final int units;
  private final int rows;
  private final double step;
  private final Batch batch;
  private long version;
  private final double[] targets;
  private final double[] rowTargets;
  private final double[] known;
  private final double[] low;
  private final double[] high;
  private boolean factorsAreKnown;
  private final double[] up;
  private final double[] z;
  private final double[] odds;
  private final double[] inverse;
  private final double[] values;
  private final double[] margins;
  private final double[] clamped;
  private final double[] rowOdds;
  private final double[] rowInverse;

  LogisticHeadFlips(Dense shape, HeadLoss loss, int rows) {
    units = shape.in();
    this.rows = rows;
    step = loss.head().encoding().step();
    int size = Math.multiplyExact(units, rows);
    batch = loss.batch();
    version = batch.version();
    targets = batch.targetColumns(size);
    rowTargets = batch.targetColumns(rows);
    known = new double[units];
    low = new double[units];
    high = new double[units];
    up = new double[size];
    z = new double[size];
    odds = new double[size];
    inverse = new double[size];
    values = new double[size];
    margins = new double[rows];
    clamped = new double[rows];
    rowOdds = new double[rows];
    rowInverse = new double[rows];
  }

  /** Whether this form can serve the weights; computes their factors unless they are known. */
  boolean serves(double[] theta) {
    if (factorsAreKnown && Arrays.equals(theta, 0, units, known, 0, units)) {
      return true;
    }
    factorsAreKnown = false;
    for (int i = 0; i < units; i++) {
      if (!(Math.abs(step * theta[i]) <= LARGEST_EXPONENT)) {
        return false;
      }
      low[i] = VectorMath.exp(-step * theta[i]);
      high[i] = VectorMath.exp(step * theta[i]);
      known[i] = theta[i];
    }
    factorsAreKnown = true;
    return true;
  }

  /** Flips every unit; {@code change} is what the flip of a unit adds to its state. */
  void at(double[] theta, double[] eta, double[] change) {
    if (version != batch.version()) {
      batch.targetColumns(targets);
      batch.targetColumns(rowTargets);
      version = batch.version();
    }
    margins(eta, rowTargets, margins);
    clamp(margins, clamped);
    VectorMath.exp(clamped, rowOdds, 0, rows);
    invert(rowOdds, rowInverse);
    rises(change, targets, 0.5 / step, up);
    for (int i = 0; i < units; i++) {
      int from = i * rows;
      System.arraycopy(margins, 0, z, from, rows);
      System.arraycopy(rowOdds, 0, odds, from, rows);
      System.arraycopy(rowInverse, 0, inverse, from, rows);
      int to = from + rows;
      move(step * theta[i], up, z, from, to);
      scale(low[i], high[i], up, odds, from, to);
      scale(high[i], low[i], up, inverse, from, to);
    }
  }

  private static void margins(double[] eta, double[] t, double[] out) {
    for (int r = 0; r < out.length; r++) {
      out[r] = -t[r] * eta[r];
    }
  }

  private static void clamp(double[] z, double[] out) {
    for (int r = 0; r < out.length; r++) {
      out[r] = Math.max(-LARGEST_MARGIN, Math.min(LARGEST_MARGIN, z[r]));
    }
  }

  private static void invert(double[] x, double[] out) {
    for (int r = 0; r < out.length; r++) {
      out[r] = 1 / x[r];
    }
  }

  /** 1 where the flip would raise the margin under a positive weight, 0 where it would lower it. */
  private static void rises(double[] change, double[] t, double half, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = 0.5 - half * t[i] * change[i];
    }
  }

  private static void move(double step, double[] rises, double[] margin, int from, int to) {
    for (int i = from; i < to; i++) {
      margin[i] = Math.fma(2 * step, rises[i], margin[i] - step);
    }
  }

  private static void scale(double low, double high, double[] rises, double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= Math.fma(rises[i], high, Math.fma(-rises[i], low, low));
    }
  }

  /**
   * {@code out[i, r] -= f(x_r with unit i flipped)}; finite, because the outputs and the weights
   * are.
   */
  void subtractValues(double[] out) {
    smaller(odds, inverse, values);
    VectorMath.softplusOf(z, values, values, z.length);
    for (int i = 0; i < z.length; i++) {
      out[i] -= values[i];
    }
  }

  private static void smaller(double[] x, double[] y, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(x[i], y[i]);
    }
  }

  /** Derivatives in the output, times the flips' weights. */
  void gradient(double[] flipWeights, double[] out) {
    for (int i = 0; i < z.length; i++) {
      out[i] = -targets[i] * flipWeights[i] * (odds[i] / (1 + odds[i]));
    }
  }
}
