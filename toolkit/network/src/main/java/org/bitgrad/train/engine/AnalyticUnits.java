package org.bitgrad.train.engine;

import org.bitgrad.random.RandomStream;

/**
 * Units of AP2: {@code z = mu / sqrt(1 + s2 / V)} with mean and variance of the pre-activation and
 * the variance V of the noise. No random numbers.
 */
class AnalyticUnits extends MomentUnits {
  private final float inverse;

  AnalyticUnits(Place place) {
    super(place);
    inverse = (float) (1 / place.noise().variance());
  }

  @Override
  void arguments(int from, int to, RandomStream stream) {
    float[] s2 = place.in().variance.values();
    shares(inverse, s2, slopes, varianceSlopes, from, to);
    System.arraycopy(place.in().values(), from, z, from, to - from);
    multiply(1, slopes, z, from, to);
    multiply(-0.5f * inverse, z, varianceSlopes, from, to);
  }

  /** The noise's share of the variance of the sum, and its root. */
  private static void shares(
      float inverse, float[] s2, float[] roots, float[] shares, int from, int to) {
    for (int i = from; i < to; i++) {
      float share = 1 / Math.fma(inverse, s2[i], 1);
      shares[i] = share;
      roots[i] = (float) Math.sqrt(share);
    }
  }
}
