package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bitgrad.estimator.relaxed.AnalyticPropagation;
import org.bitgrad.estimator.relaxed.LocalReparameterisation;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.DeterministicPass;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.Slopes;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What estimators make of networks with layers of real units. */
class RealLayersEstimatorsTest {
  private static final double ROUNDING = 1e-12;

  private static final Batch POINTS =
      Batch.of(new double[][] {{0.3, -1.1}, {0.8, 0.4}}, new double[] {1, -1});

  private static NetworkBuilder input() {
    return StochasticBinaryNetwork.input(2);
  }

  private static Gradient estimate(Estimator estimator, Problem problem) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    estimator.open(problem).estimate(Draw.of(RandomStream.of(11, "real layers")), sink);
    sink.finish();
    return sink.gradient();
  }

  private static double[] mean(String estimator, Problem problem) {
    return ExactMoments.of(Estimators.parse(estimator), problem).mean().flat();
  }

  private static double[] exact(Problem problem) {
    return ExactOracle.compute(problem).gradient().flat();
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void behindRealLayersOneBernoulliLayerIsWhatItIsAlone(Encoding encoding) {
    Problem problem =
        input()
            .relu(4)
            .tanh(3)
            .bernoulli(3)
            .encoding(encoding)
            .head(1, Slopes.LINEAR)
            .initialise(3)
            .on(POINTS);
    for (String name : new String[] {"st", "psa", "reinforce", "mean-field"}) {
      assertArrayEquals(exact(problem), mean(name, problem), ROUNDING, name);
    }
  }

  /** Three Bernoulli layers with real ones before, between and behind. */
  private static Problem deep(Encoding encoding) {
    return input()
        .hardTanh(3)
        .bernoulli(2)
        .relu(3)
        .bernoulli(2, Noise.gaussian(0.8))
        .tanh(3)
        .bernoulli(2)
        .tanh(2)
        .encoding(encoding)
        .head(1, OutputLoss.LOGISTIC)
        .initialise(5)
        .on(POINTS);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void theScoreIsUnbiasedAndPsaInTheLastLayerAndTheHeadOnly(Encoding encoding) {
    Problem problem = deep(encoding);
    double[] truth = exact(problem);
    assertArrayEquals(truth, mean("reinforce", problem), ROUNDING);
    double[] psa = mean("psa", problem);
    int first = problem.parameters().size(0) + problem.parameters().size(1);
    assertArrayEquals(
        Arrays.copyOfRange(truth, first, truth.length),
        Arrays.copyOfRange(psa, first, psa.length),
        ROUNDING);
    double[] st = mean("st", problem);
    double error = 0;
    double bias = 0;
    for (int i = 0; i < truth.length; i++) {
      error += Math.pow(psa[i] - truth[i], 2);
      bias += Math.pow(st[i] - truth[i], 2);
    }
    double[] errors = {error, bias};
    assertTrue(error > 0 && error < bias, () -> Arrays.toString(errors));
  }

  static Stream<Estimator> estimators() {
    return Estimators.all().stream().filter(e -> e.traits().scope() == Traits.Scope.ANY_CHAIN);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void everyEstimatorRunsOrSaysWhyNot(Estimator estimator) {
    Problem problem = deep(Encoding.SPINS);
    if (estimator instanceof AnalyticPropagation || estimator instanceof LocalReparameterisation) {
      String message =
          assertThrows(UnsupportedOperationException.class, () -> estimator.open(problem))
              .getMessage();
      assertTrue(message.contains("needs means and variances"), message);
      return;
    }
    Gradient gradient = estimate(estimator, problem);
    assertTrue(Arrays.stream(gradient.flat()).allMatch(Double::isFinite));
    assertTrue(Arrays.stream(gradient.flat()).anyMatch(g -> g != 0));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void behindRealLayersThatReadTheDataEveryEstimatorRuns(Estimator estimator) {
    Problem problem =
        input()
            .relu(4)
            .bernoulli(3)
            .bernoulli(2)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(5)
            .on(POINTS);
    Gradient gradient = estimate(estimator, problem);
    assertTrue(Arrays.stream(gradient.flat()).allMatch(Double::isFinite));
    assertTrue(Arrays.stream(gradient.group(0)).anyMatch(g -> g != 0));
  }

  /** Tanh and hard tanh are means of spins, so mean field of such units is back-propagation. */
  @ParameterizedTest
  @ValueSource(strings = {"logistic(0.5)", "uniform"})
  void meanFieldOfBernoulliUnitsIsTheGradientOfTheRealNetwork(String noise) {
    boolean smooth = noise.startsWith("logistic");
    StochasticBinaryNetwork bernoulli =
        input()
            .bernoulli(4, Noise.parse(noise))
            .bernoulli(3, Noise.parse(noise))
            .encoding(Encoding.SPINS)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(9);
    NetworkBuilder builder = input();
    builder = smooth ? builder.tanh(4).tanh(3) : builder.hardTanh(4).hardTanh(3);
    StochasticBinaryNetwork real =
        builder
            .encoding(Encoding.SPINS)
            .head(1, OutputLoss.LOGISTIC)
            .parameters(bernoulli.group(0), bernoulli.group(1), bernoulli.group(2));
    DeterministicPass pass = DeterministicPass.of(real, POINTS);
    Gradient gradient = pass.newGradient();
    pass.forward();
    pass.backward(gradient);
    Gradient meanField = estimate(Estimators.parse("mean-field"), bernoulli.on(POINTS));
    assertArrayEquals(meanField.flat(), gradient.flat(), ROUNDING);
  }
}
