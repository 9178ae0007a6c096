package org.bitgrad.train.engine;

import static org.bitgrad.train.engine.EngineGradientTest.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Baselines of REINFORCE in float32 learn as those of float64 do, and are part of the state. */
class EngineReinforceTest {
  /** Of a layer's largest entry: differences of losses and baselines lose about a digit. */
  private static final double TOLERANCE = 1e-4;

  private static final String RUNNING = "reinforce(baseline=running-mean)";
  private static final String OPTIMAL = "reinforce(baseline=optimal)";
  private static final RandomStream STREAM = RandomStream.of(11, "engine");

  static Stream<Arguments> cases() {
    return Stream.of(RUNNING, OPTIMAL)
        .flatMap(
            method ->
                Stream.of(EngineCase.small(), List.of(EngineCase.wide()), ConvolutionCases.all())
                    .flatMap(List::stream)
                    .map(each -> Arguments.of(method, each)));
  }

  /** What float64 estimates after some steps on the same numbers. */
  private static MeanSink expected(String method, EngineCase each, int steps) {
    Problem problem = each.problem();
    Session session = Estimators.parse(method).open(problem);
    MeanSink sink = new MeanSink(problem);
    for (int step = 0; step < steps; step++) {
      sink.clear();
      RandomStream stream = STREAM.child(step);
      session.estimate(new EngineCase.SameNumbers(stream), sink);
      session.adapt(new EngineCase.SameNumbers(stream.child("adapt")));
    }
    sink.finish();
    return sink;
  }

  private static double[] estimated(FloatNetwork fast, BatchBuffer batch, int from, int to) {
    for (int step = from; step < to; step++) {
      fast.estimate(batch, STREAM.child(step));
    }
    return EngineGradientTest.all(fast.gradients());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void learnedBaselinesAreThoseOfFloat64(String method, EngineCase each) {
    double[] expected = expected(method, each, 4).gradient().flat();
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
    double[] found = estimated(fast, each.buffer(), 0, 4);
    assertClose(expected, found, TOLERANCE, method);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEstimateWithoutTheBaselineIsNoticed(String method, EngineCase each) {
    double[] expected = expected(method, each, 4).gradient().flat();
    FloatNetwork plain = FloatNetwork.of(each.network(), "reinforce", 1);
    double[] wrong = estimated(plain, each.buffer(), 0, 4);
    assertThrows(
        AssertionError.class, () -> assertClose(expected, wrong, 50 * TOLERANCE, "planted"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aStateGoesOnBitForBitOnAnyNumberOfThreads(String method, EngineCase each) {
    FloatNetwork whole = FloatNetwork.of(each.network(), method, 1);
    estimated(whole, each.buffer(), 0, 3);
    Map<String, RealArray> state = whole.state();
    double[] expected = estimated(whole, each.buffer(), 3, 5);
    FloatNetwork resumed = FloatNetwork.of(each.network(), method, 3);
    resumed.restore(state);
    assertArrayEquals(expected, estimated(resumed, each.buffer(), 3, 5));
    double[] forgetful = estimated(FloatNetwork.of(each.network(), method, 1), each.buffer(), 3, 5);
    assertFalse(Arrays.equals(expected, forgetful));
  }

  @Test
  void aStateHasTheBaselinesAndOtherStatesAreRefused() {
    EngineCase each = EngineCase.wide();
    FloatNetwork running = FloatNetwork.of(each.network(), RUNNING, 1);
    FloatNetwork optimal = FloatNetwork.of(each.network(), OPTIMAL, 1);
    assertTrue(FloatNetwork.of(each.network(), "reinforce", 1).state().isEmpty());
    running.estimate(each.buffer(), STREAM);
    double loss = running.predict(each.buffer(), STREAM.child("adapt"), new double[1000]);
    assertEquals(2, running.state().get("baseline").size());
    assertEquals(loss, running.state().get("baseline").get(0));
    assertEquals(1, running.state().get("baseline").get(1));
    assertEquals(150, optimal.state().get("layer0.baselines").size());
    Map<String, RealArray> spoilt = new HashMap<>(optimal.state());
    spoilt.put("layer1.baselineWeights", RealArray.of(new double[7]));
    refused("130 finite numbers layer1.baselineWeights", () -> optimal.restore(spoilt));
    refused(
        "2 finite numbers baseline",
        () -> running.restore(Map.of("baseline", RealArray.of(1.0, -1))));
    refused("2 finite numbers baseline", () -> running.restore(Map.of()));
    refused("but has", () -> running.restore(optimal.state()));
  }

  private static void refused(String message, Runnable call) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }

  @Test
  void layersAfterTheFirstMustNotBeNormalised() {
    StochasticBinaryNetwork network =
        StochasticBinaryNetwork.input(3)
            .bernoulli(2)
            .bernoulli(2)
            .batchNormalisation()
            .head(2, OutputLoss.SOFTMAX)
            .initialise(7);
    refused(
        "under reinforce must be without normalisation after the first, but there is layer1",
        () -> FloatNetwork.of(network, "reinforce", 1));
  }

  /** One normalised layer of two units on three inputs, in float64, for one batch. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Normalised(BatchBuffer batch, double[] head) {
    private static final int UNITS = 2;

    /** Probabilities {@code [rows x units]}; parameters: weights, biases, factors. */
    double[] probabilities(double[] theta) {
      int rows = batch.rows();
      double[] y = new double[rows * UNITS];
      for (int u = 0; u < UNITS; u++) {
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < rows; r++) {
          double a = 0;
          for (int i = 0; i < 3; i++) {
            a += theta[3 * u + i] * batch.floats()[3 * r + i];
          }
          y[r * UNITS + u] = a;
          sum += a;
          squares += a * a;
        }
        double mean = sum / rows;
        double factor = theta[8 + u] / Math.sqrt(squares / rows - mean * mean + 1e-5);
        for (int r = 0; r < rows; r++) {
          double z = factor * (y[r * UNITS + u] - mean) + theta[6 + u];
          y[r * UNITS + u] = 1 / (1 + Math.exp(-z));
        }
      }
      return y;
    }

    boolean[] draw(double[] p) {
      boolean[] bits = new boolean[p.length];
      for (int i = 0; i < p.length; i++) {
        bits[i] = 0.5 + STREAM.centred(i) < p[i];
      }
      return bits;
    }

    /** Of two outputs. */
    double loss(boolean[] bits, int row) {
      double[] eta = {head[4], head[5]};
      for (int u = 0; u < UNITS; u++) {
        for (int o = 0; o < 2; o++) {
          eta[o] += bits[row * UNITS + u] ? head[2 * o + u] : 0;
        }
      }
      int label = (int) batch.targets()[row];
      return Math.log(1 + Math.exp(eta[1 - label] - eta[label]));
    }

    /** Mean over rows of {@code (f - 0.7) log p(bits)}. */
    double surrogate(double[] theta, boolean[] bits) {
      double[] p = probabilities(theta);
      double sum = 0;
      for (int i = 0; i < p.length; i++) {
        double of = bits[i] ? p[i] : 1 - p[i];
        sum += (loss(bits, i / UNITS) - 0.7) * Math.log(of);
      }
      return sum / batch.rows();
    }
  }

  @Test
  void aNormalisedFirstLayerHasTheScoreOfItsBitsWithStatisticsOfTheBatch() {
    StochasticBinaryNetwork network =
        StochasticBinaryNetwork.input(3)
            .bernoulli(2)
            .batchNormalisation()
            .head(2, OutputLoss.SOFTMAX)
            .initialise(7);
    BatchBuffer batch = new EngineCase("normalised", network, 9).buffer();
    Normalised obvious = new Normalised(batch, network.group(1));
    double[] theta = network.group(0);
    boolean[] bits = obvious.draw(obvious.probabilities(theta));
    double[] expected = new double[theta.length];
    double h = 1e-5;
    for (int i = 0; i < theta.length; i++) {
      double at = theta[i];
      theta[i] = at + h;
      double up = obvious.surrogate(theta, bits);
      theta[i] = at - h;
      expected[i] = (up - obvious.surrogate(theta, bits)) / (2 * h);
      theta[i] = at;
    }
    FloatNetwork fast = FloatNetwork.of(network, "reinforce(baseline=0.7)", 1);
    fast.estimate(batch, STREAM);
    double[] all = EngineGradientTest.all(fast.gradients());
    // Weights, biases and factors are the first three arrays, in the group's order.
    assertClose(expected, Arrays.copyOf(all, theta.length), TOLERANCE, "normalised");
  }
}
