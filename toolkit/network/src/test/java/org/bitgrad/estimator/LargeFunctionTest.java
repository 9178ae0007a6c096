package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.TooCostlyException;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every listed estimator on functions of 512 bits. */
class LargeFunctionTest {
  private static final int UNITS = 512;
  private static final int ESTIMATES = 3;

  /** Probabilities of the rarer state from 1e-6 to 1/2. */
  private static final double LARGEST_LOGIT = 14;

  /** The only one that sums over all joint states. */
  private static final String ENUMERATES = "enumeration";

  private static final BitLoss SMOOTH =
      BitLoss.of("smooth", LargeFunctionTest::values, LargeFunctionTest::gradient);

  private static double weight(int unit) {
    return Math.sin(1 + 3 * unit);
  }

  private static double dot(States bits, int row) {
    double sum = 0;
    for (int j = 0; j < bits.units(); j++) {
      sum += weight(j) * bits.get(row, j);
    }
    return sum;
  }

  private static void values(States bits, double[] out) {
    for (int r = 0; r < bits.rows(); r++) {
      out[r] = Math.log1p(Math.exp(dot(bits, r)));
    }
  }

  private static void gradient(States bits, double[] out) {
    for (int r = 0; r < bits.rows(); r++) {
      double slope = 1 / (1 + Math.exp(-dot(bits, r)));
      for (int j = 0; j < bits.units(); j++) {
        out[j * bits.rows() + r] = slope * weight(j);
      }
    }
  }

  private static Problem problem(Estimator estimator) {
    double[] logits = new double[UNITS];
    RandomStream stream = RandomStream.of(5, "512 bits");
    for (int j = 0; j < UNITS; j++) {
      logits[j] = LARGEST_LOGIT * Math.pow(2 * stream.uniform(j) - 1, 3);
    }
    Problem problem = BernoulliProblem.of(SMOOTH, Noise.logistic(), Encoding.BITS, logits);
    return estimator.traits().scope() == Traits.Scope.BOUND ? problem.bound(2) : problem;
  }

  private static List<Estimator> listed() {
    return new ListedEstimatorsContractTest().estimators();
  }

  static Stream<Estimator> sampling() {
    return listed().stream().filter(e -> !ENUMERATES.equals(e.name()));
  }

  @ParameterizedTest
  @MethodSource("sampling")
  void estimatesAreFiniteAndNotZero(Estimator estimator) {
    Problem problem = problem(estimator);
    Session session = estimator.open(problem);
    MeanSink sink = new MeanSink(problem);
    RandomStream stream = RandomStream.of(6, estimator.name());
    for (int t = 0; t < ESTIMATES; t++) {
      session.adapt(Draw.of(stream.child("adaptation").child(t)));
      sink.clear();
      session.estimate(Draw.of(stream.child(t)), sink);
      sink.finish();
      double[] gradient = sink.gradient().flat();
      assertEquals(UNITS, gradient.length);
      assertTrue(Double.isFinite(sink.value()));
      assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite));
      assertTrue(Arrays.stream(gradient).anyMatch(g -> g != 0));
    }
  }

  @Test
  void enumerationSaysHowManyUnitsItTakes() {
    Estimator estimator = Estimators.parse(ENUMERATES);
    Problem problem = problem(estimator);
    String message =
        assertThrows(UnsupportedOperationException.class, () -> estimator.open(problem))
            .getMessage();
    assertTrue(message.contains(ENUMERATES) && message.contains("at most 20 units"), message);
    assertTrue(message.contains("512"), message);
  }

  static Stream<Estimator> enumeratedForMoments() {
    return sampling()
        .filter(e -> e.traits().exactMoments() != Traits.Moments.NONE)
        .filter(e -> !e.traits().deterministic());
  }

  @ParameterizedTest
  @MethodSource("enumeratedForMoments")
  void exactMomentsAreRefusedForTheirCost(Estimator estimator) {
    Problem problem = problem(estimator);
    double[] state = estimator.open(problem).state();
    String message =
        assertThrows(TooCostlyException.class, () -> ExactMoments.given(estimator, problem, state))
            .getMessage();
    assertTrue(message.contains("must be at most " + ExactMoments.LIMIT), message);
    assertTrue(message.contains(estimator.name()), message);
  }
}
