package org.bitgrad.nd4j;

import static org.bitgrad.nd4j.LossesWrittenTwice.SQUARE;
import static org.bitgrad.nd4j.LossesWrittenTwice.SQUARED_BY_ND4J;
import static org.bitgrad.nd4j.LossesWrittenTwice.SQUARE_BY_ND4J;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Traits;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loss written in Java and the same loss written with ND4J give the same estimates. */
class Nd4jLossesUnderEstimatorsTest {
  /** Rounding of sums of a few numbers of size 1 to 10. */
  private static final double TOLERANCE = 1e-12;

  static List<Estimator> estimators() {
    return Estimators.all();
  }

  static List<Estimator> estimatorsOfNetworks() {
    return Estimators.all().stream()
        .filter(e -> e.traits().scope() == Traits.Scope.ANY_CHAIN)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void onFunctionsOfBits(Estimator estimator) {
    for (Encoding encoding : Encoding.values()) {
      Problem plain = BernoulliProblem.of(SQUARE, Noise.logistic(), encoding, -1, 0.3, 2, -0.2);
      Problem byNd4j =
          BernoulliProblem.of(SQUARE_BY_ND4J, Noise.logistic(), encoding, -1, 0.3, 2, -0.2);
      if (estimator.traits().scope() == Traits.Scope.BOUND) {
        assertSame(estimator, plain.bound(2), byNd4j.bound(2));
      } else {
        assertSame(estimator, plain, byNd4j);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("estimatorsOfNetworks")
  void onNetworks(Estimator estimator) {
    assertSame(estimator, network(OutputLoss.SQUARED), network(SQUARED_BY_ND4J));
  }

  private static Problem network(OutputLoss loss) {
    double[][] x = {{0.2, -1}, {1.5, 0.4}, {-0.3, 0.8}};
    double[][] targets = {{1, -2}, {0.5, 3}, {0, 0.1}};
    return StochasticBinaryNetwork.input(2)
        .bernoulli(4)
        .bernoulli(3)
        .head(2, loss)
        .initialise(7)
        .on(Batch.of(x, targets));
  }

  private static void assertSame(Estimator estimator, Problem plain, Problem byNd4j) {
    for (int trial = 0; trial < 5; trial++) {
      Draw draw = Draw.of(RandomStream.of(5, "nd4j").child(trial));
      MeanSink expected = estimate(estimator, plain, draw);
      MeanSink actual = estimate(estimator, byNd4j, draw);
      assertArrayEquals(expected.gradient().flat(), actual.gradient().flat(), TOLERANCE);
      assertEquals(expected.value(), actual.value(), TOLERANCE);
    }
  }

  private static MeanSink estimate(Estimator estimator, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    estimator.open(problem).estimate(draw, sink);
    sink.finish();
    return sink;
  }
}
