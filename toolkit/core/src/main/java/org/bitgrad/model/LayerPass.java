package org.bitgrad.model;

import java.util.Arrays;
import org.bitgrad.numeric.DenseBlock;
import org.bitgrad.random.VectorMath;

/**
 * One dense layer at work on blocks of rows. For logistic noise it keeps {@code exp(-a)} of the
 * pre-activations last seen: probabilities, densities and flips all come from it.
 */
final class LayerPass {
  /** Keeps squares of odds finite; a probability below e^-345 comes out as e^-345. */
  private static final double LARGEST_EXPONENT = 345;

  final DenseLayer layer;
  final DenseBlock block;
  private final int size;
  private final boolean logistic;
  private final double[] seen;
  private final double[] odds;
  private final double[] probabilities;
  private boolean filled;

  LayerPass(DenseLayer layer, int rows) {
    this.layer = layer;
    block = new DenseBlock(layer.shape(), rows);
    size = Math.multiplyExact(layer.shape().out(), rows);
    logistic = layer.isLogistic();
    int kept = logistic ? size : 0;
    seen = new double[kept];
    odds = new double[kept];
    probabilities = new double[kept];
  }

  boolean isLogistic() {
    return logistic;
  }

  /** The odds of bit 0, {@code exp(-a / s)}, after {@link #look}; logistic noise only. */
  double[] odds() {
    return odds;
  }

  /** The probabilities of bit 1 after {@link #look}; logistic noise only. */
  double[] probabilities() {
    return probabilities;
  }

  void probabilities(double[] a, double[] out) {
    if (logistic) {
      look(a);
      System.arraycopy(probabilities, 0, out, 0, size);
    } else {
      layer.noise().probabilities(a, out, 0, size);
    }
  }

  void densities(double[] a, double[] out) {
    if (logistic) {
      look(a);
      slopes(odds, probabilities, 1 / layer.noise().scale(), out);
    } else {
      layer.noise().densities(a, out, 0, size);
    }
  }

  /** Computes what follows from pre-activations; comparing costs a small part of an exponential. */
  void look(double[] a) {
    if (filled && Arrays.equals(a, 0, size, seen, 0, size)) {
      return;
    }
    System.arraycopy(a, 0, seen, 0, size);
    exponents(seen, -1 / layer.noise().scale(), odds);
    VectorMath.exp(odds, odds, 0, size);
    probabilities(odds, size, probabilities);
    filled = true;
  }

  private static void exponents(double[] a, double factor, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(LARGEST_EXPONENT, factor * a[i]);
    }
  }

  private static void probabilities(double[] odds, int size, double[] out) {
    for (int i = 0; i < size; i++) {
      out[i] = 1 / (1 + odds[i]);
    }
  }

  private static void slopes(double[] odds, double[] p, double factor, double[] out) {
    for (int i = 0; i < odds.length; i++) {
      out[i] = factor * odds[i] * p[i] * p[i];
    }
  }
}
