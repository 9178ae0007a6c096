package org.bitgrad.random;

/**
 * A rotation in random order: {@code u_k = (U + k/n) mod 1}, the n numbers then permuted at random
 * (our own variant). The number of ones differs from {@code n p} by less than 1, which gives two
 * samples the lowest correlation that exchangeable bits can have.
 *
 * <p>Cost: n uniforms per n samples, one of them for U and the others for the permutation; not
 * vectorised, about 5 ns a sample.
 */
record RotationCopula() implements Copula {
  private static final double SMALLEST = 0x1p-54;

  @Override
  public String name() {
    return "rotation";
  }

  @Override
  public int inputs(int samples) {
    return samples;
  }

  @Override
  public void couple(double[][] in, double[][] out, int size) {
    int n = out.length;
    for (int k = 0; k < n; k++) {
      rotate(in[0], (double) k / n, out[k], size);
    }
    for (int k = n - 1; k > 0; k--) {
      swap(in[k], out, k, size);
    }
  }

  private static void rotate(double[] u, double shift, double[] out, int size) {
    for (int i = 0; i < size; i++) {
      double turned = u[i] + shift;
      out[i] = Math.max(SMALLEST, turned < 1 ? turned : turned - 1);
    }
  }

  /** A step of the shuffle of Fisher and Yates: exchanges sample k with one of samples 0 to k. */
  private static void swap(double[] u, double[][] out, int k, int size) {
    double[] last = out[k];
    for (int i = 0; i < size; i++) {
      double[] other = out[(int) (u[i] * (k + 1))];
      double kept = last[i];
      last[i] = other[i];
      other[i] = kept;
    }
  }

  @Override
  public double bothOne(int samples, double p) {
    int least = least(samples, p);
    double rest = Math.fma(samples, p, -least);
    double pairs = (double) samples * (samples - 1);
    return (least * (least - 1.0) + 2 * least * rest) / pairs;
  }

  /** The number of ones is this, or one more with probability {@code n p} minus this. */
  private static int least(int samples, double p) {
    int least = (int) (samples * p);
    return Math.fma(samples, p, -least) < 0 ? least - 1 : least;
  }

  @Override
  public double pattern(int samples, int ones, double p) {
    int least = least(samples, p);
    double rest = Math.fma(samples, p, -least);
    if (ones == least) {
      return (1 - rest) / binomial(samples, ones);
    }
    return ones == least + 1 ? rest / binomial(samples, ones) : 0;
  }

  private static double binomial(int n, int k) {
    double product = 1;
    for (int i = 1; i <= k; i++) {
      product = product * (n - k + i) / i;
    }
    return product;
  }
}
