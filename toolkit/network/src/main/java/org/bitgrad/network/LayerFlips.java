package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.problem.Encoding;

/** The first-order step of PSA through one layer, by the form that serves it, and its pooling. */
final class LayerFlips {
  private final LayerPass pass;
  private final Encoding encoding;
  private final int rows;
  private final RatioFlips ratios;
  private final double[] bits;
  private GeneralFlips general;

  LayerFlips(LayerPass pass, Encoding encoding, int rows) {
    this.pass = pass;
    this.encoding = encoding;
    this.rows = rows;
    ratios = pass.isLogistic() ? RatioFlips.of(pass.layer.shape(), rows) : null;
    bits = new double[encoding == Encoding.BITS ? 0 : pass.layer.shape().in() * rows];
  }

  /** Whether flips go by ratios of odds; it looks at the weights. */
  boolean ratiosServe() {
    double step = factor() * encoding.step() / pass.layer.noise().scale();
    return ratios != null && ratios.weights(pass.theta(), step);
  }

  /** What a flip of a state, or of all states of a window, is multiplied by. */
  private double factor() {
    double kept = pass.mask == null ? 1 : pass.mask.kept();
    return pass.pooling == null ? kept : kept * pass.pooling.factor();
  }

  /**
   * Sums over flips.
   *
   * @param x hard states before the layer
   * @param units odds and probabilities where ratios serve, else null
   * @param a pre-activations where they do not
   * @param signed spins times deltas
   * @param dPrevious overwritten
   */
  void sum(double[] x, LogisticUnits units, double[] a, double[] signed, double[] dPrevious) {
    if (pass.pooling == null) {
      one(x, units, a, signed, dPrevious);
      return;
    }
    StatePooling pooling = pass.pooling;
    double middle = encoding.low() + encoding.step() / 2;
    if (pooling.largest()) {
      one(pooling.pool(x), units, a, signed, pooling.first());
      pooling.flipsOfLargest(x, middle, pooling.first(), dPrevious);
      return;
    }
    double[] same = pooling.pooled();
    Arrays.fill(same, encoding.low());
    one(same, units, a, signed, pooling.first());
    Arrays.fill(same, encoding.high());
    one(same, units, a, signed, pooling.second());
    pooling.flipsOfSums(x, middle, pooling.first(), pooling.second(), dPrevious);
  }

  private void one(double[] x, LogisticUnits units, double[] a, double[] signed, double[] out) {
    flip(x, units, a, signed, out);
    if (pass.mask != null) {
      pass.mask.dropFlips(out);
    }
  }

  private void flip(double[] x, LogisticUnits units, double[] a, double[] signed, double[] out) {
    if (units != null) {
      ratios.sum(bits(x), units.odds(), units.probabilities(), signed, out);
      return;
    }
    if (general == null) {
      general = new GeneralFlips(pass.layer, encoding, rows);
    }
    general.sum(pass.theta(), factor(), x, a, signed, out);
  }

  private double[] bits(double[] x) {
    if (encoding == Encoding.BITS) {
      return x;
    }
    for (int i = 0; i < bits.length; i++) {
      bits[i] = 0.5 + 0.5 * x[i];
    }
    return bits;
  }
}
