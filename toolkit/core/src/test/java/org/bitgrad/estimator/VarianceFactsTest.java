package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is known about variances in closed form, by exact moments; numbered where they are listed.
 */
class VarianceFactsTest {
  /** Rounding of sums over at most 2^16 outcomes. */
  private static final double ROUNDING = 1e-12;

  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();
  private static final double[] P = GOLDEN.numbers("case", "p");
  private static final double[] F = GOLDEN.numbers("f_table");

  private static double[] variance(String name, Problem problem) {
    return ExactMoments.of(Estimators.parse(name), problem).variance().flat();
  }

  private static double total(String name, Problem problem) {
    return Arrays.stream(variance(name, problem)).sum();
  }

  private static int bit(int state, int unit, int units) {
    return state >> (units - 1 - unit) & 1;
  }

  private static double probability(int state, double... p) {
    double product = 1;
    for (int j = 0; j < p.length; j++) {
      product *= bit(state, j, p.length) == 1 ? p[j] : 1 - p[j];
    }
    return product;
  }

  /** E[h(state)]. */
  private static double mean(double[] p, IntToDoubleFunction h) {
    double sum = 0;
    for (int state = 0; state < 1 << p.length; state++) {
      sum += probability(state, p) * h.applyAsDouble(state);
    }
    return sum;
  }

  private static double score(int state, int unit) {
    return bit(state, unit, P.length) - P[unit];
  }

  private static Problem shifted(double constant) {
    double[] table = Arrays.stream(F).map(f -> f + constant).toArray();
    return BernoulliProblem.ofProbabilities(BitLoss.table(table), P);
  }

  /** Fact 1. */
  @ParameterizedTest
  @ValueSource(doubles = {-2, 0.5, 10})
  void aConstantAddsItsSquareAndACrossTermToTheVarianceOfReinforce(double constant) {
    double[] before = variance("reinforce", shifted(0));
    double[] after = variance("reinforce", shifted(constant));
    double[] gradient = GOLDEN.numbers("gradient");
    for (int i = 0; i < P.length; i++) {
      int unit = i;
      double square = mean(P, s -> Math.pow(F[s] * score(s, unit), 2));
      double cross = mean(P, s -> F[s] * Math.pow(score(s, unit), 2));
      assertEquals(square - gradient[i] * gradient[i], before[i], ROUNDING);
      double added = constant * constant * P[i] * (1 - P[i]) + 2 * constant * cross;
      assertEquals(added, after[i] - before[i], ROUNDING * 100);
    }
  }

  /** Fact 1: differences of losses do not see a constant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "loorf(2)",
        "loorf(3)",
        "arm",
        "disarm",
        "disarm(4)",
        "arms(3)",
        "local-expectation",
        "bitflip",
        "ugc",
        "unordered-set(2)"
      })
  void aConstantChangesNothingForDifferencesOfLosses(String name) {
    Moments before = ExactMoments.of(Estimators.parse(name), shifted(0));
    Moments after = ExactMoments.of(Estimators.parse(name), shifted(10));
    assertArrayEquals(before.mean().flat(), after.mean().flat(), 1e-13);
    assertArrayEquals(before.variance().flat(), after.variance().flat(), 1e-13);
  }

  /** Fact 4: an antithetic pair of a unit differs with probability 2 min(p, 1 - p). */
  @Test
  void theSecondMomentOfDisArmIsThatOfDifferencesWherePairsDiffer() {
    double[] variance = variance("disarm", shifted(0));
    double[] gradient = GOLDEN.numbers("gradient");
    for (int i = 0; i < P.length; i++) {
      double differ = 0;
      double squares = 0;
      int pairs = (int) Math.pow(3, P.length);
      for (int pair = 0; pair < pairs; pair++) {
        int[] states = new int[2];
        double probability = antitheticPair(pair, states);
        if (bit(states[0] ^ states[1], i, P.length) == 1) {
          differ += probability;
          squares += probability * Math.pow(F[states[0]] - F[states[1]], 2);
        }
      }
      double larger = Math.max(P[i], 1 - P[i]);
      assertEquals(2 * Math.min(P[i], 1 - P[i]), differ, ROUNDING);
      double second = larger * larger / 4 * squares;
      assertEquals(second - gradient[i] * gradient[i], variance[i], ROUNDING);
    }
  }

  /** Digit 0: both bits are the likelier value; 1 and 2: they differ, either way round. */
  private static double antitheticPair(int pair, int[] states) {
    double probability = 1;
    int digits = pair;
    for (int j = 0; j < P.length; j++) {
      int likely = P[j] >= 0.5 ? 1 : 0;
      double rare = Math.min(P[j], 1 - P[j]);
      int digit = digits % 3;
      digits /= 3;
      int first = digit == 1 ? 1 - likely : likely;
      int second = digit == 2 ? 1 - likely : likely;
      states[0] = 2 * states[0] + first;
      states[1] = 2 * states[1] + second;
      probability *= digit == 0 ? 1 - 2 * rare : rare;
    }
    return probability;
  }

  /** Fact 4. */
  @Test
  void disArmOfOneBitHasNoVarianceAtOneHalf() {
    assertEquals(
        0, total("disarm", BernoulliProblem.ofProbabilities(BitLoss.table(0.3, 2), 0.5)), 1e-30);
    assertTrue(
        total("disarm", BernoulliProblem.ofProbabilities(BitLoss.table(0.3, 2), 0.4)) > 0.01);
  }

  /** The function of four bits with the first probability moved. */
  private static Problem withFirst(double p) {
    double[] moved = P.clone();
    moved[0] = p;
    return BernoulliProblem.ofProbabilities(BitLoss.table(F), moved);
  }

  private static double first(String name, double p) {
    return variance(name, withFirst(p))[0];
  }

  /** Fact 5: var / p tends to a number, while the squared gradient is of the order of p^2. */
  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "loorf(2)", "loorf(4)", "disarm", "arms(3)"})
  void nearTheEdgeVariancesAreOfTheOrderOfP(String name) {
    double limit = first(name, 1e-5) / 1e-5;
    assertTrue(limit > 0.01, "limit " + limit);
    for (double p : new double[] {1e-3, 1e-4}) {
      assertEquals(limit, first(name, p) / p, 20 * p * limit);
    }
  }

  /**
   * Fact 5 lists ARM, too. That holds for one bit only: with several, ARM also estimates where the
   * own pair agrees and the others differ, {@code E[(f - f')^2 | own bits agree] / 12} at the edge.
   */
  @Test
  void nearTheEdgeTheVarianceOfArmVanishesForOneBitOnly() {
    double[] one = new double[2];
    double[] four = new double[2];
    for (int i = 0; i < 2; i++) {
      double p = i == 0 ? 1e-3 : 1e-4;
      one[i] = total("arm", BernoulliProblem.ofProbabilities(BitLoss.table(0.3, 2), p)) / p;
      four[i] = first("arm", p);
    }
    assertEquals(one[1], one[0], 0.02 * one[1]);
    assertEquals(four[1], four[0], 0.02 * four[1]);
    assertEquals(others() / 12, first("arm", 1e-6), 1e-4);
  }

  /** E[(f - f')^2] of antithetic pairs of the other three bits, the first bit being 0. */
  private static double others() {
    double sum = 0;
    int pairs = (int) Math.pow(3, P.length);
    for (int pair = 0; pair < pairs; pair++) {
      int[] states = new int[2];
      double probability = antitheticPair(pair, states);
      int first = 1 << (P.length - 1);
      double f = F[states[0] & ~first];
      double partner = F[states[1] & ~first];
      sum += probability * (f - partner) * (f - partner);
    }
    return sum;
  }

  /** Fact 5: flips have var / p^2 of a limit, so their relative noise stays. */
  @ParameterizedTest
  @ValueSource(strings = {"bitflip", "local-expectation"})
  void nearTheEdgeVariancesOfFlipsAreOfTheOrderOfItsSquare(String name) {
    double limit = first(name, 1e-5) / 1e-10;
    assertTrue(limit > 0.01, "limit " + limit);
    for (double p : new double[] {1e-3, 1e-4}) {
      assertEquals(limit, first(name, p) / (p * p), 20 * p * limit);
    }
  }

  /** f with a bit 1 minus f with it 0. */
  private static double delta(int state, int unit) {
    int mask = 1 << (P.length - 1 - unit);
    return F[state | mask] - F[state & ~mask];
  }

  /** Facts 5 and 6, and claim 6: what flips have for variance. */
  @Test
  void variancesOfFlipsAreMomentsOfTheSlope() {
    double[] flip = variance("bitflip", shifted(0));
    double[] local = variance("local-expectation", shifted(0));
    double[] gradient = GOLDEN.numbers("gradient");
    for (int i = 0; i < P.length; i++) {
      int unit = i;
      double v = P[i] * (1 - P[i]);
      double square = v * v * mean(P, s -> Math.pow(delta(s, unit), 2));
      assertEquals(P.length * square - gradient[i] * gradient[i], flip[i], ROUNDING);
      assertEquals(square - gradient[i] * gradient[i], local[i], ROUNDING);
    }
  }

  /** Fact 6. */
  @Test
  void localExpectationHasNoVarianceForSumsOverBits() {
    double[] table = new double[8];
    double[] slopes = {1.3, -0.4, 2.2};
    for (int s = 0; s < 8; s++) {
      for (int j = 0; j < 3; j++) {
        table[s] += slopes[j] * bit(s, j, 3);
      }
    }
    Problem sums = BernoulliProblem.ofProbabilities(BitLoss.table(table), 0.2, 0.6, 0.9);
    assertEquals(0, total("local-expectation", sums), 1e-28);
    assertTrue(total("reinforce", sums) > 0.1);
  }

  /** Fact 6: a conditional expectation of REINFORCE, so lower in every coordinate. */
  @Test
  void localExpectationNeverVariesMoreThanReinforce() {
    for (RandomTable random : RandomTable.sweep(3, 40)) {
      double[] local = variance("local-expectation", random.problem());
      double[] reinforce = variance("reinforce", random.problem());
      for (int j = 0; j < local.length; j++) {
        assertTrue(local[j] <= reinforce[j] * (1 + ROUNDING), random.toString());
      }
    }
  }

  /** Fact 7: on linear functions of any number of bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void linearFunctionsLeaveMuPropAndDoubleControlNoVariance(int units) {
    double[] logits = new double[units];
    for (int j = 0; j < units; j++) {
      logits[j] = Math.sin(3.0 * j + 1);
    }
    IntToDoubleFunction slope = j -> Math.cos(2 * j) + 0.3;
    BitLoss linear =
        BitLoss.of(
            "linear",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = 0.7;
                for (int j = 0; j < units; j++) {
                  out[r] += slope.applyAsDouble(j) * bits.get(r, j);
                }
              }
            },
            (bits, out) -> {
              for (int i = 0; i < units * bits.rows(); i++) {
                out[i] = slope.applyAsDouble(i / bits.rows());
              }
            });
    for (Noise noise : new Noise[] {Noise.logistic(), Noise.gaussian(0.8)}) {
      for (Encoding encoding : Encoding.values()) {
        Problem problem = BernoulliProblem.of(linear, noise, encoding, logits);
        assertEquals(0, total("muprop", problem), 1e-28);
        assertEquals(0, total("double-cv(2,alpha=-1)", problem), 1e-28);
        assertTrue(total("loorf(2)", problem) > 1e-3);
      }
    }
  }

  /** Fact 10: means of pairs fall like one over their number, leave-one-out faster at first. */
  @Test
  void pairsOnlyAverageWhereLeaveOneOutImprovesFaster() {
    for (String name : new String[] {"disarm", "arm"}) {
      double[] one = variance(name, shifted(0));
      double[] two = variance(name + "(4)", shifted(0));
      for (int i = 0; i < one.length; i++) {
        assertEquals(one[i] / 2, two[i], ROUNDING);
      }
    }
    for (String name : new String[] {"loorf", "arms"}) {
      double before = 2 * total(name + "(2)", shifted(0));
      for (int n = 3; n <= 4; n++) {
        double now = n * total(name + "(" + n + ")", shifted(0));
        assertTrue(now < 0.9 * before, name + " of " + n + ": " + now + " after " + before);
        before = now;
      }
    }
  }
}
