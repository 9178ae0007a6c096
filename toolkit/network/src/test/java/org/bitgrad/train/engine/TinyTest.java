package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;

/** Numbers that would slow the engine down become zero, all others stay as they are. */
class TinyTest {
  private static final int NUMBERS = 1 << 16;
  private static final float SMALLEST = 0x1p-100f;

  /** Numbers of both signs of each size from 2^-149 to 2^127. */
  private static float[] numbers() {
    RandomStream stream = RandomStream.of(3, "tiny");
    float[] all = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      double size =
          Math.scalb(1 + stream.uniform(2L * i), (int) (276 * stream.uniform(2L * i + 1)) - 149);
      all[i] = (float) (i % 2 == 0 ? size : -size);
    }
    return all;
  }

  @Test
  void numbersBeyondTwoToMinus51StayBitForBit() {
    for (float x : numbers()) {
      if (Math.abs(x) >= 0x1p-51f) {
        assertEquals(x, Tiny.flushed(x));
      }
    }
    assertEquals(-0x1p-51f, Tiny.flushed(-0x1p-51f));
    assertEquals(0x1p-51f, Tiny.flushed(0x1p-51f));
  }

  @Test
  void smallerOnesAreRoundedToMultiplesFarFromSubnormal() {
    int zeros = 0;
    for (float x : numbers()) {
      float y = Tiny.flushed(x);
      assertEquals(x, y, Math.max(SMALLEST, 0x1p-23f * Math.abs(x)));
      assertTrue(y == 0 || Math.abs(y) >= SMALLEST, () -> x + " became " + y);
      zeros += y == 0 ? 1 : 0;
    }
    assertTrue(zeros > NUMBERS / 10, "zeros: " + zeros);
  }

  @Test
  void derivativesOfUnitsThatAreNearlyCertainAreZeroInsteadOfSubnormal() {
    float[] slopes = {1e-20f, 1e-20f, 1e-3f};
    BernoulliUnits.multiply(2, new float[] {1e-19f, -1e-19f, 1e-3f}, slopes, 0, 3);
    assertEquals(0, slopes[0]);
    assertEquals(0, slopes[1]);
    assertEquals(2e-6f, slopes[2], 1e-12f);
  }
}
