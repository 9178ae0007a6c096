package org.bitgrad.exact;

/** Nodes and weights of the Gauss-Legendre rule on [-1, 1]. */
@SuppressWarnings("ArrayRecordComponent")
record GaussRule(double[] nodes, double[] weights) {
  private static final int NEWTON_STEPS = 100;

  /** The rule of n nodes, by Newton's method on the Legendre polynomial. */
  static GaussRule of(int n) {
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 1;
      for (int step = 0; step < NEWTON_STEPS; step++) {
        double before = 1;
        double polynomial = x;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * x * polynomial - (k - 1) * before) / k;
          before = polynomial;
          polynomial = next;
        }
        slope = n * (x * polynomial - before) / (x * x - 1);
        double change = polynomial / slope;
        x -= change;
        if (Math.abs(change) < 1e-15) {
          break;
        }
      }
      nodes[i] = x;
      weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
    return new GaussRule(nodes, weights);
  }
}
