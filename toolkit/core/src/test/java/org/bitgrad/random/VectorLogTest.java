package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The logarithm by its inverse: e^-log u must be u to 60 digits. */
class VectorLogTest {
  /** Four units of 2^-53. */
  private static final double TOLERANCE = 4 * 0x1p-53;

  private static double minusLog(double u) {
    double[] in = {u};
    double[] out = new double[1];
    VectorLog.minusLog(in, out, 1);
    return out[0];
  }

  /** An error d of the logarithm makes u wrong by the factor e^d. */
  private static double relativeError(double u, double minusLog) {
    return HighPrecision.relativeError(u, HighPrecision.exp(-minusLog)) / minusLog;
  }

  @Test
  void errorIsAtMostFourUnitsAllOverTheUnitInterval() {
    double[] u = new double[4000];
    RandomStream.of(3, "log").uniforms(0, u, 0, u.length);
    for (int i = 0; i < u.length; i++) {
      double x = i % 2 == 0 ? u[i] : Math.scalb(u[i], -i % 60);
      assertTrue(relativeError(x, minusLog(x)) <= TOLERANCE, "at " + x);
    }
  }

  @Test
  void errorIsAtMostFourUnitsAtTheEnds() {
    for (double x :
        new double[] {
          0x1p-54,
          0x1.8p-54,
          0x1p-300,
          0.5,
          0.75,
          Math.nextDown(0.75),
          Math.nextUp(0.75),
          0.375,
          Math.nextDown(0.5),
          Math.nextDown(1.0),
          1 - 0x1p-40,
          1e-6,
          1 - 1e-6
        }) {
      assertTrue(relativeError(x, minusLog(x)) <= TOLERANCE, "at " + x);
    }
  }

  @Test
  void aNumberDoesNotDependOnItsNeighbours() {
    int size = 1000;
    double[] u = new double[size];
    RandomStream.of(3, "log").uniforms(0, u, 0, size);
    double[] bulk = new double[size];
    VectorLog.minusLog(u.clone(), bulk, size);
    for (int i = 0; i < size; i++) {
      assertTrue(bulk[i] == minusLog(u[i]), "at " + u[i]);
    }
  }

  /** The check itself: a logarithm that is wrong by ten units is found. */
  @Test
  void tenUnitsAreTooMany() {
    double x = 0.3;
    double wrong = minusLog(x) * (1 + 10 * 0x1p-53);
    assertTrue(relativeError(x, wrong) > TOLERANCE);
    assertTrue(relativeError(x, new BigDecimal(minusLog(x)).doubleValue()) <= TOLERANCE);
  }
}
