package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every registered estimator at the ends of what its arguments and problems may be. */
class EstimatorExtremesTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** The ends of the numbers that a stream gives. */
  private static final double LEAST = 0x1p-54;

  private static final double MOST = 1 - 0x1p-53;

  /** A unit with a pre-activation of this size is certain in double precision. */
  private static final double CERTAIN = 1000;

  /** The same under noises other than the logistic one. */
  private static final double CERTAIN_FOR_SHORT_TAILS = 36;

  private static final int[] FIRST_ARGUMENTS = {
    Integer.MIN_VALUE, -1, 0, 1, 2, 3, 1000, 1 << 24, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
  };

  private static final BitLoss WAVY =
      BitLoss.of(
          "wavy",
          (bits, out) -> {
            for (int r = 0; r < bits.rows(); r++) {
              out[r] = Math.sin(1 + bits.sum(r));
            }
          },
          (bits, out) -> {
            for (int i = 0; i < bits.units() * bits.rows(); i++) {
              out[i] = Math.cos(1 + bits.sum(i % bits.rows()));
            }
          });

  private static final List<double[]> LOGITS =
      List.of(
          new double[] {1000, -1000, 0.3},
          new double[] {INFINITE, -INFINITE, -0.2},
          new double[] {-1000, 1000},
          new double[] {INFINITE, INFINITE},
          new double[] {0.4},
          new double[] {1000},
          new double[] {-INFINITE},
          new double[] {-690, 36.7},
          new double[] {-745, 0},
          new double[] {0, 0, 0});

  private static final List<Draw> DRAWS =
      List.of(
          SiteDraw.random(1),
          SiteDraw.random(2),
          SiteDraw.of((site, unit, row, rows) -> LEAST),
          SiteDraw.of((site, unit, row, rows) -> MOST),
          SiteDraw.of((site, unit, row, rows) -> (unit + row) % 2 == 0 ? LEAST : MOST),
          SiteDraw.of((site, unit, row, rows) -> 0.5));

  private static Problem problem(Estimator estimator, Problem problem) {
    return estimator.traits().scope() == Traits.Scope.BOUND ? problem.bound(2) : problem;
  }

  private static MeanSink estimate(Estimator estimator, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    Session session = estimator.open(problem);
    session.adapt(SiteDraw.random(3));
    session.estimate(draw, sink);
    sink.finish();
    return sink;
  }

  /** Draws several different states, and so needs them. */
  private static final String NEEDS_STATES = "unordered-set(2)";

  private static boolean allAtLeast(double size, double... logits) {
    return Arrays.stream(logits).allMatch(a -> Math.abs(a) >= size);
  }

  static Stream<Arguments> extremes() {
    List<Arguments> rows = new ArrayList<>();
    for (Estimator estimator : new ListedEstimatorsContractTest().estimators()) {
      for (double[] logits : LOGITS) {
        if (!allAtLeast(CERTAIN_FOR_SHORT_TAILS, logits)
            || !estimator.name().equals(NEEDS_STATES)) {
          rows.add(Arguments.of(estimator.name(), estimator, logits));
        }
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} at {2}")
  @MethodSource("extremes")
  void allIsFiniteAndCertainBitsHaveNoDerivative(
      String name, Estimator estimator, double[] logits) {
    for (String noise : List.of("logistic", "uniform", "triangular", "gaussian")) {
      for (Encoding encoding : Encoding.values()) {
        Problem problem =
            problem(estimator, BernoulliProblem.of(WAVY, Noise.parse(noise), encoding, logits));
        for (Draw draw : DRAWS) {
          assertExtreme(estimator, logits, estimate(estimator, problem, draw), noise);
        }
      }
    }
  }

  private static void assertExtreme(
      Estimator estimator, double[] logits, MeanSink sink, String noise) {
    double[] g = sink.gradient().flat();
    boolean vanishes = estimator.traits().target() == Traits.Target.PREACTIVATION;
    String what = noise + " " + Arrays.toString(g);
    assertTrue(Double.isFinite(sink.value()), what);
    for (int j = 0; j < logits.length; j++) {
      assertTrue(Double.isFinite(g[j]), what);
      assertTrue(!vanishes || Math.abs(logits[j]) < CERTAIN || g[j] == 0, what);
    }
  }

  static Stream<double[]> certainLogits() {
    return LOGITS.stream().filter(logits -> allAtLeast(CERTAIN, logits));
  }

  @ParameterizedTest
  @MethodSource("certainLogits")
  void setsOfMoreStatesThanThereAreAreRefused(double... logits) {
    Estimator estimator = Estimators.parse(NEEDS_STATES);
    Problem problem = BernoulliProblem.of(WAVY, Noise.logistic(), Encoding.BITS, logits);
    String message =
        assertThrows(
                UnsupportedOperationException.class,
                () -> estimate(estimator, problem, SiteDraw.random(1)))
            .getMessage();
    assertTrue(message.contains(NEEDS_STATES + " needs"), message);
    assertTrue(message.contains("point 0 has only 1"), message);
  }

  static Stream<Arguments> numbers() {
    List<Arguments> rows = new ArrayList<>();
    for (String name : Estimators.names()) {
      for (int n : FIRST_ARGUMENTS) {
        rows.add(Arguments.of(name, n));
      }
    }
    return rows.stream();
  }

  /** What the first argument is, is a matter of the name: n, a temperature, a word, nothing. */
  @ParameterizedTest
  @MethodSource("numbers")
  void everyNumberAsFirstArgumentIsUsedOrRefused(String name, int n) {
    Problem problem = BernoulliProblem.of(WAVY, Noise.logistic(), Encoding.BITS, 0.3, -1, 2);
    String refusal = refusal(name + "(" + n + ")", problem);
    boolean named = refusal.contains(name);
    boolean valued = refusal.contains(Integer.toString(n)) || refusal.contains("" + (double) n);
    boolean allowed = refusal.contains("must be") || refusal.contains("allowed");
    assertTrue(refusal.isEmpty() || (named && valued && allowed), refusal);
  }

  /** The refusal of a name; empty if it gives a finite estimate. */
  private static String refusal(String text, Problem problem) {
    try {
      Estimator estimator = Estimators.parse(text);
      MeanSink sink = estimate(estimator, problem(estimator, problem), SiteDraw.random(1));
      assertTrue(Arrays.stream(sink.gradient().flat()).allMatch(Double::isFinite), text);
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reinforce(2147483646)",
        "loorf(2147483646)",
        "arm(2147483646)",
        "disarm(2147483646)",
        "arms(2147483646)",
        "arms-gaussian(2147483646)",
        "arms-rotation(2147483646)",
        "double-cv(2147483646)",
        "rodeo(2147483646)",
        "rebar(0.5,n=2147483646)",
        "relax(0.5,n=2147483646)"
      })
  void samplesThatDoNotFitAreRefused(String text) {
    Problem problem = BernoulliProblem.of(WAVY, Noise.logistic(), Encoding.BITS, 0.3, -1, 2);
    String refusal = refusal(text, problem);
    assertTrue(refusal.contains("n of " + text), refusal);
    assertTrue(refusal.contains("must be at most 5592405 with 1 points"), refusal);
  }
}
