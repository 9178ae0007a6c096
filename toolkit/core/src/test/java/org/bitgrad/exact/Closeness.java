package org.bitgrad.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Compares groups of numbers: largest difference over largest reference. */
final class Closeness {
  private Closeness() {}

  static void assertClose(double[] reference, double[] actual, double tolerance, String what) {
    assertEquals(reference.length, actual.length, what);
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < reference.length; i++) {
      assertTrue(Double.isFinite(actual[i]), what + " is finite at " + i);
      difference = Math.max(difference, Math.abs(reference[i] - actual[i]));
      largest = Math.max(largest, Math.abs(reference[i]));
    }
    double relative = largest == 0 ? difference : difference / largest;
    assertTrue(relative <= tolerance, what + " differs by " + relative + " > " + tolerance);
  }
}
