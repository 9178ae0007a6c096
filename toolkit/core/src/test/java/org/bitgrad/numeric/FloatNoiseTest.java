package org.bitgrad.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Noises, functions and sampling in float32 against float64. */
class FloatNoiseTest {
  /** Largest error of a distribution function, in units of probability. */
  private static final double PROBABILITY = 2e-7;

  /** Largest error of a density of scale 1. */
  private static final double DENSITY = 5e-7;

  static Stream<Noise> noises() {
    return Stream.of("logistic", "uniform", "triangular", "gaussian")
        .flatMap(family -> Stream.of(1.0, 0.3, 2.5, 1e-9).map(scale -> Noise.of(family, scale)));
  }

  private static float[] grid(double scale, double end) {
    float[] a = new float[60_001];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) (scale * end * (i - 30_000) / 30_000);
    }
    return a;
  }

  @ParameterizedTest
  @MethodSource("noises")
  void distributionAndDensityAreThoseOfFloat64(Noise noise) {
    for (double end : new double[] {1e-3, 1.5, 12, 1000}) {
      float[] a = grid(noise.scale(), end);
      float[] h = new float[a.length];
      float[] f = new float[a.length];
      FloatNoise fast = FloatNoise.of(noise);
      fast.centred(a, h, 0, a.length);
      fast.densities(a, h, f, 0, a.length);
      for (int i = 0; i < a.length; i++) {
        // The rounding of a and 1/s moves the argument by 2^-23 of itself.
        double spread = 2e-7 * Math.abs(a[i]) * noise.density(a[i]);
        assertEquals(noise.probability(a[i]), 0.5 + h[i], PROBABILITY + spread, "F at " + a[i]);
        // A density that jumps is 0 or not there, as the edge is rounded.
        boolean edge = Math.abs(Math.abs(a[i]) / noise.scale() - 1) < 1e-6;
        double jump = edge && noise.name().startsWith("uniform") ? 0.5 : 0;
        assertEquals(
            noise.scale() * noise.density(a[i]),
            noise.scale() * f[i],
            DENSITY + jump,
            () -> noise + " density");
        assertTrue(f[i] >= 0 && Math.abs(h[i]) <= 0.5f);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("noises")
  void onlyTheRangeIsWritten(Noise noise) {
    float[] a = grid(noise.scale(), 2);
    float[] h = new float[a.length];
    FloatNoise.of(noise).centred(a, h, 10, 20);
    for (int i = 0; i < a.length; i++) {
      if (i < 10 || i >= 20) {
        assertEquals(0, h[i]);
      }
    }
    float[] f = h.clone();
    FloatNoise.of(noise).densities(a, h, f, 12, 14);
    assertEquals(h[11], f[11]);
    assertEquals(h[14], f[14]);
  }

  @Test
  void exponentialsKeepTheirDigitsNearZero() {
    for (double end : new double[] {1e-6, 1e-2, 1, 10, 34}) {
      float[] a = grid(1, end);
      float[] m = new float[a.length];
      FloatFunctions.expMinusOne(1, a, m, 0, a.length);
      for (int i = 0; i < a.length; i++) {
        double exact = Math.expm1(a[i]);
        double tolerance = 5e-7 * (1 + Math.abs(a[i])) * Math.min(Math.abs(exact), 1 + exact);
        // Below 0 the result itself is of size 1, and rounded there.
        tolerance += a[i] < 0 ? 6e-8 * Math.abs(exact) : 0;
        assertEquals(exact, m[i], tolerance, "at " + a[i]);
      }
    }
  }

  @Test
  void logarithmsKeepTheirDigitsNearZeroAndReachTheLimitOfTheirHalvings() {
    for (int halvings = 0; halvings <= 4; halvings++) {
      float[] x = new float[2001];
      float[] out = new float[2001];
      for (int i = 0; i < x.length; i++) {
        double exponent = (1 << halvings) * (i - 1000) / 1000.0;
        x[i] = (float) Math.expm1(i % 3 == 0 ? exponent : 1e-4 * exponent);
      }
      System.arraycopy(x, 0, out, 0, x.length);
      FloatFunctions.logOnePlus(out, halvings, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        double exact = Math.log1p(x[i]);
        // 1 + x is rounded to float32.
        double rounding = x[i] < -0.5 ? 0x1p-24 / (1 + x[i]) : 0;
        assertEquals(exact, out[i], 1e-6 * Math.abs(exact) + rounding, "at " + x[i]);
      }
    }
  }

  @Test
  void quantilesOfTheNormalDistributionKeepTheirDigitsInBothTails() {
    float[] v = new float[4001];
    for (int i = 0; i < v.length; i++) {
      double tail = Math.pow(2, -1 - 24.0 * (i % 2000) / 2000);
      v[i] = (float) ((i < 2000 ? -1 : 1) * (i % 3 == 0 ? tail - 0x1p-25 : 0.5 - tail));
    }
    float[] z = new float[v.length];
    FloatFunctions.normalQuantile(v, z, 0, v.length);
    Noise normal = Noise.gaussian(1);
    for (int i = 0; i < v.length; i++) {
      double exact = normal.quantile(0.5 + v[i]);
      assertEquals(exact, z[i], 1e-6 * Math.abs(exact), "at " + v[i]);
    }
    float[] ends = {-0.5f, 0.5f, 0, Float.NaN};
    FloatFunctions.normalQuantile(ends, z, 0, 4);
    assertEquals(normal.quantile(0x1p-25), z[0], 1e-5);
    assertEquals(-z[0], z[1]);
    assertEquals(0, z[2]);
    assertTrue(Float.isNaN(z[3]));
  }

  @Test
  void argumentsOfExponentialsAreClampedAtForty() {
    float[] a = {-1e30f, -41, 41, 1e30f, Float.NaN};
    float[] m = new float[5];
    FloatFunctions.expMinusOne(1, a, m, 0, 5);
    assertEquals(-1, m[0]);
    assertEquals(-1, m[1]);
    assertEquals(Math.exp(40), m[2], 1e-5 * Math.exp(40));
    assertEquals(m[2], m[3]);
    assertTrue(Float.isNaN(m[4]));
  }

  @Test
  void bitIsOneExactlyWhereTheUniformNumberIsSmaller() {
    float tiny = Float.MIN_VALUE;
    float[] h = {0.1f, 0.1f, 0.1f, 0, 0, tiny, -tiny, 0.5f, -0.5f, Math.nextUp(0.3f), 0.3f};
    float[] v = {
      0.1f,
      Math.nextDown(0.1f),
      Math.nextUp(0.1f),
      0,
      -tiny,
      0,
      0,
      0.5f - 0x1p-25f,
      -0.5f + 0x1p-25f,
      0.3f,
      Math.nextUp(0.3f)
    };
    float[] bits = new float[h.length];
    FloatStates.sample(h, v, bits, 0, h.length);
    for (int i = 0; i < h.length; i++) {
      assertEquals(v[i] < h[i] ? 1 : 0, bits[i], h[i] + " and " + v[i]);
    }
  }

  @Test
  void whatIsNoNumberStaysSo() {
    float[] bits = new float[1];
    FloatStates.sample(new float[] {Float.NaN}, new float[] {0.1f}, bits, 0, 1);
    assertTrue(Float.isNaN(bits[0]));
  }

  @Test
  void otherNoisesAndScalesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> FloatNoise.of(null));
    assertThrows(IllegalArgumentException.class, () -> FloatNoise.of(Noise.logistic(1e-16)));
    assertThrows(IllegalArgumentException.class, () -> FloatNoise.of(Noise.uniform(1e16)));
  }
}
