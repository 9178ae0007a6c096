package org.bitgrad.random;

/**
 * Uniform noise on [-s, s]: F(a) = (1 + a/s) / 2 clipped to [0, 1]; F'(a) = 1/(2s) for |a| &lt; s,
 * 0 elsewhere, the end points included.
 *
 * @param scale s
 */
record UniformNoise(double scale) implements Noise {

  UniformNoise {
    NoiseNames.checkScale(scale);
  }

  @Override
  public String name() {
    return NoiseNames.name("uniform", scale);
  }

  @Override
  public double variance() {
    return scale * scale / 3;
  }

  @Override
  public double probability(double a) {
    return probability(a, scale);
  }

  private static double probability(double a, double s) {
    // s + a first: near the lower end it is exact, so the small probability is too.
    return Math.max(0, Math.min(1, 0.5 * ((s + a) / s)));
  }

  @Override
  public double density(double a) {
    return Math.abs(a) < scale ? 0.5 / scale : 0;
  }

  @Override
  public double quantile(double u) {
    return scale * (2 * NoiseNames.checkProbability(u) - 1);
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
    for (int i = offset; i < offset + length; i++) {
      out[i] = density(a[i]);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
