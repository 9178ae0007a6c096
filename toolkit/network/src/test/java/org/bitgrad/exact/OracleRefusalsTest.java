package org.bitgrad.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.concurrent.CancellationException;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;

/** What the oracles refuse, and in which words. */
class OracleRefusalsTest {
  private static Problem network(int... units) {
    var builder = StochasticBinaryNetwork.input(1);
    for (int n : units) {
      builder.bernoulli(n);
    }
    return builder
        .head(1, OutputLoss.LOGISTIC)
        .initialise(1)
        .on(Batch.of(new double[][] {{1}, {2}}, new double[] {1, -1}));
  }

  private static void assertRefused(Problem problem, long limit, String message) {
    TooCostlyException refusal =
        assertThrows(TooCostlyException.class, () -> ExactOracle.compute(problem, limit));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void costIsThatOfTheFormula() {
    // 2 (4 * 8 + 8 * 4 + 3 (8 * 16 + 16 * 4)) + 5 (8 * 16 + 16 * 4)
    assertEquals(2 * (32 + 32 + 3 * 192) + 5 * 192, ExactOracle.cost(network(3, 4, 2)));
  }

  @Test
  void costAboveTheLimitIsRefused() {
    Problem problem = network(3, 4, 2);
    assertRefused(
        problem,
        2239,
        "cost of the exact gradient must be at most 2239 operations, but is 2.24e+03"
            + " (layers of 3-4-2 units, 2 points)");
    assertTrue(ExactOracle.compute(problem, 2240).expectedLoss() > 0);
  }

  @Test
  void limitsBelowOneAreRefused() {
    Problem problem = network(1);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> ExactOracle.compute(problem, 0));
    assertEquals("limit must be at least 1, but is 0", refusal.getMessage());
  }

  @Test
  void wideLayersAreRefused() {
    assertRefused(
        network(2, 21),
        Long.MAX_VALUE,
        "units of layer 1 must be at most 20 to enumerate its states, but are 21"
            + " (layers of 2-21 units, 2 points)");
    assertRefused(
        network(2000),
        Long.MAX_VALUE,
        "units of layer 0 must be at most 20 to enumerate its states, but are 2000"
            + " (layers of 2000 units, 2 points)");
  }

  @Test
  void manyJointStatesAreRefused() {
    assertRefused(
        network(10, 11),
        Long.MAX_VALUE,
        "joint states of layers 0 and 1 must be at most 1048576, but are 2097152"
            + " (layers of 10-11 units, 2 points)");
  }

  @Test
  void infiniteLossesAreRefused() {
    Problem problem =
        BernoulliProblem.of(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = 1 / bits.get(r, 0);
              }
            },
            0.5);
    ArithmeticException refusal =
        assertThrows(ArithmeticException.class, () -> ExactOracle.compute(problem));
    assertTrue(refusal.getMessage().contains("Infinity"), refusal.getMessage());
  }

  @Test
  void parametersThatBecameNaNAreRefused() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(1).bernoulli(2).head(1, OutputLoss.LOGISTIC).initialise(1);
    Problem problem = net.on(Batch.of(new double[][] {{1}}, new double[] {1}));
    net.group(0)[3] = Double.NaN;
    ArithmeticException refusal =
        assertThrows(ArithmeticException.class, () -> ExactOracle.compute(problem));
    assertEquals("pre-activation of layer 0, unit 1 is not a number", refusal.getMessage());
  }

  @Test
  void anInterruptStopsTheOracle() {
    Problem problem = network(3, 3);
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> ExactOracle.compute(problem));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is left for the caller");
    }
  }

  @Test
  void momentsAboveTheLimitAreRefused() {
    Problem problem = network(10, 10, 10);
    TooCostlyException refusal =
        assertThrows(
            TooCostlyException.class, () -> ExactMoments.of(Estimators.parse("psa"), problem));
    assertEquals(
        "cost of the exact moments of psa must be at most 17179869184 numbers, but is 5.39e+11"
            + " (layers of 10-10-10 units, 2 points)",
        refusal.getMessage());
  }

  @Test
  void estimatorsWithoutExactMomentsAreRefused() {
    Problem problem = network(1);
    UnsupportedOperationException refusal =
        assertThrows(
            UnsupportedOperationException.class,
            () -> ExactMoments.of(Estimators.parse("concrete(0.1)"), problem));
    assertTrue(refusal.getMessage().startsWith("concrete(0.1)"), refusal.getMessage());
  }

  @Test
  void threadsBelowOneAreRefused() {
    Problem problem = network(1);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> ExactMoments.of(Estimators.parse("psa"), problem, 0, ExactProgress.NONE));
    assertEquals("threads must be at least 1, but is 0", refusal.getMessage());
  }

  @Test
  void momentsOfEstimatorsForBoundsNeedABound() {
    Problem problem = network(2);
    Estimator vimco = Estimators.parse("vimco");
    assertFalse(ExactMoments.supports(vimco, problem));
    assertFalse(ExactMoments.supports(vimco, problem.bound(1)));
    assertTrue(ExactMoments.supports(vimco, problem.bound(2)));
    UnsupportedOperationException refusal =
        assertThrows(
            UnsupportedOperationException.class, () -> ExactMoments.of(vimco, problem.bound(1)));
    assertTrue(refusal.getMessage().startsWith("vimco"), refusal.getMessage());
  }

  @Test
  void boundsOfTooManyUnitsInAllAreRefused() {
    Problem bound = network(7).bound(3);
    TooCostlyException refusal =
        assertThrows(TooCostlyException.class, () -> ExactOracle.compute(bound));
    assertTrue(refusal.getMessage().contains("but are 21"), refusal.getMessage());
  }

  @Test
  void deeperLayersThatSeeThePointAreRefused() {
    Problem problem = network(2, 2);
    Chain chain = but(Chain.class, problem.chain(), "transitionsDependOnPoint", true);
    Problem changed = Problem.of(chain, problem.loss());
    UnsupportedOperationException refusal =
        assertThrows(UnsupportedOperationException.class, () -> ExactOracle.compute(changed));
    assertTrue(refusal.getMessage().contains("data point"), refusal.getMessage());
    // moments are enumerated point by point, and do not mind
    assertTrue(ExactMoments.supports(Estimators.parse("psa"), changed));
  }

  @Test
  void lossesThatAreNotNumbersAreNamedWithStateAndPoint() {
    Problem problem = network(2);
    double[] values = {1, 1, 1, 1, 1, Double.NaN, 1, 1};
    Loss broken =
        but(
            Loss.class,
            problem.loss(),
            "open",
            but(LossPass.class, problem.loss().open(8), "values", values));
    Problem changed = Problem.of(problem.chain(), broken);
    ArithmeticException refusal =
        assertThrows(ArithmeticException.class, () -> ExactOracle.compute(changed));
    assertEquals(
        "loss must be finite, but is NaN at state 2 of the last layer and point 1",
        refusal.getMessage());
  }

  /** The same object, one method apart. */
  private static <T> T but(Class<T> type, T object, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) ->
                called.getName().equals(method) ? answer : called.invoke(object, arguments)));
  }
}
