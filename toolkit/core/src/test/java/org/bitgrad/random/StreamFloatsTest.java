package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Centred uniform numbers of 32 bits. */
class StreamFloatsTest {
  private static final RandomStream STREAM = RandomStream.of(5, "floats");

  @Test
  void twoNumbersAreTheHalvesOfAWord() {
    for (int p = 0; p < 1000; p++) {
      long word = STREAM.bits(p / 2);
      int half = (int) (p % 2 == 0 ? word : word >>> 32);
      double exact = half * 0x1p-32 * (1 - 0x1p-24);
      // The half is rounded to float32, and so is its product.
      assertEquals(exact, STREAM.centred(p), 0x1p-23 * Math.abs(exact));
    }
  }

  @Test
  void bulkNumbersAreTheSingleOnesFromAnyPositionAndOfAnyLength() {
    float[] out = new float[5003];
    for (int from : new int[] {0, 1, 2, 7, 4095, 4096}) {
      for (int length : new int[] {0, 1, 2, 3, 31, 64, 2047, 2048, 2049, 4999}) {
        STREAM.centred(from, out, 3, length);
        for (int i = 0; i < length; i++) {
          assertEquals(STREAM.centred(from + i), out[3 + i]);
        }
      }
    }
  }

  @Test
  void largestAndSmallestHalvesStayInsideTheOpenInterval() {
    float scale = 0x1.fffffep-33f;
    assertEquals(0.5f - 0x1p-25f, scale * Integer.MAX_VALUE);
    assertEquals(-0.5f + 0x1p-25f, scale * Integer.MIN_VALUE);
  }

  /** The largest number of the test suite's battery that may be exceeded once in 10^6 is 1. */
  @Test
  void numbersAreUniformAndUncorrelated() {
    float[] centred = new float[200_000];
    STREAM.centred(0, centred, 0, centred.length);
    double[] u = new double[centred.length];
    for (int i = 0; i < u.length; i++) {
      u[i] = 0.5 + centred[i];
    }
    assertTrue(Battery.uniformity(u) < 1);
    for (int lag = 1; lag <= 4; lag++) {
      assertTrue(Battery.correlation(u, u, lag, 4) < 1, "lag " + lag);
    }
  }

  @Test
  void rangesOutsideTheArrayAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> STREAM.centred(0, null, 0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> STREAM.centred(0, new float[4], 2, 3));
  }
}
