package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The function of four bits itself: its formula, its table, its expectation and gradient. */
class UnbiasedSmallFunctionTest {
  private static final double ROUNDING = 1e-14;

  /** Half the step of central differences. */
  private static final double STEP = 1e-5;

  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  /** The entries of the file that are compared here. */
  static Stream<String> covered() {
    return Stream.of(
        "case",
        "states",
        "f_table",
        "logits",
        "expected_f",
        "gradient",
        "checks.gradient_matches_central_difference");
  }

  @Test
  void logitsAreThoseOfTheProbabilities() {
    double[] p = GOLDEN.numbers("case", "p");
    double[] logits = GOLDEN.numbers("logits");
    assertEquals(GOLDEN.at("case", "D").asInt(), p.length);
    assertEquals(p.length, logits.length);
    for (int i = 0; i < p.length; i++) {
      assertEquals(p[i], Noise.logistic().probability(logits[i]), ROUNDING);
    }
  }

  @Test
  void statesCountWithTheirFirstBitAsTheMostSignificant() {
    assertEquals(16, GOLDEN.at("states").size());
    for (int s = 0; s < 16; s++) {
      double[] bits = GOLDEN.numbers("states", s);
      for (int i = 0; i < 4; i++) {
        assertEquals(s >> (3 - i) & 1, bits[i], "bit " + i + " of state " + s);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void theFormulaGivesTheTable(Encoding encoding) {
    double[] table = GOLDEN.numbers("f_table");
    LossPass pass = GOLDEN.formula(encoding).loss().open(table.length);
    States states = States.zeros(encoding, 4, table.length);
    for (int s = 0; s < table.length; s++) {
      double[] bits = GOLDEN.numbers("states", s);
      for (int i = 0; i < 4; i++) {
        states.values()[i * table.length + s] = bits[i] == 1 ? encoding.high() : encoding.low();
      }
    }
    pass.at(states);
    for (int s = 0; s < table.length; s++) {
      assertEquals(table[s], pass.values()[s], ROUNDING, "state " + s);
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void expectationAndGradientAre(Encoding encoding) {
    double expected = GOLDEN.at("expected_f").asDouble();
    double[] gradient = GOLDEN.numbers("gradient");
    for (Problem problem : new Problem[] {GOLDEN.table(), GOLDEN.formula(encoding)}) {
      ExactResult exact = ExactOracle.compute(problem);
      assertEquals(expected, exact.expectedLoss(), GoldenMoments.RELATIVE * expected);
      GoldenMoments.assertClose("gradient", gradient, exact.gradient().flat());
    }
  }

  /** Differences have an error of 1e-10, the square of their step. */
  @Test
  void theGradientIsTheSlopeOfTheExpectation() {
    double[] gradient = GOLDEN.numbers("gradient");
    for (int i = 0; i < gradient.length; i++) {
      double slope = (shifted(i, STEP) - shifted(i, -STEP)) / (2 * STEP);
      assertEquals(gradient[i], slope, 1e-9);
    }
    assertTrue(GOLDEN.at("checks", "gradient_matches_central_difference").asBoolean());
  }

  private static double shifted(int unit, double by) {
    double[] logits = GOLDEN.numbers("logits");
    logits[unit] += by;
    BitLoss loss = BitLoss.table(GOLDEN.numbers("f_table"));
    return ExactOracle.compute(BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, logits))
        .expectedLoss();
  }
}
