package org.bitgrad.random;

/**
 * Triangular noise on [-s, s] with mode 0: with w = max(0, 1 - |a|/s), F(a) = w^2 / 2 for a &lt; 0
 * and 1 - w^2 / 2 otherwise; F'(a) = w / s.
 *
 * @param scale s
 */
record TriangularNoise(double scale) implements Noise {

  TriangularNoise {
    NoiseNames.checkScale(scale);
  }

  @Override
  public String name() {
    return NoiseNames.name("triangular", scale);
  }

  @Override
  public double variance() {
    return scale * scale / 6;
  }

  @Override
  public double probability(double a) {
    return probability(a, scale);
  }

  private static double probability(double a, double s) {
    // F = (1 + 2t - t|t|) / 2 written with the distances from the lower end and to the upper end,
    // min(1, 1+t)^2 / 2 + (1 - (1 - max(0, t))^2) / 2: no branch, exact where it is small.
    double rise = Math.max(0, Math.min(s, s + a)) / s;
    double fall = Math.max(0, Math.min(s, s - a)) / s;
    return 0.5 * Math.fma(rise, rise, Math.fma(-fall, fall, 1));
  }

  @Override
  public double density(double a) {
    return density(a, scale);
  }

  private static double density(double a, double s) {
    return Math.max(0, s - Math.abs(a)) / s / s;
  }

  @Override
  public double quantile(double u) {
    NoiseNames.checkProbability(u);
    boolean lower = u < 0.5;
    double tail = lower ? u : 1 - u;
    // 1 - sqrt(2 tail), without its cancellation around the middle
    double distance = (1 - 2 * tail) / (1 + Math.sqrt(2 * tail));
    return lower ? -scale * distance : scale * distance;
  }

  @Override
  public void probabilities(double[] a, double[] out, int offset, int length) {
    Ranges.check(a, out, offset, length);
    double s = scale;
    for (int i = offset; i < offset + length; i++) {
      out[i] = probability(a[i], s);
    }
  }

  @Override
  public void densities(double[] a, double[] out, int offset, int length) {
    Ranges.check(a, out, offset, length);
    double s = scale;
    for (int i = offset; i < offset + length; i++) {
      out[i] = density(a[i], s);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
