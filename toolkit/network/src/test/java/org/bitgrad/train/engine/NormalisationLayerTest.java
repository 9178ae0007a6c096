package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.NamedArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch normalisation with statistics of the batch in estimates, and running ones at test time. */
class NormalisationLayerTest {
  private static final RandomStream STREAM = RandomStream.of(11, "engine");
  private static final double ROUNDING = 2e-5;

  private static EngineCase net(int rows) {
    StochasticBinaryNetwork network =
        StochasticBinaryNetwork.input(2, 6, 5)
            .convolution(3, 3)
            .padding(1)
            .batchNormalisation()
            .maxPooling(2)
            .convolution(4, 2)
            .batchNormalisation()
            .bernoulli(5)
            .batchNormalisation()
            .encoding(Encoding.SPINS)
            .head(3, OutputLoss.SOFTMAX)
            .initialise(7);
    for (int k = 0; k <= network.layers(); k++) {
      round(network.group(k), 0);
      round(network.statistics(k), 0.1);
      for (int c = 0; c < network.statistics(k).length / 2; c++) {
        network.group(k)[network.group(k).length - 1 - c] = 1.25 - 0.5 * c;
      }
    }
    return new EngineCase("normalised", network, rows);
  }

  private static void round(double[] numbers, double more) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (numbers[i] + more);
    }
  }

  @Test
  void aPredictionHasTheRunningStatisticsAndIsThatOfFloat64() {
    EngineCase each = net(19);
    FloatNetwork fast = FloatNetwork.of(each.network(), "st", 2);
    double[] probabilities = new double[19 * 3];
    double loss = fast.predict(each.buffer(), STREAM, probabilities);
    assertEquals(each.expected("st", STREAM).value(), loss, ROUNDING);
  }

  /** Mean field is smooth, so the gradient is the slope of the loss, statistics and all. */
  @Test
  void theGradientIsTheSlopeOfTheLossWithStatisticsOfTheBatch() {
    EngineCase each = net(19);
    FloatNetwork fast = FloatNetwork.of(each.network(), "mean-field", 2);
    BatchBuffer batch = each.buffer();
    fast.estimate(batch, STREAM);
    List<double[]> gradients = fast.gradients().stream().map(a -> numbers(a.values())).toList();
    double h = 1.0 / 128;
    for (int p = 0; p < gradients.size(); p++) {
      RealArray values = fast.parameters().get(p).values();
      double largest = 0;
      for (double g : gradients.get(p)) {
        largest = Math.max(largest, Math.abs(g));
      }
      assertTrue(largest > 1e-4, fast.parameters().get(p).name());
      for (int i = 0; i < values.size(); i += 3) {
        RealArray before = values.copy();
        double up = moved(fast, values, i, h, batch);
        values.copyFrom(before);
        double down = moved(fast, values, i, -h, batch);
        values.copyFrom(before);
        double slope = (up - down) / (2 * h);
        // Differences of losses in float32, and their third derivative.
        assertEquals(slope, gradients.get(p)[i], 3e-5 + 3e-3 * largest, p + ": " + i);
      }
    }
  }

  private static double moved(
      FloatNetwork fast, RealArray values, int i, double by, BatchBuffer batch) {
    float[] moved = new float[values.size()];
    for (int k = 0; k < moved.length; k++) {
      moved[k] = (float) (values.get(k) + (k == i ? by : 0));
    }
    values.copyFrom(RealArray.of(moved));
    return fast.estimate(batch, STREAM);
  }

  private static double[] numbers(RealArray array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i);
    }
    return numbers;
  }

  @Test
  void anEstimateMovesTheRunningStatisticsByATenth() {
    EngineCase each = net(19);
    StochasticBinaryNetwork network = each.network();
    FloatNetwork fast = FloatNetwork.of(network, "st", 2);
    BatchBuffer batch = each.buffer();
    double[] before = network.statistics(0).clone();
    fast.estimate(batch, STREAM);
    StochasticBinaryNetwork after = network.copy();
    fast.writeTo(after);
    double[] theta = network.group(0);
    int n = 19 * 30;
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double a = preactivation(theta, c, batch.floats(), i / 30, i % 30);
        sum += a;
        squares += a * a;
      }
      double variance = (squares - sum * sum / n) / (n - 1);
      assertEquals(0.9 * before[c] + 0.1 * sum / n, after.statistics(0)[c], 1e-5);
      assertEquals(0.9 * before[3 + c] + 0.1 * variance, after.statistics(0)[3 + c], 1e-4);
    }
  }

  /** The obvious loops of a 3x3 convolution of 2x6x5 numbers with a border of 1, without bias. */
  private static double preactivation(double[] w, int c, float[] x, int row, int place) {
    double sum = 0;
    for (int k = 0; k < 18; k++) {
      int line = place / 5 + k % 9 / 3 - 1;
      int column = place % 5 + k % 3 - 1;
      if (line >= 0 && line < 6 && column >= 0 && column < 5) {
        sum += w[c * 18 + k] * x[row * 60 + k / 9 * 30 + line * 5 + column];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"st", "psa"})
  void bytesDoNotDependOnThreadsAndAStateGoesOnBitForBit(String method) {
    EngineCase each = net(23);
    FloatNetwork one = FloatNetwork.of(each.network(), method, 1);
    FloatNetwork three = FloatNetwork.of(each.network(), method, 3);
    one.estimate(each.buffer(), STREAM.child("before"));
    Map<String, RealArray> state = one.state();
    assertEquals(6, state.size());
    three.restore(state);
    for (int repeat = 0; repeat < 3; repeat++) {
      one.estimate(each.buffer(), STREAM);
      three.estimate(each.buffer(), STREAM);
      for (int p = 0; p < one.gradients().size(); p++) {
        NamedArray expected = one.gradients().get(p);
        assertArrayEquals(
            numbers(expected.values()),
            numbers(three.gradients().get(p).values()),
            expected.name());
      }
    }
    assertArrayEquals(
        numbers(one.state().get("layer1.mean")), numbers(three.state().get("layer1.mean")));
  }

  @Test
  void aStateThatDoesNotFitIsRefusedAndChangesNothing() {
    FloatNetwork fast = FloatNetwork.of(net(3).network(), "st", 1);
    Map<String, RealArray> state = new HashMap<>(fast.state());
    state.put("layer0.mean", RealArray.of(new float[] {7, 7, 7}));
    state.put("layer2.variance", RealArray.of(new float[2]));
    String message =
        assertThrows(IllegalArgumentException.class, () -> fast.restore(state)).getMessage();
    assertTrue(message.contains("5 numbers layer2.variance, but has 2"), message);
    assertTrue(fast.state().get("layer0.mean").get(0) < 7);
  }
}
