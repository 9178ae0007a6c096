package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Formulas of one unit of a path. */
class PathUnitTest {
  private static final Traits UNBIASED = Traits.unbiased("the score has mean 0", "Williams 1992");

  private static Problem problem(Noise noise, Encoding encoding) {
    BitLoss loss =
        BitLoss.of(
            "f",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = Math.pow(bits.sum(r) - 1.3, 2) + bits.get(r, 0);
              }
            });
    return BernoulliProblem.of(loss, noise, encoding, -1.0, 0.3, 2.0);
  }

  private static double[] estimate(Estimator estimator, Problem problem, int trial) {
    MeanSink sink = new MeanSink(problem);
    estimator.open(problem).estimate(Draw.of(RandomStream.of(5, "path unit").child(trial)), sink);
    sink.finish();
    return sink.gradient().flat();
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void scoreTimesLossIsReinforce(Encoding encoding) {
    Estimator mine =
        Estimator.ofUnits("mine", UNBIASED, unit -> unit.score() * (unit.loss() - 0.7));
    Estimator reinforce = Estimators.parse("reinforce(baseline=0.7)");
    for (Noise noise : List.of(Noise.logistic(0.6), Noise.gaussian(1.3))) {
      Problem problem = problem(noise, encoding);
      for (int trial = 0; trial < 20; trial++) {
        assertArrayEquals(
            estimate(reinforce, problem, trial), estimate(mine, problem, trial), 1e-14);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void numbersOfAUnitAreThoseOfItsNoise(Encoding encoding) {
    Noise noise = Noise.gaussian(1.3);
    List<Integer> units = new ArrayList<>();
    Estimator mine =
        Estimator.ofUnits(
            "mine",
            UNBIASED,
            unit -> {
              double p = noise.probability(unit.preactivation());
              assertEquals(p, unit.probability(), 1e-15);
              assertEquals(noise.density(unit.preactivation()), unit.density(), 1e-15);
              assertEquals((unit.bit() - p) * unit.density() / (p * (1 - p)), unit.score(), 1e-12);
              assertEquals(0, unit.layer());
              units.add(unit.unit());
              return unit.bit();
            });
    double[] bits = estimate(mine, problem(noise, encoding), 3);
    assertEquals(List.of(0, 1, 2), units);
    for (double bit : bits) {
      assertEquals(0, bit * (1 - bit));
    }
  }

  @Test
  void missingFormulasAreRefused() {
    var refusal =
        assertThrows(NullPointerException.class, () -> Estimator.ofUnits("mine", UNBIASED, null));
    assertEquals("formula", refusal.getMessage());
  }
}
