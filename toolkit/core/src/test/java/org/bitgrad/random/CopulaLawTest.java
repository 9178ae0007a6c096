package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.reference.Binomials;
import org.bitgrad.reference.CoupledLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of coupled bits: against each other, and against sums with 400 digits. */
class CopulaLawTest {
  private static final double TOLERANCE = 1e-12;

  /** What a rounding error of p^(1/(n-1)) costs where a probability begins to differ from 0. */
  private static final double AT_THE_EDGE = 1e-15;

  private static final int MOST_SAMPLES = 10;

  static List<Copula> copulas() {
    return Copulas.all();
  }

  /** 0, both ends, and 40 numbers spread over them on a logarithmic and on a linear scale. */
  private static List<Double> probabilities() {
    List<Double> p = new ArrayList<>(List.of(0.0, 1e-300, 1e-100, 0.5, Math.nextDown(0.5)));
    for (int i = 0; i < 20; i++) {
      p.add(Math.pow(10, -0.31 - 0.8 * i));
      p.add(0.5 * (i + 0.37) / 20);
    }
    return p;
  }

  @ParameterizedTest
  @MethodSource("copulas")
  void patternsHaveTotalOneAndTheRightMarginAndPair(Copula copula) {
    for (int n = 2; n <= MOST_SAMPLES && copula.hasPatterns(n); n++) {
      for (double p : probabilities()) {
        double total = 0;
        double margin = 0;
        double pair = 0;
        for (int k = 0; k <= n; k++) {
          double pattern = copula.pattern(n, k, p);
          assertTrue(pattern >= 0, copula + " " + n + " " + k + " " + p);
          total += Binomials.of(n, k) * pattern;
          margin += k < 1 ? 0 : Binomials.of(n - 1, k - 1) * pattern;
          pair += k < 2 ? 0 : Binomials.of(n - 2, k - 2) * pattern;
        }
        String what = copula + " " + n + " at " + p;
        assertEquals(1, total, TOLERANCE, what);
        assertEquals(p, margin, TOLERANCE * p, what);
        assertEquals(copula.bothOne(n, p), pair, TOLERANCE * pair + AT_THE_EDGE * p, what);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void dirichletPatternsHaveTwelveDigits(int n) {
    CoupledLaw exact = CoupledLaw.of("dirichlet", n);
    Copula copula = Copulas.dirichlet();
    for (double p : probabilities()) {
      for (int k = 0; k <= n && p < 0.5; k++) {
        double reference = exact.probability(k, p, 1 - p);
        double allowed = TOLERANCE * reference + AT_THE_EDGE * p;
        String what = n + " samples, " + k + " ones at " + p;
        assertEquals(reference, copula.pattern(n, k, p), allowed, what);
      }
    }
  }

  /** Why the sum with alternating signs is not used. */
  @Test
  void inclusionAndExclusionInDoublesLosesDigits() {
    double p = 0.385;
    double exact = CoupledLaw.of("dirichlet", 8).probability(0, p, 1 - p);
    double t = 1 - Math.pow(p, 1.0 / 7);
    double sum = 0;
    for (int j = 0; j <= 8; j++) {
      double sign = j % 2 == 0 ? 1 : -1;
      sum += sign * Binomials.of(8, j) * Math.pow(Math.max(0, 1 - j * t), 7);
    }
    assertTrue(Math.abs(sum / exact - 1) > 1e3 * TOLERANCE, sum + " for " + exact);
    assertEquals(1, Copulas.dirichlet().pattern(8, 0, p) / exact, TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void gaussianPairsAreThoseOfTheBivariateIntegral(int n) {
    CoupledLaw exact = CoupledLaw.of("gaussian", n);
    for (double p : new double[] {1e-4, 0.003, 0.049, 0.05, 0.051, 0.2, 0.37, 0.499}) {
      double reference = exact.bothOne(p, 1 - p);
      double actual = Copulas.gaussian().bothOne(n, p);
      assertEquals(reference, actual, TOLERANCE * p, n + " samples at " + p);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10})
  void rotationPatternsAreThoseOfCounting(int n) {
    CoupledLaw exact = CoupledLaw.of("rotation", n);
    for (double p : new double[] {0, 1e-9, 0.1, 0.2, 0.25, 0.3, 1.0 / 3, 0.4, 0.4999}) {
      for (int k = 0; k <= n; k++) {
        double reference = exact.probability(k, p, 1 - p);
        assertEquals(reference, Copulas.rotation().pattern(n, k, p), TOLERANCE, n + " at " + p);
      }
    }
  }

  @Test
  void ofAllCopulasRotationIsTheMostAntithetic() {
    for (int n = 2; n <= MOST_SAMPLES; n++) {
      for (double p : probabilities()) {
        double least = Copulas.rotation().bothOne(n, p);
        for (Copula copula : copulas()) {
          assertTrue(least <= copula.bothOne(n, p) + AT_THE_EDGE, copula + " " + n + " " + p);
          assertTrue(copula.bothOne(n, p) <= p * p * (1 + TOLERANCE), copula + " " + n + " " + p);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("copulas")
  void debiasIsOneOverOneMinusTheCorrelationForBothOrientations(Copula copula) {
    for (int n = 2; n <= MOST_SAMPLES; n++) {
      for (double p : new double[] {1e-9, 0.02, 0.25, 0.4, 0.5}) {
        double rho = (copula.bothOne(n, p) - p * p) / (p * (1 - p));
        double expected = 1 / (1 - rho);
        assertEquals(expected, copula.debias(n, p, 1 - p), TOLERANCE);
        assertEquals(expected, copula.debias(n, 1 - p, p), TOLERANCE);
      }
      assertEquals(1, copula.debias(n, 0, 1));
      assertEquals(1, copula.debias(n, 1, 0));
      assertEquals(1, copula.debias(n, 1e-300, 1), TOLERANCE);
      assertEquals(1, copula.debias(n, 1, Double.MIN_VALUE), TOLERANCE);
    }
  }

  /** The dossier's remark: two samples are never both 1 where p is at most 2^-(n-1). */
  @Test
  void dirichletBitsExcludeOneAnotherWherePIsSmall() {
    for (int n = 2; n <= MOST_SAMPLES; n++) {
      double limit = Math.pow(2, 1 - n);
      assertEquals(0, Copulas.dirichlet().bothOne(n, 0.999 * limit));
      assertTrue(Copulas.dirichlet().bothOne(n, Math.min(0.5, 1.5 * limit)) > 0 || n == 2);
      assertEquals(1 - 0.9 * limit, Copulas.dirichlet().debias(n, 0.9 * limit, 1 - 0.9 * limit));
    }
  }

  @Test
  void namesReadBackAndOthersAreRefused() {
    for (Copula copula : copulas()) {
      assertSame(copula, Copulas.of(copula.name()));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Copulas.of("clayton")).getMessage();
    assertTrue(message.contains("clayton") && message.contains("dirichlet"), message);
    assertThrows(IllegalArgumentException.class, () -> Copulas.of(null));
  }

  @Test
  void gaussianHasNoPatternsForMoreThanThreeSamples() {
    Copula copula = Copulas.gaussian();
    assertTrue(copula.hasPatterns(2) && copula.hasPatterns(3));
    assertFalse(copula.hasPatterns(4));
    String message =
        assertThrows(UnsupportedOperationException.class, () -> copula.pattern(4, 1, 0.3))
            .getMessage();
    assertTrue(message.contains("at most 3") && message.contains("4"), message);
  }
}
