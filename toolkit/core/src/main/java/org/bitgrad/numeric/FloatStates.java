package org.bitgrad.numeric;

/** Sampling of binary states in float32 without a comparison, which JDK 17 does not vectorise. */
public final class FloatStates {
  /** Its square makes any difference of two floats at least 1, or infinite. */
  static final float HUGE = 0x1p100f;

  private FloatStates() {}

  /**
   * {@code bit = 1} where {@code v < h}, else 0; NaN in h gives NaN.
   *
   * @param h centred probabilities, {@code p - 1/2}
   * @param v centred uniform numbers, {@code u - 1/2}
   * @param bits 0 or 1; may be {@code v}
   * @param from first index
   * @param to end of the range
   */
  public static void sample(float[] h, float[] v, float[] bits, int from, int to) {
    for (int i = from; i < to; i++) {
      bits[i] = Math.max(0, Math.min(1, (h[i] - v[i]) * HUGE * HUGE));
    }
  }

  /**
   * {@code x = low + step x}.
   *
   * @param low added
   * @param step factor
   * @param x numbers, changed in place
   * @param from first index
   * @param to end of the range
   */
  public static void affine(float low, float step, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Math.fma(step, x[i], low);
    }
  }
}
