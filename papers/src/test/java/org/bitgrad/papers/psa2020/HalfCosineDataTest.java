package org.bitgrad.papers.psa2020;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.network.Batch;
import org.junit.jupiter.api.Test;

class HalfCosineDataTest {
  private static final double HALF_PI = Math.PI / 2;

  @Test
  void bothClassesLieInTheirRegions() {
    double[][] x = HalfCosineData.sample(7, 1000).x();
    double[][] labels = HalfCosineData.sample(7, 1000).targets();
    for (int n = 0; n < x.length; n++) {
      boolean plus = n < 1000;
      double height = x[n][1];
      assertEquals(plus ? 1 : -1, labels[n][0]);
      assertTrue(Math.abs(x[n][0]) < HALF_PI, "x1 " + x[n][0]);
      assertTrue(plus ? height > 0 && height < 1 : height > -1, "x2 " + height);
      assertTrue(plus || height < Math.cos(x[n][0]), "x2 " + height);
    }
  }

  /**
   * Means of class -1: x1 is 0 by symmetry, x2 is -(pi / 4) / (pi + 2); with 20000 points six
   * standard errors are below 0.04.
   */
  @Test
  void rejectionKeepsTheRightLaw() {
    double[][] x = HalfCosineData.sample(3, 20_000).x();
    double x1 = Arrays.stream(x).skip(20_000).mapToDouble(p -> p[0]).average().orElseThrow();
    double x2 = Arrays.stream(x).skip(20_000).mapToDouble(p -> p[1]).average().orElseThrow();
    assertEquals(0, x1, 0.04);
    assertEquals(-Math.PI / 4 / (Math.PI + 2), x2, 0.03);
  }

  @Test
  void smallSetsBeginLargeOnes() {
    Batch small = HalfCosineData.sample(7, 20);
    Batch large = HalfCosineData.sample(7, HalfCosineData.POINTS_PER_CLASS);
    assertArrayEquals(small.x()[19], large.x()[19]);
    assertArrayEquals(small.x()[39], large.x()[119]);
    assertEquals(200, large.points());
  }

  @Test
  void seedsGiveOtherPoints() {
    assertTrue(HalfCosineData.sample(1, 5).x()[0][0] != HalfCosineData.sample(2, 5).x()[0][0]);
  }

  @Test
  void anEmptyClassIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> HalfCosineData.sample(7, 0));
    assertEquals("pointsPerClass must be at least 1, but is 0", refusal.getMessage());
  }
}
