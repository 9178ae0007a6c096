package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.bitgrad.reference.Binomials;
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
class CopulaSamplesTest {
  private static final int DRAWS = 200_000;

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

  @ParameterizedTest
  @ValueSource(strings = {"dirichlet", "gaussian"})
  void twoSamplesOfTheCopulasOfArmsAreMirrorImages(String name) {
    double[][] u = draw(Copulas.of(name), 2);
    for (int i = 0; i < DRAWS; i++) {
      assertEquals(1, u[0][i] + u[1][i], 1e-15, name);
    }
  }
}
