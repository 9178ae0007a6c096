package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleSupplier;

/** Derivatives by central differences. */
public final class Slopes {
  private static final double STEP = 1e-6;

  /** Of differences with that step, relative to 1 plus the slope. */
  static final double TOLERANCE = 1e-6;

  /** Linear in the outputs: straight-through is exact behind one layer of units. */
  public static final OutputLoss LINEAR =
      OutputLoss.of(
          "linear",
          (at, out) -> {
            for (int r = 0; r < at.rows(); r++) {
              out[r] = at.target(r, 0) * at.get(r, 0);
            }
          },
          (at, out) -> {
            for (int r = 0; r < at.rows(); r++) {
              out[r] = at.target(r, 0);
            }
          });

  private Slopes() {}

  /** The slope of a loss along one of its numbers, which is put back. */
  static double slope(DoubleSupplier loss, double[] numbers, int i) {
    double before = numbers[i];
    numbers[i] = before + STEP;
    double up = loss.getAsDouble();
    numbers[i] = before - STEP;
    double down = loss.getAsDouble();
    numbers[i] = before;
    return (up - down) / (2 * STEP);
  }

  /** The gradient, group after group, is that of the loss. */
  static void assertSlopes(DoubleSupplier loss, StochasticBinaryNetwork net, double... flat) {
    int at = 0;
    for (int k = 0; k <= net.layers(); k++) {
      double[] theta = net.group(k);
      for (int i = 0; i < theta.length; i++) {
        double g = flat[at++];
        String layer = net.describe().get(k).toString();
        assertEquals(slope(loss, theta, i), g, TOLERANCE * (1 + Math.abs(g)), layer);
      }
    }
    assertEquals(flat.length, at);
  }

  /** So that derivatives of 0 prove nothing, a gradient has something to say in every group. */
  static void assertEveryGroupCounts(StochasticBinaryNetwork net, double... flat) {
    int at = 0;
    for (int k = 0; k <= net.layers(); k++) {
      double largest = 0;
      for (int i = 0; i < net.group(k).length; i++) {
        largest = Math.max(largest, Math.abs(flat[at++]));
      }
      assertTrue(largest > 1e-4, net.describe().get(k) + " has no gradient");
    }
  }
}
