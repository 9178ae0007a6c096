package org.bitgrad.numeric;

/**
 * Elementary functions of ranges of float32 arrays in forms that HotSpot vectorises: polynomials
 * and rational functions with fused multiply-add, clamped by minimum and maximum, no branch, no
 * cast. Input and output may be the same array. NaN gives NaN.
 *
 * <p>The coefficients were fitted for this library by weighted least squares, repeated until the
 * errors were level.
 */
public final class FloatFunctions {
  /** From here on the centred sigmoid is 1/2 in float32. */
  private static final float SIGMOID_END = 18;

  private static final float NORMAL_END = 5.6f;
  private static final float EXP_END = 40;

  /** The end of centred uniform numbers, so that quantiles are finite. */
  private static final float UNIFORM_END = 0.5f - 0x1p-25f;

  private FloatFunctions() {}

  /**
   * {@code out = sigmoid(factor a) - 1/2}, to 1.5e-7.
   *
   * @param factor of the arguments
   * @param a arguments
   * @param out results in [-1/2, 1/2]
   * @param from first index
   * @param to end of the range
   */
  public static void centredSigmoid(float factor, float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = Math.max(-SIGMOID_END, Math.min(SIGMOID_END, factor * a[i]));
      float y = x * x;
      float p = Math.fma(y, 0x1.c501b0p-37f, 0x1.5775dap-24f);
      p = Math.fma(y, p, 0x1.c8fe48p-15f);
      p = Math.fma(y, p, 0x1.11e212p-7f);
      p = Math.fma(y, p, 0x1.fffffcp-3f);
      float q = Math.fma(y, 0x1.9d889ep-29f, 0x1.570798p-18f);
      q = Math.fma(y, q, 0x1.a7651ep-10f);
      q = Math.fma(y, q, 0x1.de4646p-4f);
      q = Math.fma(y, q, 1);
      out[i] = Math.max(-0.5f, Math.min(0.5f, x * p / q));
    }
  }

  /**
   * {@code out = Phi(factor a) - 1/2} with the normal distribution function, to 1.7e-7.
   *
   * @param factor of the arguments
   * @param a arguments
   * @param out results in [-1/2, 1/2]
   * @param from first index
   * @param to end of the range
   */
  public static void centredNormal(float factor, float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = Math.max(-NORMAL_END, Math.min(NORMAL_END, factor * a[i]));
      float y = x * x;
      float p = Math.fma(y, 0x1.7c73e8p-26f, 0x1.aa9430p-18f);
      p = Math.fma(y, p, 0x1.6c974ap-13f);
      p = Math.fma(y, p, 0x1.347eb0p-8f);
      p = Math.fma(y, p, 0x1.199be8p-5f);
      p = Math.fma(y, p, 0x1.988450p-2f);
      float q = Math.fma(y, 0x1.3ccf64p-20f, 0x1.3afff2p-14f);
      q = Math.fma(y, q, 0x1.f579bap-10f);
      q = Math.fma(y, q, 0x1.da2780p-6f);
      q = Math.fma(y, q, 0x1.02e6dep-2f);
      q = Math.fma(y, q, 1);
      out[i] = Math.max(-0.5f, Math.min(0.5f, x * p / q));
    }
  }

  /**
   * {@code out = e^(factor a) - 1} with the argument clamped to [-40, 40]; relative error at most
   * 5e-7 (1 + |x|) for results near 0 and of {@code 1 + out} beyond.
   *
   * @param factor of the arguments
   * @param a arguments
   * @param out results
   * @param from first index
   * @param to end of the range
   */
  public static void expMinusOne(float factor, float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = Math.max(-EXP_END, Math.min(EXP_END, factor * a[i])) * (1f / 64);
      float m = Math.fma(x, 1f / 40320, 1f / 5040);
      m = Math.fma(x, m, 1f / 720);
      m = Math.fma(x, m, 1f / 120);
      m = Math.fma(x, m, 1f / 24);
      m = Math.fma(x, m, 1f / 6);
      m = Math.fma(x, m, 0.5f);
      m = Math.fma(x * x, m, x);
      // e^2x - 1 = m (m + 2), six times
      m = Math.fma(m, m, m + m);
      m = Math.fma(m, m, m + m);
      m = Math.fma(m, m, m + m);
      m = Math.fma(m, m, m + m);
      m = Math.fma(m, m, m + m);
      out[i] = Math.fma(m, m, m + m);
    }
  }

  /**
   * {@code out = e^-(factor a)^2/2}, absolute error at most 5e-7.
   *
   * @param factor of the arguments
   * @param a arguments
   * @param out results in [0, 1]
   * @param from first index
   * @param to end of the range
   */
  public static void bell(float factor, float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = factor * a[i];
      out[i] = x * x;
    }
    expMinusOne(-0.5f, out, out, from, to);
    for (int i = from; i < to; i++) {
      out[i] = Math.max(0, 1 + out[i]);
    }
  }

  /**
   * {@code x = log(1 + x)}, relative error at most 1e-6 where {@code |log(1 + x)|} is at most 1;
   * beyond, that of {@code 1 + x} comes in.
   *
   * @param x at least -1, changed in place; {@code |log(1 + x)|} at most {@code 2^halvings}
   * @param halvings how often {@code 1 + x} is replaced by its root
   * @param from first index
   * @param to end of the range
   */
  public static void logOnePlus(float[] x, int halvings, int from, int to) {
    for (int h = 0; h < halvings; h++) {
      rootMinusOne(x, from, to);
    }
    float factor = 2 << halvings;
    for (int i = from; i < to; i++) {
      float w = x[i] / (2 + x[i]);
      float y = w * w;
      float p = Math.fma(y, 1f / 19, 1f / 17);
      p = Math.fma(y, p, 1f / 15);
      p = Math.fma(y, p, 1f / 13);
      p = Math.fma(y, p, 1f / 11);
      p = Math.fma(y, p, 1f / 9);
      p = Math.fma(y, p, 1f / 7);
      p = Math.fma(y, p, 1f / 5);
      p = Math.fma(y, p, 1f / 3);
      x[i] = factor * Math.fma(w * y, p, w);
    }
  }

  /**
   * Quantiles of the standard normal distribution, {@code z} with {@code Phi(z) - 1/2 = v},
   * relative error at most 1e-6: {@code v} times a rational function of {@code -log(1 - 4 v^2)}.
   * Numbers closer than 2^-25 to -1/2 or 1/2 count as being so far away.
   *
   * @param v centred uniform numbers, as streams give them
   * @param z results, not the same array
   * @param from first index
   * @param to end of the range
   */
  public static void normalQuantile(float[] v, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      float t = 2 * Math.min(UNIFORM_END, Math.abs(v[i]));
      // 1 / (1 - t^2) - 1, whose digits stay where t is near 1
      z[i] = t * t / ((1 - t) * (1 + t));
    }
    logOnePlus(z, 4, from, to);
    for (int i = from; i < to; i++) {
      float w = z[i];
      float p = Math.fma(w, 0x1.1a29c8p-14f, 0x1.dfac40p-10f);
      p = Math.fma(w, p, 0x1.69d5cap-6f);
      p = Math.fma(w, p, 0x1.5af2aap-3f);
      p = Math.fma(w, p, 0x1.bd9792p-1f);
      p = Math.fma(w, p, 0x1.40d932p1f);
      float q = Math.fma(w, 0x1.4fce10p-20f, 0x1.74617ap-13f);
      q = Math.fma(w, q, 0x1.f435fep-10f);
      q = Math.fma(w, q, 0x1.07b81ep-5f);
      q = Math.fma(w, q, 0x1.5dcbc4p-4f);
      q = Math.fma(w, q, 1);
      z[i] = Math.max(-UNIFORM_END, Math.min(UNIFORM_END, v[i])) * p / q;
    }
  }

  /** {@code x = sqrt(1 + x) - 1}, without its cancellation. */
  private static void rootMinusOne(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = x[i] / (1 + (float) Math.sqrt(1 + x[i]));
    }
  }
}
