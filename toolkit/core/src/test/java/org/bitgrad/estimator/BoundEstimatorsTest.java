package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.MultiSampleBound;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where estimators for multi-sample bounds are defined, and what they do at the edges. */
class BoundEstimatorsTest {
  private static final BitLoss WEIGHT = BitLoss.table(0.3, -1.2, 2, 0.7);
  private static final int TRIALS = 300;

  private static String refusal(String name, Problem problem) {
    Estimator estimator = Estimators.parse(name);
    return assertThrows(UnsupportedOperationException.class, () -> estimator.open(problem))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vimco", "vimco(arithmetic)", "local-disarm", "local-arms"})
  void problemsThatAreNoBoundsAreRefused(String name) {
    Problem plain = BernoulliProblem.of(WEIGHT, Noise.logistic(), Encoding.BITS, 0.4, -0.2);
    String table = name + " is defined for multi-sample bounds of at least 2 samples, but the loss";
    assertEquals(table + " table has 1; Problem.bound(n) makes a bound of n", refusal(name, plain));
    assertTrue(refusal(name, plain.bound(1)).contains("has 1; Problem.bound(n)"));
    Problem odd =
        BernoulliProblem.of(
            MultiSampleBound.of(WEIGHT, 2), Noise.logistic(), Encoding.BITS, 0.1, 0.2, 0.3);
    assertEquals(
        name
            + " needs 1 layer with the units of 2 samples, but the problem has 1 with 3 units in"
            + " the last",
        refusal(name, odd));
  }

  /** The others treat each sample for itself. */
  @ParameterizedTest
  @ValueSource(strings = {"local-arms", "local-arms(gaussian)"})
  void coupledSamplesMustBeDrawnAlike(String name) {
    Problem untied =
        BernoulliProblem.of(
            MultiSampleBound.of(WEIGHT, 2), Noise.logistic(), Encoding.BITS, 0.4, -0.2, 0.4, -0.3);
    assertEquals(
        name + " needs samples that are drawn alike, but their pre-activations differ",
        refusal(name, untied));
    Moments moments = ExactMoments.of(Estimators.parse("local-disarm"), untied);
    double[] exact = ExactOracle.compute(untied).gradient().flat();
    for (int i = 0; i < exact.length; i++) {
      assertEquals(exact[i], moments.mean().flat()[i], 1e-12);
    }
  }

  /** p from 1e-6 to 1 - 1e-6, logits of +-1000, and log weights of +-1e6. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vimco",
        "vimco(arithmetic)",
        "local-disarm",
        "local-arms",
        "local-arms(gaussian)",
        "local-arms(rotation)",
        "local-arms(independent)"
      })
  void extremeProblemsGiveFiniteEstimates(String name) {
    double edge = Math.log(1e-6) - Math.log1p(-1e-6);
    RandomStream stream = RandomStream.of(5, "extreme");
    int different = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double size = Math.pow(10, trial % 7);
      double[] table = new double[16];
      for (int i = 0; i < table.length; i++) {
        table[i] = size * (2 * stream.child(trial).uniform(i) - 1);
      }
      double[] logits = {edge, trial % 2 == 0 ? 0.3 : -edge, 1000, -1000};
      Problem bound =
          BernoulliProblem.of(BitLoss.table(table), Noise.logistic(), Encoding.BITS, logits)
              .bound(2 + trial % 3);
      MeanSink sink = new MeanSink(bound);
      Session session = Estimators.parse(name).open(bound);
      session.estimate(Draw.of(stream.child("draw").child(trial)), sink);
      sink.finish(); // refuses what is not finite
      double[] g = sink.gradient().flat();
      assertEquals(0, Math.abs(g[2]));
      assertEquals(0, Math.abs(g[3]));
      different += g[1] == 0 ? 0 : 1;
    }
    assertTrue(different > TRIALS / 4);
  }
}
