package org.bitgrad.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;

/** A bit is 1 exactly where the uniform number lies below the probability. */
class ThresholdTest {
  @Test
  void bitsAreOneWhereTheUniformIsBelowTheProbability() {
    double[][] cases = {
      {0.3, 0.3, 0},
      {Math.nextDown(0.3), 0.3, 1},
      {Math.nextUp(0.3), 0.3, 0},
      {0x1p-54, Math.nextUp(0x1p-54), 1},
      {1 - 0x1p-53, 1, 1},
      {0x1p-54, 0, 0},
      {-1, 0, 1},
      {2, 1, 0},
    };
    for (double[] c : cases) {
      assertEquals(c[2], Threshold.below(c[0], c[1]) + 0.0, 0, () -> Arrays.toString(c));
    }
    RandomStream stream = RandomStream.of(1, "threshold");
    for (int i = 0; i < 10_000; i++) {
      double u = stream.uniform(2L * i);
      double p = stream.uniform(2L * i + 1);
      assertEquals(u < p, Threshold.below(u, p) == 1);
      assertFalse(Threshold.below(u, u) == 1);
    }
  }
}
