package org.bitgrad.random;

import java.util.function.DoubleUnaryOperator;

/** Gauss and Legendre's rule with 32 points, exact for polynomials of degree 63. */
final class GaussRule {
  private static final int POINTS = 32;
  private static final int NEWTON_STEPS = 8;
  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  static {
    for (int i = 0; i < POINTS; i++) {
      fill(i);
    }
  }

  private GaussRule() {}

  /** The i-th root of the Legendre polynomial, by Newton's method from its asymptotic form. */
  private static void fill(int i) {
    double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
    double slope = 1;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double before = 1;
      double value = x;
      for (int degree = 2; degree <= POINTS; degree++) {
        double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
        before = value;
        value = next;
      }
      slope = POINTS * (x * value - before) / (x * x - 1);
      x -= value / slope;
    }
    NODES[i] = x;
    WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
  }

  /** The integral of a smooth function. */
  static double integral(DoubleUnaryOperator f, double from, double to) {
    double middle = (from + to) / 2;
    double half = (to - from) / 2;
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += WEIGHTS[i] * f.applyAsDouble(middle + half * NODES[i]);
    }
    return half * sum;
  }
}
