package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.estimator.control.Rebar;
import org.bitgrad.estimator.control.Relax;
import org.bitgrad.estimator.control.Rodeo;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.estimator.score.Nvil;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What estimators have learned after adapting, judged by exact moments where there are any. */
class LearnedStatesTest {
  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  /** Standard errors that a learned mean may be off; one coordinate of four fails in 4e5 seeds. */
  private static final double ERRORS = 5;

  private static Session adapted(Estimator estimator, Problem problem, int steps) {
    Session session = estimator.open(problem);
    RandomStream stream = RandomStream.of(61, estimator.name());
    for (int t = 0; t < steps; t++) {
      session.adapt(Draw.of(stream.child(t)));
    }
    return session;
  }

  private static double total(Estimator estimator, Problem problem, double... state) {
    double[] variance = ExactMoments.given(estimator, problem, state).variance().flat();
    return Arrays.stream(variance).sum();
  }

  private static double start(Estimator estimator, Problem problem) {
    return total(estimator, problem, estimator.open(problem).state());
  }

  /**
   * The learned constant {@code sum s^2 f / sum s^2} has the standard error {@code sqrt(E[s^4 (f -
   * c)^2] / N) / E[s^2]}, enumerated here. An error of 5 % of a constant is caught in every
   * coordinate.
   */
  @Test
  void optimalBaselinesConvergeToTheExactConstantOfEachUnit() {
    Problem problem = GOLDEN.table();
    double[] p = GOLDEN.numbers("case", "p");
    double[] exact =
        GOLDEN.numbers("estimators", "reinforce_optimal_coordinate_baseline_n1", "baseline");
    int steps = 40_000;
    double[] state = adapted(new Reinforce(1, Baseline.optimal()), problem, steps).state();
    for (int j = 0; j < p.length; j++) {
      double error = errorOfConstant(p, j, exact[j]) / Math.sqrt(steps);
      assertTrue(2 * ERRORS * error < 0.1 * exact[j], "error " + error);
      assertEquals(exact[j], state[j], ERRORS * error, "unit " + j);
      assertEquals(steps * p[j] * (1 - p[j]), state[p.length + j], 0.05 * steps);
    }
  }

  private static double errorOfConstant(double[] p, int unit, double constant) {
    double[] f = GOLDEN.numbers("f_table");
    double fourth = 0;
    for (int state = 0; state < f.length; state++) {
      double probability = 1;
      double score = 0;
      for (int j = 0; j < p.length; j++) {
        int bit = state >> (p.length - 1 - j) & 1;
        probability *= bit == 1 ? p[j] : 1 - p[j];
        score = j == unit ? bit - p[j] : score;
      }
      fourth += probability * Math.pow(score, 4) * Math.pow(f[state] - constant, 2);
    }
    return Math.sqrt(fourth) / (p[unit] * (1 - p[unit]));
  }

  /** The best constants cannot be beaten by other constants, learned ones come close to them. */
  @Test
  void learnedBaselinesComeCloseToTheLeastVariance() {
    Problem problem = GOLDEN.table();
    Estimator optimal = new Reinforce(1, Baseline.optimal());
    double least =
        GOLDEN
            .at("estimators", "reinforce_optimal_coordinate_baseline_n1", "variance_sum")
            .asDouble();
    double learned = total(optimal, problem, adapted(optimal, problem, 1000).state());
    assertTrue(learned >= least && learned < 1.01 * least, learned + " against " + least);
    Estimator running = new Reinforce(1, Baseline.runningMean());
    double mean = total(running, problem, adapted(running, problem, 1000).state());
    double exactMean =
        GOLDEN.at("estimators", "reinforce_mean_baseline_n1", "variance_sum").asDouble();
    assertEquals(exactMean, mean, 0.03 * exactMean);
    assertTrue(learned < mean && mean < start(running, problem));
  }

  /** Means of n losses, whose standard error is the deviation over sqrt(n). */
  @Test
  void theRunningMeanConvergesToTheExpectedLoss() {
    Problem problem = GOLDEN.table();
    double[] f = GOLDEN.numbers("f_table");
    double deviation = (Arrays.stream(f).max().orElseThrow() - f[5]) / 2;
    int steps = 10_000;
    double mean = adapted(new Reinforce(1, Baseline.runningMean()), problem, steps).state()[0];
    double exact = ExactOracle.compute(problem).expectedLoss();
    assertEquals(exact, mean, ERRORS * deviation / Math.sqrt(steps));
  }

  /** Losses that rise with the data point: one constant fits none of them, a line fits all. */
  private static Problem risingLosses() {
    double[][] x = {{-2}, {-1}, {0}, {1}, {2}};
    double[][] targets = {{1}, {2}, {3}, {4}, {5}};
    return StochasticBinaryNetwork.input(1)
        .bernoulli(2)
        .head(1, OutputLoss.SQUARED)
        .parameters(new double[] {0.4, -0.3, 0.2, 0.1}, new double[] {0.5, -0.4, 0.3})
        .on(Batch.of(x, targets));
  }

  private static double layerVariance(Estimator estimator, Problem problem, double... state) {
    double[] variance = ExactMoments.given(estimator, problem, state).variance().group(0);
    return Arrays.stream(variance).sum();
  }

  @Test
  void nvilLowersTheVarianceWhereLossesDependOnTheDataPoint() {
    Problem problem = risingLosses();
    Estimator nvil = new Nvil(false);
    Estimator running = new Reinforce(1, Baseline.runningMean());
    double ofPoint = layerVariance(nvil, problem, adapted(nvil, problem, 1000).state());
    double constant = layerVariance(running, problem, adapted(running, problem, 1000).state());
    double none = layerVariance(nvil, problem, nvil.open(problem).state());
    assertTrue(ofPoint < 0.5 * constant, ofPoint + " against " + constant);
    assertTrue(constant < none, constant + " against " + none);
  }

  /** Where the loss does not depend on the point there is nothing to gain, and little is lost. */
  @Test
  void nvilIsARunningMeanWhereThereIsOnePoint() {
    Problem problem = GOLDEN.table();
    Estimator nvil = new Nvil(false);
    double learned = total(nvil, problem, adapted(nvil, problem, 1000).state());
    double exactMean =
        GOLDEN.at("estimators", "reinforce_mean_baseline_n1", "variance_sum").asDouble();
    assertEquals(exactMean, learned, 0.1 * exactMean);
  }

  /**
   * The minimum of the parabola through three exact variances. The step of 1e-3 and the noise of
   * single estimates let the factor wander by about 0.05.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theFactorOfDoubleControlComesCloseToItsExactMinimiser(int n) {
    Problem problem =
        BernoulliProblem.of(RebarTest.WAVY, Noise.gaussian(0.8), Encoding.SPINS, 0.4, -0.7, 0.2);
    double[] v = new double[3];
    for (int i = 0; i < 3; i++) {
      Estimator fixed = Estimators.parse("double-cv(" + n + ",alpha=" + -0.5 * i + ")");
      v[i] = total(fixed, problem);
    }
    double best = -0.5 + 0.25 * (v[2] - v[0]) / (v[0] - 2 * v[1] + v[2]);
    Estimator learning = Estimators.parse("double-cv(" + n + ")");
    double[] state = adapted(learning, problem, 4000).state();
    assertEquals(best, state[0], 0.1);
    double least = total(Estimators.parse("double-cv(" + n + ",alpha=" + best + ")"), problem);
    double learned = total(learning, problem, state);
    assertTrue(learned >= least * (1 - 1e-12) && learned < 1.05 * least, learned + ", " + least);
    assertTrue(learned < 0.9 * v[0]);
  }

  /** One unit, by quadrature: in the state that was learned and in that of REBAR, the start. */
  @Test
  void whatRelaxLearnsLowersTheExactVariance() {
    Noise noise = Noise.logistic();
    Problem problem = BernoulliProblem.of(RebarTest.WAVY, noise, Encoding.BITS, 0.9);
    Relax relax = new Relax(0.3, 3);
    double before = quadrature(relax, problem, relax.open(problem).state());
    double after = quadrature(relax, problem, adapted(relax, problem, 1000).state());
    assertEquals(quadrature(new Rebar(0.3, 1, 3), problem), before, 1e-9 * before);
    assertTrue(after < 0.5 * before, after + " against " + before);
  }

  private static double quadrature(Estimator estimator, Problem problem, double... state) {
    double[] p = {Noise.logistic().probability(0.9)};
    UnitQuadrature.Rule rule = new UnitQuadrature.Rule(8, 10);
    return UnitQuadrature.of(estimator, problem, p, rule, state).variance()[0];
  }

  /** Deep chains have no exact moments; 20 000 estimates tell totals to some per cent. */
  @Test
  void whatRodeoLearnsLowersTheVarianceOfTwoLayers() {
    Problem problem =
        StochasticBinaryNetwork.input(1)
            .bernoulli(2)
            .bernoulli(2)
            .head(1, OutputLoss.SQUARED)
            .initialise(5)
            .on(Batch.of(new double[][] {{0.7}}, new double[][] {{1.5}}));
    Estimator rodeo = new Rodeo(2);
    double[] state = adapted(rodeo, problem, 1500).state();
    SampledEstimates learned = SampledEstimates.of(rodeo, problem, 20, state);
    SampledEstimates before = SampledEstimates.of(rodeo, problem, 20, rodeo.open(problem).state());
    assertTrue(learned.totalVariance() < 0.8 * before.totalVariance());
  }

  @Test
  void statesOfTheStartAreThoseOfEstimatorsWithoutControl() {
    Problem problem = GOLDEN.formula(Encoding.BITS);
    double[] loorf = GOLDEN.numbers("estimators", "loorf_n2", "variance");
    for (String name : new String[] {"double-cv(2)", "rodeo(2)"}) {
      Estimator estimator = Estimators.parse(name);
      double[] variance =
          ExactMoments.given(estimator, problem, estimator.open(problem).state()).variance().flat();
      assertArrayEquals(loorf, variance, 1e-12, name);
    }
  }
}
