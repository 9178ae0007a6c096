package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bitgrad.numeric.RealArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clipping and cosines of gradients whose squares are no normal numbers. */
class HugeAndTinyGradientsTest {
  private static RealArray array(double... values) {
    return RealArray.of(values);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e20, 1e155, 1e200, 1e300, 4e307})
  void clippedGradientKeepsItsDirectionAndHasTheNorm(double size) {
    RealArray first = array(0.6 * size, 0);
    RealArray second = array(-0.8 * size);
    Clipping.NONE.withNorm(2).apply(first, second);
    assertEquals(1.2, first.get(0), 1e-14);
    assertEquals(0, first.get(1));
    assertEquals(-1.6, second.get(0), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e160, 1e200})
  void hugeGradientBelowTheLimitStays(double size) {
    RealArray gradient = array(size, size);
    Clipping.NONE.withNorm(2 * size).apply(gradient);
    assertEquals(size, gradient.get(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-320, 1e-200, 1e-100, 1e-80, 1, 1e80, 1e100, 1e200, 1e307})
  void cosineDoesNotDependOnTheSize(double size) {
    double[] reference = {7, 3 * size, 4 * size};
    assertEquals(1, ReferenceCosines.cosine(array(3 * size, 4 * size), reference, 1), 1e-3);
    assertEquals(0.6, ReferenceCosines.cosine(array(size, 0), reference, 1), 1e-2);
    assertEquals(1, ReferenceCosines.cosine(array(3, 4), reference, 1), 1e-3);
    assertEquals(0, ReferenceCosines.cosine(array(0, 0), reference, 1));
  }
}
