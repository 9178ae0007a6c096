package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.estimator.contract.AtState;
import org.bitgrad.estimator.contract.ContractProblem;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.estimator.control.Rodeo;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.reference.Output;
import org.bitgrad.reference.ReferenceEstimate;
import org.bitgrad.reference.ReferenceNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known about RODEO besides the contract. */
class RodeoTest {
  /** Rounding of sums over up to 2^12 outcomes. */
  private static final double ROUNDING = 1e-11;

  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  private static double total(Moments moments) {
    return Arrays.stream(moments.variance().flat()).sum();
  }

  private static double[] adapted(Estimator estimator, Problem problem, int steps) {
    Session session = estimator.open(problem);
    for (int t = 0; t < steps; t++) {
      session.adapt(Draw.of(RandomStream.of(51, "adaptation").child(t)));
    }
    return session.state();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void isUnbiasedInEveryState(int n) {
    Noise[] noises = {Noise.logistic(), Noise.gaussian(0.8), Noise.uniform(2.5)};
    for (int i = 0; i < noises.length; i++) {
      for (Encoding encoding : Encoding.values()) {
        Problem problem = BernoulliProblem.of(RebarTest.WAVY, noises[i], encoding, -0.9, 0.2, 0.7);
        double[] exact = ExactOracle.compute(problem).gradient().flat();
        Moments moments = ExactMoments.given(new Rodeo(n), problem, RodeoStates.some(i));
        assertArrayEquals(exact, moments.mean().flat(), ROUNDING);
        assertTrue(total(moments) > 1e-3);
      }
    }
  }

  /** More than two samples, two layers, a head with parameters. */
  @Test
  void threeSamplesAgreeWithTheDefinition() {
    Noise logistic = Noise.logistic();
    ReferenceNetwork net =
        ContractProblems.network(
            "2-3-2-1", Output.LOGISTIC, 1, new int[] {2, 3, 2}, Noise.gaussian(0.8), logistic);
    Problem problem = ContractProblem.of(net).problem();
    Estimator estimator = AtState.of(new Rodeo(3), RodeoStates.some(1));
    for (int seed = 1; seed <= 20; seed++) {
      long s = seed;
      ReferenceEstimate expected = new ReferenceEstimate(net);
      for (int point = 0; point < 2; point++) {
        int row = point;
        expected.add(
            0.5,
            Definitions.of(estimator.name())
                .orElseThrow()
                .estimate(
                    net,
                    point,
                    (site, units, sample) -> {
                      double[] u = new double[units];
                      for (int j = 0; j < units; j++) {
                        u[j] = SiteDraw.number(s, site, j, 2 * sample + row);
                      }
                      return u;
                    }));
      }
      MeanSink sink = new MeanSink(problem);
      estimator.open(problem).estimate(SiteDraw.random(s), sink);
      sink.finish();
      for (int g = 0; g < expected.groups().length; g++) {
        assertArrayEquals(expected.group(g), sink.gradient().group(g), ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void startsAsLeaveOneOut(int n) {
    Problem problem = GOLDEN.formula(Encoding.SPINS);
    Moments start = ExactMoments.given(new Rodeo(n), problem, new Rodeo(n).open(problem).state());
    assertArrayEquals(
        GOLDEN.numbers("estimators", "loorf_n" + n, "variance"), start.variance().flat(), ROUNDING);
  }

  /** After the 1000 steps of a study; leave-one-out has 0.637 and 0.174. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void whatIsLearnedLowersTheExactVariance(int n) {
    Problem problem = GOLDEN.formula(Encoding.BITS);
    Rodeo rodeo = new Rodeo(n);
    double learned = total(ExactMoments.given(rodeo, problem, adapted(rodeo, problem, 1000)));
    double start = total(ExactMoments.given(rodeo, problem, rodeo.open(problem).state()));
    double fixed =
        total(ExactMoments.of(Estimators.parse("double-cv(" + n + ",alpha=-0.5)"), problem));
    assertTrue(learned < 0.5 * start, learned + " against " + start);
    assertTrue(learned < fixed, learned + " against double-cv " + fixed);
  }

  /** No work that grows faster than the bits: 200 of them take milliseconds. */
  @Test
  void twoHundredBitsAreNoTrouble() {
    Problem problem = DoubleControlVariatesTest.quadratic(200, 0.3);
    Session session = new Rodeo(2).open(problem);
    MeanSink sink = new MeanSink(problem);
    for (int t = 0; t < 50; t++) {
      session.adapt(Draw.of(RandomStream.of(6, "adaptation").child(t)));
      session.estimate(Draw.of(RandomStream.of(6, "trial").child(t)), sink);
    }
    sink.finish();
    assertTrue(Arrays.stream(sink.gradient().flat()).anyMatch(g -> g != 0));
  }

  /** Probabilities from 1e-6 to 1 - 1e-6, of exactly 0 and 1, and logits of +-1000. */
  @Test
  void extremeLogitsGiveFiniteEstimatesAndNoneWhereSaturated() {
    double[] logits = {-13.8, 13.8, -1000, 1000, -1e308, Double.POSITIVE_INFINITY, 0.3};
    for (Noise noise : new Noise[] {Noise.logistic(), Noise.gaussian(1), Noise.uniform(2)}) {
      Problem problem = BernoulliProblem.of(RebarTest.WAVY, noise, Encoding.SPINS, logits);
      Estimator estimator = AtState.of(new Rodeo(3), RodeoStates.some(2));
      MeanSink sink = new MeanSink(problem);
      Session session = estimator.open(problem);
      for (int t = 0; t < 50; t++) {
        session.estimate(Draw.of(RandomStream.of(7, "extremes").child(t)), sink);
      }
      sink.finish();
      double[] g = sink.gradient().flat();
      assertTrue(Arrays.stream(g).allMatch(Double::isFinite));
      for (int i = 2; i < 6; i++) {
        assertEquals(0, Math.abs(g[i]));
      }
      assertTrue(g[6] != 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rodeo(1)", "rodeo(0)", "rodeo(-2)"})
  void fewerThanTwoSamplesAreRefused(String name) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Estimators.parse(name)).getMessage();
    assertTrue(message.contains("n of rodeo") && message.contains("at least 2"), message);
  }
}
