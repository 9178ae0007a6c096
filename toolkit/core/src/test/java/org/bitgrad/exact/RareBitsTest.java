package org.bitgrad.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.Traits;
import org.bitgrad.estimator.coupled.Arm;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.estimator.score.AugmentReinforce;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitFunction;
import org.bitgrad.problem.BitGradient;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact moments where a bit is so rare that no number lies between 1 - p and 1. */
class RareBitsTest {
  private static Problem of(double logit) {
    BitLoss loss = BitLoss.table(1, -0.5, 2, 0.25, 0.75, 3, -1.25, 0.5);
    return BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, -0.4, logit, 0.3);
  }

  private static List<Estimator> unbiased(Problem problem) {
    List<Estimator> found = new ArrayList<>();
    for (Estimator estimator : Estimators.all()) {
      if (estimator.traits().bias() == Traits.Bias.UNBIASED
          && ExactMoments.supports(estimator, problem)
          && ExactMoments.cost(estimator, problem) < 1e7) {
        found.add(estimator);
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {20, 34, 35.5, 36, 36.5, 37, 38, 40, 60, 100, 300, 600, -20, -36, -38, -100, -600})
  void meansOfUnbiasedEstimatorsAreTheGradientToTheLastDigits(double logit) {
    Problem problem = of(logit);
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    List<Estimator> estimators = unbiased(problem);
    assertTrue(estimators.size() >= 10, estimators.toString());
    for (Estimator estimator : estimators) {
      double[] mean = ExactMoments.of(estimator, problem).mean().flat();
      for (int i = 0; i < exact.length; i++) {
        assertEquals(exact[i], mean[i], 1e-10 * Math.abs(exact[i]), estimator.name() + " " + i);
      }
    }
  }

  /** {@code f = b}: an estimate of arm is {@code 1/2 - m U} where a bit is 1, and 0 else. */
  @ParameterizedTest
  @ValueSource(doubles = {-30, -36, -38, -60, -200, -700, 38, 200})
  void varianceOfArmIsThatOfItsFormula(double logit) {
    Problem problem =
        BernoulliProblem.of(BitLoss.table(0, 1), Noise.logistic(), Encoding.BITS, logit);
    double m = Noise.logistic().probability(-Math.abs(logit));
    double expected = 2 * m * (0.25 - m / 2 + m * m / 3) - m * m * (1 - m) * (1 - m);
    Moments moments = ExactMoments.of(new Arm(), problem);
    assertEquals(expected, moments.variance().flat()[0], 1e-12 * expected);
    if (logit > 0) {
      return;
    }
    Moments integrated = UnitQuadrature.of(new Arm(), problem);
    assertEquals(expected, integrated.variance().flat()[0], 1e-9 * expected);
    assertEquals(m * (1 - m), integrated.mean().flat()[0], 1e-9 * m);
  }

  @Test
  void augmentReinforceIsAsExactWithSeveralRareBits() {
    BitLoss loss = BitLoss.table(1e6, -0.5, 2, 0.25, 0.75, 3, -1.25, 0.5);
    Problem problem =
        BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, -50.0, -80.0, 45.0);
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    double[] mean = ExactMoments.of(new AugmentReinforce(), problem).mean().flat();
    for (int i = 0; i < exact.length; i++) {
      assertEquals(exact[i], mean[i], 1e-10 * Math.abs(exact[i]));
    }
  }

  @Test
  void quadratureRefusesNumbersThatHaveNoPlaceBeforeOne() {
    BitFunction square =
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = bits.get(r, 0) * bits.get(r, 0);
          }
        };
    BitGradient slope =
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = 2 * bits.get(r, 0);
          }
        };
    Problem rare = BernoulliProblem.of(square, slope, -40.0);
    ArithmeticException refusal =
        assertThrows(ArithmeticException.class, () -> UnitQuadrature.of(new Concrete(1), rare));
    assertTrue(refusal.getMessage().contains("-40"), refusal.getMessage());
  }
}
