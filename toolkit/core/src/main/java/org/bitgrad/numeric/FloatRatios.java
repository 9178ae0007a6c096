package org.bitgrad.numeric;

/** Exponentials that keep their relative accuracy where they are small, for ratios of odds. */
public final class FloatRatios {
  private FloatRatios() {}

  /**
   * {@code out = e^(factor a)} with the argument clamped to [-40, 40]; relative error about 1e-5 at
   * the ends and 2e-7 near 0.
   *
   * @param factor of the arguments
   * @param a arguments
   * @param out results; not {@code a}
   * @param from first index
   * @param to end of the range
   */
  public static void exp(float factor, float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.abs(factor * a[i]);
    }
    FloatFunctions.expMinusOne(1, out, out, from, to);
    for (int i = from; i < to; i++) {
      float large = 1 + out[i];
      float up = Math.max(0, Math.min(1, factor * a[i] * FloatStates.HUGE * FloatStates.HUGE));
      out[i] = Math.fma(up, large, (1 - up) / large);
    }
  }
}
