package org.bitgrad.random;

/**
 * The copula of ARMS (Dimitriev and Zhou 2021): {@code u_k = (1 - d_k)^(n-1)} where {@code (d_1,
 * ..., d_n)} are the gaps between n - 1 uniform points of the unit interval, made from n
 * exponentials divided by their sum. For two samples {@code u_2 = 1 - u_1}.
 *
 * <p>A bit is 1 iff its gap is longer than {@code t = 1 - p^(1/(n-1))}. Two bits are never both 1
 * where {@code p <= 2^-(n-1)}; the probability is {@code max(0, 2 p^(1/(n-1)) - 1)^(n-1)}.
 *
 * <p>Cost: n uniforms per n samples, and about 1.5 ns a sample for the rest; bits alone, from four
 * samples on, cost two logarithms and two exponentials however many samples there are.
 */
record DirichletCopula() implements Copula {
  /** Keeps {@code (1 - d) * (1 / sum)} at or below 1 whatever the rounding. */
  private static final double JUST_BELOW_ONE = 1 - 0x1p-52;

  private static final int LEAST_WITH_LIMITS = 4;

  /** So many uniforms of a stream have a product that is a normal number. */
  private static final int FACTORS = 16;

  /** Half the step of the uniforms of a stream. */
  private static final double SMALLEST = 0x1p-54;

  @Override
  public String name() {
    return "dirichlet";
  }

  @Override
  public int inputs(int samples) {
    return samples;
  }

  @Override
  public void couple(double[][] in, double[][] out, int size) {
    int n = out.length;
    for (int k = 0; k < n; k++) {
      VectorLog.minusLog(in[k], out[k], size);
    }
    double[] sum = in[0];
    System.arraycopy(out[0], 0, sum, 0, size);
    for (int k = 1; k < n; k++) {
      add(out[k], sum, size);
    }
    double[] inverse = in[1];
    invert(sum, inverse, size);
    for (int k = 0; k < n; k++) {
      if (n == 2) {
        others(out[k], sum, inverse, out[k], size);
      } else {
        others(out[k], sum, inverse, in[2], size);
        power(in[2], n - 1, out[k], size);
      }
      squeeze(out[k], size);
    }
  }

  /** Two and three logarithms cost less than two of them and two exponentials. */
  @Override
  public boolean hasLimits(int samples) {
    return samples >= LEAST_WITH_LIMITS;
  }

  /**
   * With exponentials {@code -log v_k} and their sum S the gap of sample k is longer than t iff
   * {@code v_k < exp(-t S)}: two logarithms and two exponentials a position, however many samples.
   */
  @Override
  public void limits(double[][] in, double[] p, double[][] scratch, double[] limits, int size) {
    minusGap(p, scratch[0], limits, in.length - 1, size);
    double[] sum = scratch[1];
    for (int from = 0; from < in.length; from += FACTORS) {
      double[] product = scratch[0];
      System.arraycopy(in[from], 0, product, 0, size);
      for (int k = from + 1; k < Math.min(in.length, from + FACTORS); k++) {
        multiply(in[k], product, size);
      }
      VectorLog.minusLog(product, from == 0 ? sum : scratch[2], size);
      if (from > 0) {
        add(scratch[2], sum, size);
      }
    }
    multiply(sum, limits, size);
    VectorMath.exp(limits, limits, 0, size);
    forbidImpossible(p, limits, size);
  }

  /** {@code -t}, the least gap of a bit 1, negative. */
  private static void minusGap(double[] p, double[] scratch, double[] out, int root, int size) {
    for (int i = 0; i < size; i++) {
      scratch[i] = Math.max(p[i], Double.MIN_NORMAL);
    }
    VectorLog.minusLog(scratch, out, size);
    double exponent = -1.0 / root;
    for (int i = 0; i < size; i++) {
      out[i] *= exponent;
    }
    VectorMath.exp(out, out, 0, size);
    for (int i = 0; i < size; i++) {
      out[i] -= 1;
    }
  }

  private static void multiply(double[] factors, double[] product, int size) {
    for (int i = 0; i < size; i++) {
      product[i] *= factors[i];
    }
  }

  /** No limit where p is 0. */
  private static void forbidImpossible(double[] p, double[] limits, int size) {
    for (int i = 0; i < size; i++) {
      limits[i] *= Math.ceil(p[i]);
    }
  }

  private static void add(double[] terms, double[] sum, int size) {
    for (int i = 0; i < size; i++) {
      sum[i] += terms[i];
    }
  }

  private static void invert(double[] sum, double[] inverse, int size) {
    for (int i = 0; i < size; i++) {
      inverse[i] = JUST_BELOW_ONE / sum[i];
    }
  }

  /** The length of all other gaps together. */
  private static void others(
      double[] terms, double[] sum, double[] inverse, double[] out, int size) {
    for (int i = 0; i < size; i++) {
      out[i] = (sum[i] - terms[i]) * inverse[i];
    }
  }

  /** Powers of at least 2 by squaring, one bit of the exponent per pass. */
  private static void power(double[] x, int exponent, double[] out, int size) {
    double[] from = x;
    for (int bit = Integer.highestOneBit(exponent) >> 1; bit > 0; bit >>= 1) {
      if ((exponent & bit) == 0) {
        square(from, out, size);
      } else {
        squareTimes(from, x, out, size);
      }
      from = out;
    }
  }

  private static void square(double[] from, double[] out, int size) {
    for (int i = 0; i < size; i++) {
      out[i] = from[i] * from[i];
    }
  }

  private static void squareTimes(double[] from, double[] x, double[] out, int size) {
    for (int i = 0; i < size; i++) {
      out[i] = from[i] * from[i] * x[i];
    }
  }

  /** Into the open unit interval, by less than the step of the uniforms. */
  private static void squeeze(double[] u, int size) {
    for (int i = 0; i < size; i++) {
      u[i] = Math.fma(u[i], JUST_BELOW_ONE, SMALLEST);
    }
  }

  @Override
  public double bothOne(int samples, double p) {
    double root = DirichletPatterns.root(samples, p);
    return DirichletPatterns.power(Math.max(0, 2 * root - 1), samples - 1);
  }

  @Override
  public double pattern(int samples, int ones, double p) {
    return DirichletPatterns.of(samples, ones, p);
  }
}
