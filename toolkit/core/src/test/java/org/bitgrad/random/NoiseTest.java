package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every noise against its definition, its own derivative and inverse, and at its edges. */
class NoiseTest {

  static List<Noise> noises() {
    return List.of(
        Noise.logistic(),
        Noise.logistic(0.5),
        Noise.logistic(3),
        Noise.uniform(1),
        Noise.uniform(0.3),
        Noise.triangular(1),
        Noise.triangular(2.5),
        Noise.gaussian(1),
        Noise.gaussian(0.7));
  }

  static List<Noise> smoothNoises() {
    return noises().stream()
        .filter(noise -> noise instanceof LogisticNoise || noise instanceof GaussianNoise)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-340, -200.5, -37, -1, -1e-9, 0, 0.1, 2, 36, 340})
  void logisticIsTheSigmoidToTheLastDigitsInBothTails(double a) {
    near(HighPrecision.sigmoid(a), Noise.logistic().probability(a), 6e-16);
    near(HighPrecision.sigmoid(2 * a), Noise.logistic(0.5).probability(a), 6e-16);
    near(HighPrecision.sigmoidDerivative(a), Noise.logistic().density(a), 8e-16);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-9.5, -6, -3, -1, -1e-9, 0, 0.1, 2, 9})
  void gaussianIsTheErrorFunctionToTheLastDigitsInBothTails(double a) {
    // One rounding of a / sqrt(2) is multiplied by a^2 in the tail.
    double tolerance = (8 + a * a) * 0x1p-53;
    near(HighPrecision.gaussianCdf(a), Noise.gaussian(1).probability(a), tolerance);
    near(HighPrecision.gaussianCdf(a), Noise.gaussian(0.5).probability(0.5 * a), tolerance);
    near(HighPrecision.gaussianDensity(a), Noise.gaussian(1).density(a), tolerance);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1.2, -0.9999999999, -0.5, -1e-9, 0, 0.1, 0.75, 0.9999999, 1.2})
  void uniformIsTheClippedLineExactly(double a) {
    BigDecimal exact =
        BigDecimal.ONE.add(new BigDecimal(a)).divide(BigDecimal.valueOf(2)).max(BigDecimal.ZERO);
    near(exact.min(BigDecimal.ONE), Noise.uniform(1).probability(a), 3e-16);
    assertEquals(Math.abs(a) < 1 ? 0.5 : 0, Noise.uniform(1).density(a));
    assertEquals(Math.abs(a) < 1 ? 0.25 : 0, Noise.uniform(2).density(2 * a));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1.2, -0.9999999999, -0.5, -1e-9, 0, 0.1, 0.75, 0.9999999, 1.2})
  void triangularIsTheClippedParabolaExactly(double a) {
    BigDecimal t = new BigDecimal(a).max(BigDecimal.ONE.negate()).min(BigDecimal.ONE);
    BigDecimal exact =
        BigDecimal.ONE
            .add(t.multiply(BigDecimal.valueOf(2)))
            .subtract(t.multiply(t.abs()))
            .divide(BigDecimal.valueOf(2));
    near(exact, Noise.triangular(1).probability(a), 5e-16);
    assertEquals(Math.max(0, 1 - Math.abs(a)), Noise.triangular(1).density(a), 3e-16);
  }

  private static void near(BigDecimal exact, double value, double tolerance) {
    double error = exact.signum() == 0 ? value : HighPrecision.relativeError(value, exact);
    assertEquals(0, error, tolerance, value + " for " + exact);
  }

  @ParameterizedTest
  @MethodSource("noises")
  void densityIsTheDerivativeOfTheProbability(Noise noise) {
    double s = noise.scale();
    double step = 1e-5 * s;
    for (double t = -0.987; t < 1; t += 0.0493) {
      double slope =
          (noise.probability(t * s + step) - noise.probability(t * s - step)) / (2 * step);
      assertEquals(slope, noise.density(t * s), 1e-6 / s, noise + " at " + t * s);
    }
  }

  @ParameterizedTest
  @MethodSource("noises")
  void quantileIsTheInverseOfTheProbability(Noise noise) {
    for (double u : new double[] {1e-12, 1e-5, 0.02, 0.3, 0.4999999, 0.5, 0.6, 0.75, 0.999}) {
      assertEquals(u, noise.probability(noise.quantile(u)), 2e-14 * u + 1e-16, noise + " " + u);
    }
    for (double t = -0.93; t < 0.95; t += 0.04) {
      double a = t * noise.scale();
      assertEquals(a, noise.quantile(noise.probability(a)), 4e-15 * noise.scale());
    }
  }

  @ParameterizedTest
  @MethodSource("smoothNoises")
  void quantileReachesIntoTheFarTail(Noise noise) {
    for (double u : new double[] {1e-300, 1e-200, 1e-100, 1e-30}) {
      double relative = noise.probability(noise.quantile(u)) / u - 1;
      assertEquals(0, relative, 1e-12, noise + " " + u);
    }
    assertTrue(Double.isFinite(noise.quantile(Math.nextDown(1.0))));
    assertTrue(Double.isFinite(noise.quantile(Double.MIN_VALUE)));
  }

  @ParameterizedTest
  @MethodSource("noises")
  void noiseIsSymmetric(Noise noise) {
    for (double a : arguments(500, 3 * noise.scale())) {
      assertEquals(1, noise.probability(a) + noise.probability(-a), 2.3e-16);
      assertEquals(noise.density(a), noise.density(-a));
    }
    assertEquals(0.5, noise.probability(0));
    assertEquals(0, noise.quantile(0.5));
  }

  @ParameterizedTest
  @MethodSource("noises")
  void densityHasTotalOneAndTheStatedVariance(Noise noise) {
    int steps = 200_000;
    double reach = 50 * noise.scale();
    double total = 0;
    double second = 0;
    for (int i = 0; i < steps; i++) {
      double a = reach * ((2 * i + 1.0) / steps - 1);
      double mass = noise.density(a) * 2 * reach / steps;
      total += mass;
      second += a * a * mass;
    }
    assertEquals(1, total, 1e-6);
    assertEquals(1, second / noise.variance(), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("noises")
  void drawsByQuantileHaveTheStatedProbabilities(Noise noise) {
    int draws = 100_000;
    double bound = 0.0085; // Dvoretzky, Kiefer, Wolfowitz at 1e-6
    RandomStream stream = RandomStream.of(31, noise.name());
    double[] z = new double[draws];
    for (int i = 0; i < draws; i++) {
      z[i] = noise.quantile(stream.uniform(i));
    }
    Arrays.sort(z);
    for (int i = 0; i < draws; i += 100) {
      assertEquals((double) i / draws, noise.probability(z[i]), bound);
    }
  }

  @ParameterizedTest
  @MethodSource("noises")
  void logitSlopeIsDensityOverBothProbabilities(Noise noise) {
    for (double a : arguments(300, 0.9 * noise.scale())) {
      double p = noise.probability(a);
      double q = noise.probability(-a);
      assertEquals(
          noise.density(a) / (p * q), noise.logitSlope(a), 4e-15 / (p * q * noise.scale()));
    }
  }

  @Test
  void logitSlopeOfLogisticNoiseIsExactlyOneOverTheScale() {
    for (double scale : new double[] {1, 0.5, 3, 1e-7}) {
      for (double a : new double[] {0, 1e-300, -1, 36, -700, 745}) {
        assertEquals(1 / scale, Noise.logistic(scale).logitSlope(a * scale));
      }
      assertEquals(0, Noise.logistic(scale).logitSlope(746 * scale));
      assertEquals(0, Noise.logistic(scale).logitSlope(-746 * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("noises")
  void logitSlopeIsZeroWhereABitIsCertain(Noise noise) {
    for (double a : new double[] {1e4, 1e308, Double.POSITIVE_INFINITY}) {
      assertEquals(0, noise.logitSlope(a));
      assertEquals(0, noise.logitSlope(-a));
    }
  }

  @ParameterizedTest
  @MethodSource("noises")
  void hugeArgumentsGiveCertainBits(Noise noise) {
    for (double a : new double[] {1e4, 1e150, 1e308, Double.MAX_VALUE, Double.POSITIVE_INFINITY}) {
      assertEquals(1, noise.probability(a));
      assertEquals(0, noise.probability(-a));
      assertEquals(0, noise.density(a));
      assertEquals(0, noise.density(-a));
    }
  }

  @Test
  void gaussianKeepsItsSlopeWhereItsProbabilityRoundsToOne() {
    // phi / (1 - Phi) at 20, from its asymptotic series
    assertEquals(20.0497, Noise.gaussian(1).logitSlope(20), 1e-3);
    assertEquals(20.0497, Noise.gaussian(1).logitSlope(-20), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-7, 1e7, 1e100})
  void extremeScalesOnlyStretchTheAxis(double scale) {
    for (String family : List.of("logistic", "uniform", "triangular", "gaussian")) {
      Noise unit = Noise.of(family, 1);
      Noise stretched = Noise.of(family, scale);
      for (double t : new double[] {-0.9, -0.25, 0, 0.5}) {
        assertEquals(unit.probability(t), stretched.probability(t * scale), 1e-15);
        assertEquals(unit.density(t), stretched.density(t * scale) * scale, 1e-15);
      }
      assertEquals(1, stretched.variance() / (unit.variance() * scale * scale), 1e-15);
      assertEquals(1, stretched.probability(1e308));
    }
  }

  @ParameterizedTest
  @MethodSource("noises")
  void bulkGivesTheScalarNumbersForAnyRange(Noise noise) {
    double[] a = arguments(1500, 2 * noise.scale());
    a[7] = 1e308;
    a[8] = -1e308;
    double[] p = a.clone();
    double[] f = new double[a.length];
    noise.probabilities(p, p, 0, 700);
    noise.probabilities(p, p, 700, 800);
    noise.densities(a, f, 1, 1499);
    assertArrayEquals(Arrays.stream(a).map(noise::probability).toArray(), p);
    assertEquals(0, f[0]);
    f[0] = noise.density(a[0]);
    assertArrayEquals(Arrays.stream(a).map(noise::density).toArray(), f);
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, 1, logistic",
    "logistic, 0.5, logistic(0.5)",
    "uniform, 2, uniform(2)",
    "triangular, 0.1, triangular(0.1)",
    "gaussian, 1e-100, gaussian(1E-100)",
    "gaussian, 1500000, gaussian(1500000)",
    "gaussian, 0.30000000000000004, gaussian(0.30000000000000004)",
    "gaussian, 1e100, gaussian(1E+100)",
    "gaussian, 2.5e30, gaussian(2.5E+30)"
  })
  void nameIsShortAndReadsBackAsTheSameNoise(String family, double scale, String name) {
    Noise noise = Noise.of(family, scale);
    assertEquals(name, noise.name());
    assertEquals(name, noise.toString());
    assertEquals(noise, Noise.parse(name));
    assertEquals(scale, Noise.parse(name).scale());
  }

  private static double[] arguments(int count, double width) {
    double[] a = new double[count];
    RandomStream.of(31, "arguments").uniforms(0, a, 0, count);
    return Arrays.stream(a).map(u -> (2 * u - 1) * width).toArray();
  }
}
