package org.bitgrad.reference;

/** Nodes and weights of Gauss and Legendre's rule on (-1, 1). */
public final class GaussPoints {
  private static final int STEPS = 20;

  private GaussPoints() {}

  /** Nodes in ascending order, then weights. */
  public static double[][] of(int n) {
    double[][] rule = new double[2][n];
    for (int k = 0; k < n; k++) {
      double x = Math.cos(Math.PI * (k + 0.75) / (n + 0.5));
      double[] p = legendre(n, x);
      for (int step = 0; step < STEPS; step++) {
        x -= p[0] / p[1];
        p = legendre(n, x);
      }
      rule[0][n - 1 - k] = x;
      rule[1][n - 1 - k] = 2 / ((1 - x * x) * p[1] * p[1]);
    }
    return rule;
  }

  /** Legendre's polynomial of degree n and its derivative, by the recurrence. */
  private static double[] legendre(int n, double x) {
    double before = 1;
    double now = x;
    for (int k = 2; k <= n; k++) {
      double next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
      before = now;
      now = next;
    }
    return new double[] {now, n * (before - x * now) / (1 - x * x)};
  }
}
