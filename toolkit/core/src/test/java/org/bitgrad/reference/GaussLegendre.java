package org.bitgrad.reference;

import java.util.function.DoubleUnaryOperator;

/** Integrals of smooth functions by 20 Gauss points on each of several equal panels. */
final class GaussLegendre {
  private static final int POINTS = 20;
  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  static {
    for (int i = 0; i < POINTS; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
      double slope = 1;
      for (int newton = 0; newton < 8; newton++) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= POINTS; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = POINTS * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      NODES[i] = x;
      WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private GaussLegendre() {}

  static double integral(DoubleUnaryOperator f, double from, double to, int panels) {
    double half = (to - from) / panels / 2;
    double sum = 0;
    for (int panel = 0; panel < panels; panel++) {
      double middle = from + (2 * panel + 1) * half;
      for (int i = 0; i < POINTS; i++) {
        sum += WEIGHTS[i] * f.applyAsDouble(middle + half * NODES[i]);
      }
    }
    return sum * half;
  }
}
