package org.bitgrad.random;

/**
 * Logistic noise: F(a) = sigmoid(a/s), F'(a) = sigmoid(a/s) sigmoid(-a/s) / s, by {@link
 * VectorMath}.
 *
 * @param scale s
 */
record LogisticNoise(double scale) implements Noise {

  LogisticNoise {
    NoiseNames.checkScale(scale);
  }

  @Override
  public String name() {
    return NoiseNames.name("logistic", scale);
  }

  @Override
  public double variance() {
    return scale * scale * (Math.PI * Math.PI / 3);
  }

  @Override
  public double probability(double a) {
    return VectorMath.sigmoid(a / scale);
  }

  @Override
  public double density(double a) {
    return VectorMath.sigmoidDerivative(a / scale) / scale;
  }

  @Override
  public double quantile(double u) {
    NoiseNames.checkProbability(u);
    // log(u / (1 - u)) loses digits around 1/2, where this form is exact in its argument.
    double centred = u - 0.5;
    double z =
        Math.abs(centred) < 0.25 ? Math.log1p(2 * centred / (1 - u)) : Math.log(u) - Math.log1p(-u);
    return scale * z;
  }

  @Override
  public double logitSlope(double a) {
    return VectorMath.sigmoid(-Math.abs(a) / scale) == 0 ? 0 : 1 / scale;
  }

  @Override
  public void probabilities(double[] a, double[] out, int offset, int length) {
    Ranges.check(a, out, offset, length);
    if (scale == 1) {
      VectorMath.sigmoid(a, out, offset, length);
    } else {
      divide(a, out, offset, length);
      VectorMath.sigmoid(out, out, offset, length);
    }
  }

  @Override
  public void densities(double[] a, double[] out, int offset, int length) {
    Ranges.check(a, out, offset, length);
    if (scale == 1) {
      VectorMath.sigmoidDerivative(a, out, offset, length);
    } else {
      divide(a, out, offset, length);
      VectorMath.sigmoidDerivative(out, out, offset, length);
      divide(out, out, offset, length);
    }
  }

  private void divide(double[] a, double[] out, int offset, int length) {
    double s = scale;
    for (int i = offset; i < offset + length; i++) {
      out[i] = a[i] / s;
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
