package org.bitgrad.reference;

import java.util.function.DoubleUnaryOperator;

/** Integrals of smooth functions by 20 Gauss points on each of several equal panels. */
final class GaussLegendre {
  private static final int POINTS = 20;
  private static final double[][] RULE = GaussPoints.of(POINTS);

  private GaussLegendre() {}

  static double integral(DoubleUnaryOperator f, double from, double to, int panels) {
    double half = (to - from) / panels / 2;
    double sum = 0;
    for (int panel = 0; panel < panels; panel++) {
      double middle = from + (2 * panel + 1) * half;
      for (int i = 0; i < POINTS; i++) {
        sum += RULE[1][i] * f.applyAsDouble(middle + half * RULE[0][i]);
      }
    }
    return sum * half;
  }
}
