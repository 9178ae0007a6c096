package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.bitgrad.reference.Binomials;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Coupled numbers have uniform margins and the stated joint law. Every test has a false-alarm rate
 * of 1e-6, shared equally among its comparisons.
 *
 * <p>Power: with N draws a margin that is wrong by 2 sqrt(log(2 / alpha) / 2N) = 0.012 anywhere is
 * found almost surely; a frequency f that is wrong by 9 sqrt(f (1 - f) / N), 0.01 for f = 1/2 and
 * 0.0009 for f = 0.002, with probability 0.999.
 */
@Execution(ExecutionMode.CONCURRENT)
class CopulaSamplesTest {
  private static final int DRAWS = 200_000;

  private static final int POSITIONS = 5000;

  private static final double ALPHA = 1e-6;

  private static final List<Double> PROBABILITIES = List.of(0.02, 0.1, 0.3, 0.5);

  static Stream<Arguments> cases() {
    return Copulas.all().stream().flatMap(c -> Stream.of(2, 3, 4, 10).map(n -> Arguments.of(c, n)));
  }

  private static double[][] draw(Copula copula, int n) {
    double[][] in = new double[copula.inputs(n)][DRAWS];
    for (int i = 0; i < in.length; i++) {
      RandomStream.of(5, copula.name()).child(n).child(i).uniforms(0, in[i], 0, DRAWS);
    }
    double[][] out = new double[n][DRAWS];
    copula.couple(in, out, DRAWS);
    return out;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void marginsAreUniformInTheOpenInterval(Copula copula, int n) {
    for (double[] u : draw(copula, n)) {
      assertTrue(Battery.uniformity(u, n) < 1, copula + " " + n);
      for (double x : u) {
        assertTrue(x > 0 && x < 1, copula + " " + n + " gives " + x);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyTwoSamplesAreBothOneAsOftenAsStated(Copula copula, int n) {
    double[][] u = draw(copula, n);
    double alpha = ALPHA / (PROBABILITIES.size() * Binomials.of(n, 2));
    for (double p : PROBABILITIES) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < k; j++) {
          int both = 0;
          for (int i = 0; i < DRAWS; i++) {
            both += u[j][i] < p && u[k][i] < p ? 1 : 0;
          }
          String what = copula + " " + n + " at " + p + ", samples " + j + " and " + k;
          assertFrequency(both, copula.bothOne(n, p), alpha, what);
        }
      }
    }
  }

  static Stream<Arguments> casesWithPatterns() {
    return cases().filter(c -> ((Copula) c.get()[0]).hasPatterns((int) c.get()[1]));
  }

  @ParameterizedTest
  @MethodSource("casesWithPatterns")
  void numbersOfOnesAreAsFrequentAsStated(Copula copula, int n) {
    double[][] u = draw(copula, n);
    double alpha = ALPHA / (PROBABILITIES.size() * (n + 1));
    for (double p : PROBABILITIES) {
      int[] counts = new int[n + 1];
      for (int i = 0; i < DRAWS; i++) {
        int ones = 0;
        for (double[] sample : u) {
          ones += sample[i] < p ? 1 : 0;
        }
        counts[ones]++;
      }
      for (int k = 0; k <= n; k++) {
        double probability = Binomials.of(n, k) * copula.pattern(n, k, p);
        assertFrequency(counts[k], probability, alpha, copula + " " + n + " at " + p + ": " + k);
      }
    }
  }

  private static void assertFrequency(int count, double probability, double alpha, String what) {
    // Rounding of u makes impossible pairs possible at single points only.
    BinomialDistribution law = BinomialDistribution.of(DRAWS, Math.min(1, probability));
    double below = law.cumulativeProbability(count);
    double above = count == 0 ? 1 : law.survivalProbability(count - 1);
    assertTrue(
        Math.min(below, above) >= alpha / 2, what + ": " + count + " for " + probability * DRAWS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void positionsDoNotSeeEachOther(Copula copula, int n) {
    int size = 37;
    double[][] in = new double[copula.inputs(n)][size];
    for (int i = 0; i < in.length; i++) {
      RandomStream.of(6, copula.name()).child(i).uniforms(0, in[i], 0, size);
    }
    double[][] alone = new double[n][1];
    double[][][] ones = new double[size][in.length][1];
    for (int r = 0; r < size; r++) {
      for (int i = 0; i < in.length; i++) {
        ones[r][i][0] = in[i][r];
      }
    }
    double[][] out = new double[n][size];
    copula.couple(in, out, size);
    for (int r = 0; r < size; r++) {
      copula.couple(ones[r], alone, 1);
      for (int k = 0; k < n; k++) {
        assertEquals(alone[k][0], out[k][r], copula + " " + n);
      }
    }
  }

  /**
   * Not statistical: the same bits from the same numbers. Where a coupled number lies within
   * rounding of p either bit will do; the share of such numbers is 2e-12, none is expected here.
   */
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 10, 16, 17, 32, 33, 100})
  void limitsGiveTheBitsOfTheCoupledNumbers(int n) {
    Copula copula = Copulas.dirichlet();
    assertTrue(copula.hasLimits(n));
    for (double p : List.of(0.0, 1e-300, 1e-12, 1e-6, 0.001, 0.02, 0.1, 0.3, 0.4999, 0.5)) {
      double[][] in = new double[n][POSITIONS];
      for (int i = 0; i < n; i++) {
        RandomStream.of(8, "limits").child(n).child(i).uniforms(0, in[i], 0, POSITIONS);
      }
      double[] limits = limits(copula, in, p);
      double[][] independent = Stream.of(in).map(double[]::clone).toArray(double[][]::new);
      double[][] out = new double[n][POSITIONS];
      copula.couple(in, out, POSITIONS);
      int ones = 0;
      for (int k = 0; k < n; k++) {
        for (int i = 0; i < POSITIONS; i++) {
          boolean bit = independent[k][i] < limits[i];
          ones += bit ? 1 : 0;
          boolean tie = Math.abs(out[k][i] - p) <= 1e-12 * p;
          assertTrue(tie || bit == out[k][i] < p, n + " samples at " + p);
        }
      }
      assertEquals(p >= 0.001, ones > 0, n + " samples at " + p);
    }
  }

  private static double[] limits(Copula copula, double[][] in, double p) {
    int size = in[0].length;
    double[] probabilities = new double[size];
    java.util.Arrays.fill(probabilities, p);
    double[] limits = new double[size];
    copula.limits(in, probabilities, new double[3][size], limits, size);
    return limits;
  }

  /** At the ends of the uniform numbers too. */
  @ParameterizedTest
  @ValueSource(ints = {4, 32, 1000})
  void impossibleBitsHaveNoLimit(int n) {
    double[][] in = new double[n][3];
    for (int k = 0; k < n; k++) {
      in[k] = new double[] {0x1p-54, 1 - 0x1p-53, k == 0 ? 0x1p-54 : 1 - 0x1p-53};
    }
    for (double limit : limits(Copulas.dirichlet(), in, 0)) {
      assertEquals(0, limit);
    }
    for (double limit : limits(Copulas.dirichlet(), in, 0.5)) {
      assertTrue(limit >= 0 && limit <= 1, () -> "limit " + limit);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"independent", "gaussian", "rotation"})
  void otherCopulasHaveNoLimits(String name) {
    Copula copula = Copulas.of(name);
    assertFalse(copula.hasLimits(32));
    assertThrows(UnsupportedOperationException.class, () -> limits(copula, new double[4][3], 0.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dirichlet", "gaussian"})
  void twoSamplesOfTheCopulasOfArmsAreMirrorImages(String name) {
    double[][] u = draw(Copulas.of(name), 2);
    for (int i = 0; i < DRAWS; i++) {
      assertEquals(1, u[0][i] + u[1][i], 1e-15, name);
    }
  }
}
