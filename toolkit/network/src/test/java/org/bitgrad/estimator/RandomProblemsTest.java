package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.bitgrad.estimator.RandomFunction.Kind;
import org.bitgrad.estimator.contract.BitsInOrder;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All listed estimators, and their options, on 1000 random functions of bits. */
@Execution(ExecutionMode.CONCURRENT)
class RandomProblemsTest {
  /** Share of a gradient that its exact mean may differ. */
  private static final double RELATIVE = 1e-9;

  /**
   * Rounding of an exact mean, 32 units in the last place of the root mean square of the estimate
   * and of the largest loss times the density. A mean over outcomes is a sum of products of a
   * probability and an estimate, each right to some units, and {@code E|g| <= sqrt(E g^2)}; a
   * difference of losses is right to a unit of the losses, and its mean is multiplied with the
   * density. With a probability of 1e-6 the first is up to 1000 times the gradient, and much more
   * where the gradient is small by itself. The largest error seen is 10 units.
   */
  private static final double ROUNDING = 0x1p-48;

  /** A sum over units in another order. */
  private static final double ORDER = 1e-12;

  /** Numbers that an enumeration of moments may take; dearer ones are left out. */
  private static final double AFFORDABLE = 2048;

  /** At least so many problems of 1000 are affordable: those of one and two units. */
  private static final int LEAST_COMPARED = 300;

  /** Multiplying by it is exact. */
  private static final double FACTOR = -4;

  /** No baseline, one that does not know the loss yet, or one that is not the loss. */
  private static final Set<String> NOT_ZERO_FOR_A_CONSTANT =
      Set.of(
          "reinforce",
          "reinforce(2)",
          "reinforce(baseline=0.7)",
          "reinforce(baseline=running-mean)",
          "reinforce(baseline=optimal)",
          "nvil",
          "nvil(normalise=true)",
          "augment-reinforce",
          "rebar(0.5,eta=0.6,n=6)");

  /** A constant baseline stays where it is. */
  private static final String NOT_LINEAR = "reinforce(baseline=0.7)";

  static List<Estimator> estimators() {
    return new ListedEstimatorsContractTest().estimators();
  }

  static Stream<Estimator> zeroForAConstant() {
    return estimators().stream().filter(e -> !NOT_ZERO_FOR_A_CONSTANT.contains(e.name()));
  }

  /** A bound is not linear in its log weight. */
  static Stream<Estimator> linearInTheLoss() {
    return estimators().stream()
        .filter(e -> e.traits().scope() != Traits.Scope.BOUND && !e.name().equals(NOT_LINEAR));
  }

  static Stream<Estimator> unbiasedWithExactMoments() {
    return estimators().stream()
        .filter(e -> e.traits().bias() == Traits.Bias.UNBIASED)
        .filter(e -> e.traits().exactMoments() != Traits.Moments.NONE);
  }

  static Stream<Estimator> drawnUnitByUnit() {
    return estimators().stream().filter(RandomProblemsTest::inOrder);
  }

  static Stream<Estimator> drawnTogether() {
    return estimators().stream().filter(e -> !inOrder(e));
  }

  private static boolean inOrder(Estimator estimator) {
    return BitsInOrder.readBy(estimator, problems(estimator).get(0).problem());
  }

  private static List<RandomProblem> problems(Estimator estimator) {
    return estimator.traits().scope() == Traits.Scope.BOUND
        ? RandomProblem.BOUNDS
        : RandomProblem.FUNCTIONS;
  }

  private static MeanSink estimate(Estimator estimator, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    estimator.open(problem).estimate(draw, sink);
    sink.finish();
    return sink;
  }

  private static double[] gradient(Estimator estimator, Problem problem, Draw draw) {
    return estimate(estimator, problem, draw).gradient().flat();
  }

  @Test
  void problemsAreOfAllKinds() {
    for (List<RandomProblem> problems : List.of(RandomProblem.FUNCTIONS, RandomProblem.BOUNDS)) {
      assertEquals(RandomProblem.COUNT, problems.size());
      assertEach(3, 150, problems, p -> List.of(Kind.values()).indexOf(p.kind()));
      assertEach(2, 400, problems, p -> List.of(Encoding.values()).indexOf(p.encoding()));
      assertEach(4, 200, problems, p -> "lutg".indexOf(p.noise().name().charAt(0)));
      assertEach(2, 300, problems, p -> p.logits()[0] < 0 ? 0 : 1);
      assertEach(5, 50, problems, p -> (int) -Math.log10(p.leastProbability()) - 1);
    }
    assertEach(6, 100, RandomProblem.FUNCTIONS, p -> p.logits().length - 1);
    assertEach(2, 400, RandomProblem.BOUNDS, p -> p.logits().length - 1);
  }

  /** Each of some classes occurs at least a number of times. */
  private static void assertEach(
      int classes, int least, List<RandomProblem> problems, ToIntFunction<RandomProblem> of) {
    int[] counts = new int[classes];
    problems.forEach(p -> counts[Math.min(classes - 1, Math.max(0, of.applyAsInt(p)))]++);
    assertTrue(Arrays.stream(counts).allMatch(n -> n >= least), () -> Arrays.toString(counts));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void estimatesAreFiniteAndCostWhatIsDeclared(Estimator estimator) {
    Traits.Cost cost = estimator.traits().cost();
    for (RandomProblem random : problems(estimator)) {
      RandomFunction f = random.function().times(1);
      Problem problem = random.problem(f);
      MeanSink sink = estimate(estimator, problem, SiteDraw.random(random.number()));
      assertTrue(Double.isFinite(sink.value()), random::toString);
      for (double g : sink.gradient().flat()) {
        assertTrue(Double.isFinite(g), random::toString);
      }
      int units = problem.chain().units(0);
      int weights = random.samples();
      assertEquals(weights * cost.evaluations(1, units), f.evaluations(), random::toString);
      assertEquals(weights * cost.gradientEvaluations(), f.gradientEvaluations(), random::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("zeroForAConstant")
  void constantLossGivesExactlyZero(Estimator estimator) {
    assertEquals(0, largestOfConstants(estimator));
  }

  @Test
  void thoseThatAreLeftOutAreNotZeroForAConstant() {
    for (String name : NOT_ZERO_FOR_A_CONSTANT) {
      assertTrue(largestOfConstants(Estimators.parse(name)) > 0.1, name);
    }
  }

  private static double largestOfConstants(Estimator estimator) {
    double largest = 0;
    for (RandomProblem random : problems(estimator)) {
      if (random.kind() == Kind.CONSTANT) {
        Draw draw = SiteDraw.random(random.number());
        for (double g : gradient(estimator, random.problem(), draw)) {
          largest = Math.max(largest, Math.abs(g));
        }
      }
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("linearInTheLoss")
  void scalingTheFunctionScalesTheGradient(Estimator estimator) {
    for (RandomProblem random : problems(estimator)) {
      Draw draw = SiteDraw.random(random.number());
      double[] once = gradient(estimator, random.problem(), draw);
      Problem scaled = random.problem(random.function().times(FACTOR));
      double[] often = gradient(estimator, scaled, draw);
      for (int j = 0; j < once.length; j++) {
        assertEquals(FACTOR * once[j], often[j], 0.0, random::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("drawnTogether")
  void permutingUnitsPermutesTheEstimate(Estimator estimator) {
    for (RandomProblem random : problems(estimator)) {
      int[] by = random.permutation();
      double[] before = gradient(estimator, random.problem(), SiteDraw.random(random.number()));
      Draw moved = new PermutedDraw(random.number(), by);
      assertPermuted(random, before, gradient(estimator, random.permuted(by), moved), 0);
    }
  }

  @ParameterizedTest
  @MethodSource("drawnUnitByUnit")
  void permutingUnitsPermutesTheMoments(Estimator estimator) {
    int compared = 0;
    for (RandomProblem random : problems(estimator)) {
      int[] by = random.permutation();
      if (ExactMoments.cost(estimator, random.problem()) <= AFFORDABLE) {
        Moments before = ExactMoments.of(estimator, random.problem());
        Moments after = ExactMoments.of(estimator, random.permuted(by));
        double[] second = before.variance().flat();
        double rms = Math.sqrt(Arrays.stream(second).max().orElseThrow());
        assertPermuted(random, before.mean().flat(), after.mean().flat(), rms);
        assertPermuted(random, second, after.variance().flat(), 0);
        compared++;
      }
    }
    assertTrue(compared > LEAST_COMPARED);
  }

  private static void assertPermuted(
      RandomProblem random, double[] before, double[] after, double size) {
    int[] by = random.permutation();
    double largest = Math.max(size, Arrays.stream(before).map(Math::abs).max().orElseThrow());
    for (int j = 0; j < by.length; j++) {
      assertEquals(before[by[j]], after[j], ORDER * largest, random::toString);
    }
  }

  /** Those without exact moments are left to the quadratures of the contract. */
  @ParameterizedTest
  @MethodSource("unbiasedWithExactMoments")
  void exactMeanIsTheGradient(Estimator estimator) {
    int compared = 0;
    for (RandomProblem random : problems(estimator)) {
      double[] state = adapted(estimator, random.problem());
      if (ExactMoments.cost(estimator, random.problem(), state) <= AFFORDABLE) {
        assertMean(estimator, random, state);
        compared++;
      }
    }
    assertTrue(compared > LEAST_COMPARED, "compared on " + compared);
  }

  private static double[] adapted(Estimator estimator, Problem problem) {
    Session session = estimator.open(problem);
    session.adapt(SiteDraw.random(-1));
    session.adapt(SiteDraw.random(-2));
    return session.state();
  }

  private static void assertMean(Estimator estimator, RandomProblem random, double... state) {
    double[] exact = ExactOracle.compute(random.problem()).gradient().flat();
    Moments moments = ExactMoments.given(estimator, random.problem(), state);
    double[] mean = moments.mean().flat();
    double largest = random.function().largest();
    for (int j = 0; j < exact.length; j++) {
      double square = mean[j] * mean[j] + moments.variance().flat()[j];
      double scale = Math.sqrt(square) + random.noise().density(random.logits()[j]) * largest;
      double tolerance = RELATIVE * Math.abs(exact[j]) + ROUNDING * scale;
      assertEquals(exact[j], mean[j], tolerance, random::toString);
    }
    double loss = ExactOracle.compute(random.problem()).expectedLoss();
    assertEquals(loss, moments.value(), ROUNDING * (1 + largest), random::toString);
  }

  @Test
  void straightThroughIsExactOnMultilinearFunctions() {
    Estimator straight = Estimators.parse("st");
    List<RandomProblem> multilinear =
        RandomProblem.FUNCTIONS.stream().filter(p -> p.kind() == Kind.MULTILINEAR).toList();
    multilinear.forEach(random -> assertMean(straight, random));
    assertTrue(multilinear.size() > LEAST_COMPARED);
  }
}
