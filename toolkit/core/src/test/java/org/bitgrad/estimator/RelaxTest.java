package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.estimator.control.Rebar;
import org.bitgrad.estimator.control.Relax;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known about RELAX besides the contract. */
class RelaxTest {
  private static double[] adapted(Estimator estimator, Problem problem, int steps) {
    Session session = estimator.open(problem);
    for (int t = 0; t < steps; t++) {
      session.adapt(Draw.of(RandomStream.of(41, "adaptation").child(t)));
    }
    return session.state();
  }

  @Test
  void startsAsRebar() {
    Problem problem = UnbiasedSmall.read().formula(Encoding.SPINS);
    for (int t = 0; t < 20; t++) {
      Draw draw = Draw.of(RandomStream.of(42, "start").child(t));
      assertArrayEquals(
          one(new Rebar(0.7, 1, 6), problem, draw), one(new Relax(0.7, 6), problem, draw), 1e-14);
    }
  }

  private static double[] one(Estimator estimator, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    estimator.open(problem).estimate(draw, sink);
    sink.finish();
    return sink.gradient().flat();
  }

  /** The tolerance, relative to the gradient, is about ten times the largest error found. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1})
  void isUnbiasedInAState(double tau) {
    Noise noise = Noise.gaussian(0.7);
    Problem problem = BernoulliProblem.of(RebarTest.WAVY, noise, Encoding.BITS, 0.9);
    Relax relax = new Relax(tau, 3);
    double[] state = adapted(relax, problem, 200);
    assertNotEquals(0, state[state.length / 3 - 1]);
    UnitQuadrature moments =
        UnitQuadrature.of(
            relax,
            problem,
            new double[] {noise.probability(0.9)},
            new UnitQuadrature.Rule(8, 10),
            state);
    double exact = ExactOracle.compute(problem).gradient().flat()[0];
    assertEquals(exact, moments.mean()[0], 1e-8 * Math.abs(exact));
  }

  /** As above with two bits; the learned function is another one, since it sees both. */
  @Test
  void twoBitsAreUnbiasedInAState() {
    Noise noise = Noise.gaussian(0.7);
    Problem problem = BernoulliProblem.of(RebarTest.WAVY, noise, Encoding.SPINS, 0.9, -0.4);
    Relax relax = new Relax(0.5, 3);
    UnitQuadrature moments =
        UnitQuadrature.of(
            relax,
            problem,
            new double[] {noise.probability(0.9), noise.probability(-0.4)},
            new UnitQuadrature.Rule(0, 18),
            adapted(relax, problem, 200));
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    double scale = Math.max(Math.abs(exact[0]), Math.abs(exact[1]));
    assertArrayEquals(exact, moments.mean(), 1e-7 * scale);
  }

  /**
   * 100 000 estimates in the adapted state, each mean within 5 standard errors (false alarm 8 x
   * 5.7e-7; a bias of 2.6 % of a standard deviation escapes with probability 1e-3). Totals of the
   * variance move by about 1 % with the stream.
   */
  @Test
  void learnedFunctionLowersTheVarianceOfRebar() {
    UnbiasedSmall golden = UnbiasedSmall.read();
    Problem problem = golden.formula(Encoding.BITS);
    Relax relax = new Relax(0.5, 3);
    SampledEstimates sampled =
        SampledEstimates.of(relax, problem, 100, adapted(relax, problem, 1000));
    SampledEstimates rebar = SampledEstimates.of(new Rebar(0.5, 1, 3), problem, 100);
    double[] exact = golden.numbers("gradient");
    for (int i = 0; i < exact.length; i++) {
      assertEquals(exact[i], sampled.mean(i), 5 * sampled.errorOfMean(i));
    }
    double ratio = sampled.totalVariance() / rebar.totalVariance();
    assertTrue(ratio < 0.8, "ratio " + ratio);
  }

  /** Far from the best temperature learning finds a better one. */
  @Test
  void temperatureIsLearned() {
    Problem problem = UnbiasedSmall.read().formula(Encoding.BITS);
    double[] state = adapted(new Relax(0.1, 3), problem, 1000);
    assertTrue(Math.exp(state[1]) > 0.12, "temperature " + Math.exp(state[1]));
  }
}
