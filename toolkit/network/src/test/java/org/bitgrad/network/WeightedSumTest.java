package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.States;
import org.junit.jupiter.api.Test;

/** A function of a weighted sum is the same loss as the function and derivative written out. */
class WeightedSumTest {
  private static final double[] P = {0.2, 0.6, 0.7};

  private static BitLoss loss() {
    return BitLoss.ofWeightedSum("sine", Math::sin, Math::cos, 1, -2, 0.5);
  }

  private static double sum(States bits, int r) {
    return bits.get(r, 0) - 2 * bits.get(r, 1) + 0.5 * bits.get(r, 2);
  }

  @Test
  void expectationAndGradientAreThoseOfTheFunctionWrittenOut() {
    BitLoss written =
        BitLoss.of(
            "sine",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = Math.sin(sum(bits, r));
              }
            });
    ExactResult expected = ExactOracle.compute(BernoulliProblem.ofProbabilities(written, P));
    ExactResult found = ExactOracle.compute(BernoulliProblem.ofProbabilities(loss(), P));
    assertEquals(expected.expectedLoss(), found.expectedLoss(), 1e-15);
    assertArrayEquals(expected.gradient().flat(), found.gradient().flat(), 1e-15);
  }

  /** Mean field differentiates the loss at the means: cos(w.p) w_j p_j (1 - p_j). */
  @Test
  void derivativeGoesToTheUnitOfItsWeight() {
    double[] w = {1, -2, 0.5};
    double at = w[0] * P[0] + w[1] * P[1] + w[2] * P[2];
    double[] mean =
        ExactMoments.of(Estimators.parse("mean-field"), BernoulliProblem.ofProbabilities(loss(), P))
            .mean()
            .flat();
    for (int j = 0; j < 3; j++) {
      assertEquals(Math.cos(at) * w[j] * P[j] * (1 - P[j]), mean[j], 1e-15);
    }
  }

  @Test
  void badWeightsAreRefused() {
    String none =
        assertThrows(
                IllegalArgumentException.class,
                () -> BitLoss.ofWeightedSum("x", Math::sin, Math::cos))
            .getMessage();
    assertTrue(none.contains("weights"), none);
    assertThrows(
        IllegalArgumentException.class,
        () -> BitLoss.ofWeightedSum("x", Math::sin, Math::cos, Double.NaN));
    String number =
        assertThrows(
                IllegalArgumentException.class,
                () -> ExactOracle.compute(BernoulliProblem.ofProbabilities(loss(), 0.5, 0.5)))
            .getMessage();
    assertTrue(number.contains("3"), number);
  }
}
