package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.FloatFunctions;
import org.bitgrad.random.RandomStream;

/**
 * Units of local reparameterisation: {@code z = mu + n sqrt(s2)} with n standard normal, the
 * quantile of a unit's uniform number.
 */
class LocalUnits extends MomentUnits {
  LocalUnits(Place place) {
    super(place);
  }

  @Override
  void arguments(int from, int to, RandomStream stream) {
    uniforms(from, to, stream);
    float[] n = slopes; // room
    FloatFunctions.normalQuantile(bits, n, from, to);
    float[] s2 = place.in().variance.values();
    perDeviation(n, s2, varianceSlopes, from, to);
    shift(n, s2, place.in().values(), z, from, to);
    Arrays.fill(slopes, from, to, 1);
  }

  /** {@code n / (2 sqrt(s2))}, 0 where nothing varies. */
  private static void perDeviation(float[] n, float[] s2, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float deviation = (float) Math.sqrt(s2[i]);
      float varies = Math.min(1, deviation * 0x1p100f);
      out[i] = 0.5f * varies * n[i] / Math.max(0x1p-100f, deviation);
    }
  }

  private static void shift(float[] n, float[] s2, float[] mu, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] = Math.fma(n[i], (float) Math.sqrt(s2[i]), mu[i]);
    }
  }
}
