package org.bitgrad.network;

/** A {@link LayerMask} at work on blocks of rows. */
final class RowMask {
  private final LayerMask mask;
  private final int rows;
  private final double[] factors;
  private final double[] masked;
  private long version = -1;

  RowMask(LayerMask mask, int inputs, int rows) {
    this.mask = mask;
    this.rows = rows;
    factors = new double[Math.multiplyExact(inputs, rows)];
    masked = new double[factors.length];
  }

  private double[] factors() {
    if (version != mask.version()) {
      mask.columns(rows, factors);
      version = mask.version();
    }
    return factors;
  }

  /** The numbers times their factors; a buffer that the next call rewrites. */
  double[] apply(double[] x) {
    multiply(factors(), x, masked);
    return masked;
  }

  /** Derivatives in the numbers from those in what was read. */
  void back(double[] d) {
    multiply(factors(), d, d);
  }

  /** What a flip that is not dropped is multiplied by. */
  double kept() {
    return mask.kept();
  }

  /** Takes out the flips of dropped numbers. */
  void dropFlips(double[] flips) {
    double[] f = factors();
    for (int i = 0; i < f.length; i++) {
      flips[i] = f[i] == 0 ? 0 : flips[i];
    }
  }

  private static void multiply(double[] x, double[] y, double[] out) {
    for (int i = 0; i < x.length; i++) {
      out[i] = x[i] * y[i];
    }
  }
}
