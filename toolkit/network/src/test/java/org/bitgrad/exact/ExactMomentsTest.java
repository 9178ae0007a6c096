package org.bitgrad.exact;

import static org.bitgrad.exact.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.reference.ReferencePathSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact moments agree with the oracle and with sums over paths. */
class ExactMomentsTest {
  private static final double ROUNDING = 1e-12;

  static java.util.stream.LongStream seeds() {
    return java.util.stream.LongStream.range(0, 15);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reinforceHasTheGradientAsMeanAndTheVarianceOfTheScore(long seed) {
    RandomNetwork random = RandomNetwork.of(seed);
    Problem problem = random.problem();
    ReferencePathSum reference = random.reference();
    reference.run();
    Moments moments = ExactMoments.of(Estimators.parse("reinforce"), problem);
    assertEquals(reference.expectedLoss(), moments.value(), ROUNDING);
    for (int g = 0; g < problem.parameters().groups(); g++) {
      String what = "seed " + seed + " group " + g;
      // a tiny gradient is the sum of large terms of both signs
      double scale = Math.sqrt(java.util.Arrays.stream(reference.scoreVariance(g)).max().orElse(0));
      assertArrayEquals(
          reference.gradient(g), moments.mean().group(g), ROUNDING * (1 + scale), what);
      assertClose(reference.scoreVariance(g), moments.variance().group(g), 1e-11, what);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 4, 5, 7, 8, 10, 11, 14})
  void psaIsUnbiasedInTheLastTwoLayers(long seed) {
    Problem problem = RandomNetwork.of(seed).problem();
    ExactResult exact = ExactOracle.compute(problem);
    Moments moments = ExactMoments.of(Estimators.parse("psa"), problem);
    assertEquals(exact.expectedLoss(), moments.value(), ROUNDING);
    int last = problem.parameters().groups() - 1;
    for (int g = last - 1; g <= last; g++) {
      assertClose(exact.gradient().group(g), moments.mean().group(g), ROUNDING, "group " + g);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 9})
  void armIsUnbiasedOnOneLayer(long seed) {
    Problem problem = RandomNetwork.of(seed).problem();
    assertEquals(1, problem.chain().layers());
    Moments moments = ExactMoments.of(Estimators.parse("arm"), problem);
    ExactResult exact = ExactOracle.compute(problem);
    for (int g = 0; g < 2; g++) {
      assertClose(exact.gradient().group(g), moments.mean().group(g), 1e-11, "group " + g);
    }
  }

  /** The outcomes come in blocks; the first holds rare ones with large estimates. */
  @Test
  void smallMeansKeepTheirDigits() {
    double[] weights = {1.5, -0.7, 0.4, 2};
    double rare = 1e-12;
    Problem problem =
        BernoulliProblem.ofProbabilities(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = 0;
                for (int j = 0; j < weights.length; j++) {
                  out[r] += weights[j] * bits.get(r, j);
                }
              }
            },
            rare,
            rare,
            rare,
            rare);
    for (String name : List.of("disarm", "arms(2)", "arms(3)", "loorf(3)")) {
      double[] mean = ExactMoments.of(Estimators.parse(name), problem).mean().group(0);
      for (int j = 0; j < weights.length; j++) {
        assertEquals(1, mean[j] / (weights[j] * rare * (1 - rare)), 1e-12, name);
      }
    }
  }

  @Test
  void armOnOneBitHasTheVarianceOfItsFormula() {
    // f = b: g = (b1 - b2)(u - 1/2); only u in (0, m) or (1 - m, 1) counts, and g >= 0 there
    double p = 0.3;
    Problem problem =
        BernoulliProblem.of(
            BitLoss.table(0, 1), Noise.logistic(), Encoding.BITS, Math.log(p / (1 - p)));
    Moments moments = ExactMoments.of(Estimators.parse("arm"), problem);
    double mean = p * (1 - p);
    double square = 2 * (1.0 / 24 - Math.pow(0.5 - p, 3) / 3);
    assertEquals(mean, moments.mean().group(0)[0], ROUNDING);
    assertEquals(square - mean * mean, moments.variance().group(0)[0], ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "psa", "sa", "local-expectation", "arm"})
  void pathsThatNeverHappenDoNotCount(String name) {
    Problem problem =
        BernoulliProblem.of(
            BitLoss.table(1, 4, 2, 7, 5, 1, 3, 9),
            Noise.logistic(),
            Encoding.BITS,
            Double.NEGATIVE_INFINITY,
            0.4,
            Double.POSITIVE_INFINITY);
    Moments moments = ExactMoments.of(Estimators.parse(name), problem);
    ExactResult exact = ExactOracle.compute(problem);
    assertClose(exact.gradient().group(0), moments.mean().group(0), ROUNDING, name);
    assertEquals(0, moments.variance().group(0)[0]);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 9})
  void momentsOfLeaveOneOutAreThoseOfEnumeratingAllItsSamples(long seed) {
    Problem problem = RandomNetwork.of(seed).problem();
    Estimator formula = Estimators.parse("reinforce(3,baseline=leave-one-out)");
    Estimator enumerated =
        new ListedAs(formula, formula.traits().withMoments(Traits.Moments.ONE_LAYER));
    Moments byFormula = ExactMoments.of(formula, problem);
    Moments byEnumeration = ExactMoments.of(enumerated, problem);
    assertEquals(byEnumeration.value(), byFormula.value(), ROUNDING);
    for (int g = 0; g < problem.parameters().groups(); g++) {
      assertClose(byEnumeration.mean().group(g), byFormula.mean().group(g), 1e-11, "mean " + g);
      double[] variance = byEnumeration.variance().group(g);
      assertClose(variance, byFormula.variance().group(g), 1e-11, "variance " + g);
    }
  }

  /** The same estimator with other traits. */
  private record ListedAs(Estimator estimator, Traits traits) implements Estimator {
    @Override
    public String name() {
      return estimator.name();
    }

    @Override
    public org.bitgrad.estimator.Session open(Problem problem) {
      return estimator.open(problem);
    }
  }

  @Test
  void anAdaptedEstimatorHasTheMomentsOfItsState() {
    Problem problem = RandomNetwork.of(3).problem();
    Moments constant = ExactMoments.of(Estimators.parse("reinforce(baseline=0.7)"), problem);
    Estimator adapting = Estimators.parse("reinforce(baseline=running-mean)");
    Moments given = ExactMoments.given(adapting, problem, 0.7, 1000);
    assertArrayEquals(constant.mean().flat(), given.mean().flat());
    assertArrayEquals(constant.variance().flat(), given.variance().flat());
    assertThrows(UnsupportedOperationException.class, () -> ExactMoments.of(adapting, problem));
  }

  @Test
  void threadsDoNotChangeTheNumbers() {
    Problem problem = RandomNetwork.of(16).problem();
    assertTrue(problem.points() > 2, "several points");
    Estimator psa = Estimators.parse("psa");
    List<Long> progress = new ArrayList<>();
    Moments one = ExactMoments.of(psa, problem, 1, (done, all) -> progress.add(done));
    assertEquals(problem.points(), progress.size());
    for (int threads : new int[] {2, 4, 16}) {
      Moments several = ExactMoments.of(psa, problem, threads, ExactProgress.NONE);
      assertArrayEquals(one.mean().flat(), several.mean().flat());
      assertArrayEquals(one.variance().flat(), several.variance().flat());
      assertEquals(one.value(), several.value());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptStopsTheEnumeration(int threads) {
    Problem problem = RandomNetwork.of(16).problem();
    Estimator psa = Estimators.parse("psa");
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () -> ExactMoments.of(psa, problem, threads, ExactProgress.NONE));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt is left for the caller");
    }
  }

  @Test
  void spreadBesideALargeMeanKeepsItsDigits() {
    MomentSum sum = new MomentSum(1);
    sum.add(new double[] {1e8, 1e8 + 1}, new double[] {0.25, 0.25});
    sum.add(new double[] {1e8 + 3, Double.NaN}, new double[] {0.5, 0});
    assertEquals(1e8 + 1.75, sum.mean()[0]);
    assertEquals(
        0.25 * 1.75 * 1.75 + 0.25 * 0.75 * 0.75 + 0.5 * 1.25 * 1.25, sum.variance()[0], 1e-9);
    assertEquals(1, sum.total());
  }

  @Test
  void severalLayersHaveNoMomentsOfArmNorOfSeveralSamples() {
    Problem problem = RandomNetwork.of(1).problem();
    assertEquals(2, problem.chain().layers());
    for (String name : List.of("arm", "reinforce(2)", "concrete(1)", "local-expectation")) {
      assertFalse(ExactMoments.supports(Estimators.parse(name), problem), name);
    }
    for (String name : List.of("psa", "st", "reinforce", "sa", "mean-field")) {
      assertTrue(ExactMoments.supports(Estimators.parse(name), problem), name);
    }
  }
}
