package org.bitgrad.network;

import org.bitgrad.random.VectorMath;

/**
 * Logistic units at some pre-activations: the odds of bit 0, {@code E = exp(-a / s)}, and the
 * probabilities of bit 1, {@code 1 / (1 + E)}. Densities and flips all come from these two.
 */
final class LogisticUnits {
  /** Keeps products of two odds finite; a probability below e^-345 comes out as e^-345. */
  private static final double LARGEST_EXPONENT = 345;

  private final int units;
  private final int rows;
  private final double scale;
  private final double[] odds;
  private final double[][] oddsRows;
  private final double[][] probabilityRows;
  private double[] p;

  LogisticUnits(int units, int rows, double scale) {
    this.units = units;
    this.rows = rows;
    this.scale = scale;
    odds = new double[Math.multiplyExact(units, rows)];
    oddsRows = new double[2][rows];
    probabilityRows = new double[2][rows];
  }

  double[] odds() {
    return odds;
  }

  /** The array given last; whoever gave it must have left it as it was. */
  double[] probabilities() {
    return p;
  }

  /** Computes both at pre-activations. */
  void at(double[] a, double[] probabilities) {
    p = probabilities;
    exponents(a, -1 / scale, odds);
    VectorMath.exp(odds, odds, 0, odds.length);
    for (int j = 0; j < units; j += 2) {
      int end = Math.min(j + 2, units);
      for (int k = j; k < end; k++) {
        System.arraycopy(odds, k * rows, oddsRows[k - j], 0, rows);
      }
      invert(j, end);
    }
  }

  /** Computes both at bits {@code x} before the layer, one array per unit. */
  void at(BitOdds form, double[][] x, double[] probabilities) {
    p = probabilities;
    for (int j = 0; j < units; j += 2) {
      int end = Math.min(j + 2, units);
      for (int k = j; k < end; k++) {
        form.odds(k, x, oddsRows[k - j]);
        System.arraycopy(oddsRows[k - j], 0, odds, k * rows, rows);
      }
      invert(j, end);
    }
  }

  /** {@code out = weights F'(a)}, times a factor. */
  void densities(double factor, double[] weights, double[] out) {
    weightedSlopes(factor / scale, odds, p, weights, out);
  }

  /** {@code out = F'(a)}. */
  void densities(double[] out) {
    slopes(1 / scale, odds, p, out);
  }

  private static void exponents(double[] a, double factor, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(LARGEST_EXPONENT, factor * a[i]);
    }
  }

  /** The probabilities of one or two units, whose odds are in the rows. */
  private void invert(int first, int end) {
    if (end - first == 2) {
      invertTwo(oddsRows[0], oddsRows[1], probabilityRows[0], probabilityRows[1]);
    } else {
      invertOne(oddsRows[0], probabilityRows[0]);
    }
    for (int k = first; k < end; k++) {
      System.arraycopy(probabilityRows[k - first], 0, p, k * rows, rows);
    }
  }

  /** Two probabilities for one division, which costs as much as some ten products. */
  private static void invertTwo(double[] odds0, double[] odds1, double[] p0, double[] p1) {
    for (int r = 0; r < p0.length; r++) {
      double d0 = 1 + odds0[r];
      double d1 = 1 + odds1[r];
      double inverse = 1 / (d0 * d1);
      p0[r] = inverse * d1;
      p1[r] = inverse * d0;
    }
  }

  private static void invertOne(double[] odds, double[] p) {
    for (int r = 0; r < p.length; r++) {
      p[r] = 1 / (1 + odds[r]);
    }
  }

  private static void slopes(double factor, double[] odds, double[] p, double[] out) {
    for (int i = 0; i < odds.length; i++) {
      out[i] = factor * odds[i] * p[i] * p[i];
    }
  }

  private static void weightedSlopes(
      double factor, double[] odds, double[] p, double[] weights, double[] out) {
    for (int i = 0; i < odds.length; i++) {
      out[i] = factor * odds[i] * p[i] * p[i] * weights[i];
    }
  }
}
