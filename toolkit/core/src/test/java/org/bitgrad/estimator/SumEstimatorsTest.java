package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.estimator.sum.Ugc;
import org.bitgrad.estimator.sum.UnorderedSet;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sets of different states and the switching rule of UGC promise, by enumeration. */
class SumEstimatorsTest {
  private static final double ROUNDING = 1e-11;
  private static final int FUNCTIONS = 300;

  private static Problem random(int bits, long index, double least) {
    RandomStream stream = RandomStream.of(5, "sums").child(bits).child(index);
    double[] p = new double[bits];
    for (int j = 0; j < bits; j++) {
      double u = stream.child("p").uniform(j);
      // every other probability lies near an edge
      p[j] = stream.child("edge").uniform(j) < 0.5 ? least + u * 0.05 : 0.03 + 0.94 * u;
    }
    double[] table = new double[1 << bits];
    for (int s = 0; s < table.length; s++) {
      table[s] = 4 * stream.child("f").uniform(s) - 2;
    }
    return BernoulliProblem.ofProbabilities(BitLoss.table(table), p);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void setsOfAnySizeAreUnbiased(int n) {
    for (int i = 0; i < 5; i++) {
      Problem problem = random(3, i, 0.02);
      double[] exact = ExactOracle.compute(problem).gradient().flat();
      double[] mean = ExactMoments.of(new UnorderedSet(n), problem).mean().flat();
      assertArrayEquals(exact, mean, ROUNDING, "function " + i);
    }
  }

  @Test
  void theSetOfAllStatesHasNoVariance() {
    double[] variance = ExactMoments.of(new UnorderedSet(4), random(2, 1, 0.02)).variance().flat();
    assertArrayEquals(new double[2], variance, ROUNDING);
  }

  @Test
  void setsLargerThanTheStatesAreRefused() {
    Problem oneBit = random(1, 0, 0.02);
    String message =
        assertThrows(UnsupportedOperationException.class, () -> new UnorderedSet(3).open(oneBit))
            .getMessage();
    assertTrue(message.contains("unordered-set(3)") && message.contains("2"), message);
  }

  @Test
  void setsLargerThanTheStatesOfPositiveProbabilityAreRefused() {
    Problem certain = BernoulliProblem.ofProbabilities(BitLoss.table(1, 2, 3, 4), 0, 1);
    Session session = new UnorderedSet(2).open(certain);
    Draw draw = Draw.of(RandomStream.of(1, "set"));
    MeanSink sink = new MeanSink(certain);
    assertThrows(UnsupportedOperationException.class, () -> session.estimate(draw, sink));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void ugcNeverHasMoreVarianceThanDisArm(int bits) {
    int better = 0;
    for (int i = 0; i < FUNCTIONS; i++) {
      Problem problem = random(bits, i, 1e-4);
      double[] ugc = ExactMoments.of(new Ugc(), problem).variance().flat();
      double[] disarm = ExactMoments.of(Estimators.parse("disarm"), problem).variance().flat();
      for (int j = 0; j < bits; j++) {
        assertTrue(ugc[j] <= disarm[j] + ROUNDING, "function " + i + " unit " + j);
        better += ugc[j] < disarm[j] - ROUNDING ? 1 : 0;
      }
    }
    assertTrue(better > FUNCTIONS * bits / 20, "the flip is taken often enough: " + better);
  }

  /** Where the rule just allows the flip, the worst function leaves no room. */
  @Test
  void theRuleOfUgcIsTight() {
    double other = 0.3;
    double allowed = (1 - other / (1 - other)) / 8;
    double[] p = {allowed * (1 - 1e-9), other};
    double[] table = {other, -(1 - other), -other, 1 - other};
    Problem problem = BernoulliProblem.ofProbabilities(BitLoss.table(table), p);
    double ugc = ExactMoments.of(new Ugc(), problem).variance().flat()[0];
    double disarm = ExactMoments.of(Estimators.parse("disarm"), problem).variance().flat()[0];
    assertEquals(1, ugc / disarm, 1e-6);
  }
}
