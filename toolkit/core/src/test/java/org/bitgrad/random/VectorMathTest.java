package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accuracy against 60-digit arithmetic, edge values, and independence of how the loop runs. */
class VectorMathTest {

  private static final double ULP = 0x1p-53;

  /** Where results are normal doubles; below, the error is half a step of the subnormal grid. */
  private static final double LOWEST_NORMAL = -708;

  @FunctionalInterface
  interface Bulk {
    void apply(double[] a, double[] out, int offset, int length);
  }

  /** A function, its bulk form, its reference and its documented error in units of 2^-53. */
  record Function(
      String name,
      DoubleUnaryOperator scalar,
      Bulk bulk,
      DoubleFunction<BigDecimal> reference,
      double stated) {

    double error(double x) {
      return HighPrecision.relativeError(scalar.applyAsDouble(x), reference.apply(x)) / ULP;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Function> functions() {
    return List.of(
        new Function("exp", VectorMath::exp, VectorMath::exp, HighPrecision::exp, 3),
        new Function(
            "sigmoid", VectorMath::sigmoid, VectorMath::sigmoid, HighPrecision::sigmoid, 4.5),
        new Function(
            "sigmoidDerivative",
            VectorMath::sigmoidDerivative,
            VectorMath::sigmoidDerivative,
            HighPrecision::sigmoidDerivative,
            6),
        new Function(
            "softplus", VectorMath::softplus, VectorMath::softplus, HighPrecision::softplus, 6));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void relativeErrorStaysWithinTheStatedBound(Function function) {
    double[] u = uniforms(function.name(), 3000);
    double worst = 0;
    for (int i = 0; i < u.length; i++) {
      double width = i % 3 == 0 ? 1 : i % 3 == 1 ? 40 : -LOWEST_NORMAL;
      double x = (2 * u[i] - 1) * width;
      double error = function.error(x);
      assertTrue(error <= function.stated(), function + "(" + x + ") is off by " + error);
      worst = Math.max(worst, error);
    }
    assertTrue(worst > function.stated() / 3, "the stated bound is loose: " + worst);
  }

  /** The ends of the reduction, where r is largest, and the powers of two themselves. */
  @ParameterizedTest
  @MethodSource("functions")
  void relativeErrorStaysWithinTheBoundAtTheSeamsOfTheReduction(Function function) {
    for (int half = -1020; half <= 1020; half += 13) {
      for (double nudge : new double[] {-1e-12, 0, 1e-12}) {
        double x = half * Math.log(2) + nudge;
        if (x != 0 && x >= LOWEST_NORMAL && x <= -LOWEST_NORMAL) {
          assertTrue(function.error(x) <= function.stated(), function + "(" + x + ")");
        }
      }
    }
  }

  @Test
  void resultsBelowTheNormalDoublesAreWithinOneStepOfTheirGrid() {
    for (double x = -709; x > -760; x -= 0.37) {
      assertEquals(StrictMath.exp(x), VectorMath.exp(x), Double.MIN_VALUE);
      assertEquals(StrictMath.exp(x), VectorMath.sigmoid(x), Double.MIN_VALUE);
      assertEquals(StrictMath.exp(x), VectorMath.sigmoidDerivative(-x), Double.MIN_VALUE);
      // The argument of the logarithm is subnormal, so halving it may cost one more step.
      assertEquals(StrictMath.exp(x), VectorMath.softplus(x), 2 * Double.MIN_VALUE);
    }
  }

  @Test
  void edgeValuesAreExact() {
    for (double huge :
        new double[] {800, 1000, 1e308, Double.MAX_VALUE, Double.POSITIVE_INFINITY}) {
      assertEquals(Double.POSITIVE_INFINITY, VectorMath.exp(huge));
      assertEquals(0, VectorMath.exp(-huge));
      assertEquals(1, VectorMath.sigmoid(huge));
      assertEquals(0, VectorMath.sigmoid(-huge));
      assertEquals(0, VectorMath.sigmoidDerivative(huge));
      assertEquals(0, VectorMath.sigmoidDerivative(-huge));
      assertEquals(huge, VectorMath.softplus(huge));
      assertEquals(0, VectorMath.softplus(-huge));
    }
    for (double zero : new double[] {0.0, -0.0, Double.MIN_VALUE, -1e-300}) {
      assertEquals(1, VectorMath.exp(zero));
      assertEquals(0.5, VectorMath.sigmoid(zero));
      assertEquals(0.25, VectorMath.sigmoidDerivative(zero));
      assertEquals(Math.log(2), VectorMath.softplus(zero));
    }
    assertEquals(Double.POSITIVE_INFINITY, VectorMath.exp(709.79));
    assertTrue(VectorMath.exp(709.78) < Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void notANumberStaysNotANumber(Function function) {
    assertTrue(Double.isNaN(function.scalar().applyAsDouble(Double.NaN)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void bulkGivesTheScalarNumbersForAnyChunking(Function function) {
    double[] a = uniforms("chunks", 5000);
    for (int i = 0; i < a.length; i++) {
      a[i] = (2 * a[i] - 1) * (i % 2 == 0 ? 8 : 800);
    }
    double[] expected = Arrays.stream(a).map(function.scalar()).toArray();
    for (int chunk : new int[] {1, 3, 17, 1024, 1025, 5000}) {
      double[] out = new double[a.length];
      for (int from = 0; from < a.length; from += chunk) {
        function.bulk().apply(a, out, from, Math.min(chunk, a.length - from));
      }
      assertArrayEquals(expected, out, "chunks of " + chunk);
      double[] inPlace = a.clone();
      function.bulk().apply(inPlace, inPlace, 0, a.length);
      assertArrayEquals(expected, inPlace);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void bulkGivesTheSameNumbersBeforeAndAfterCompilation(Function function) {
    double[] a = uniforms("compilation", 2000);
    double[] first = new double[a.length];
    function.bulk().apply(a, first, 0, a.length);
    double[] later = new double[a.length];
    for (int repeat = 0; repeat < 5000; repeat++) {
      function.bulk().apply(a, later, 0, a.length);
    }
    assertArrayEquals(first, later);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void bulkTouchesNothingOutsideItsRange(Function function) {
    double[] out = {7, 7, 7, 7, 7};
    function.bulk().apply(new double[5], out, 1, 3);
    assertEquals(7, out[0]);
    assertEquals(7, out[4]);
    assertEquals(function.scalar().applyAsDouble(0), out[2]);
    function.bulk().apply(new double[0], new double[0], 0, 0);
  }

  private static double[] uniforms(String name, int count) {
    double[] u = new double[count];
    RandomStream.of(23, "vector-math", name).uniforms(0, u, 0, count);
    return u;
  }
}
