package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks whose hidden layers are normalised on a batch that goes through tanh. */
class PassInitialisationTest {
  private static final int POINTS = 6;
  private static final int SIDE = 7;
  private static final double EXACT = 1e-10;

  private static NetworkBuilder.Headed network(Encoding encoding) {
    return StochasticBinaryNetwork.input(2, SIDE, SIDE)
        .convolution(3, 3)
        .convolution(4, 3)
        .stride(2)
        .bernoulli(5)
        .encoding(encoding)
        .head(2, OutputLoss.SOFTMAX);
  }

  /** Inputs that are neither centred nor independent. */
  private static Batch batch(int points) {
    double[][] x = new double[points][2 * SIDE * SIDE];
    for (int n = 0; n < points; n++) {
      for (int i = 0; i < x[n].length; i++) {
        x[n][i] = 0.2 * n + RandomStream.of(3, "x").child(n).uniform(i);
      }
    }
    return Batch.of(x, new double[points]);
  }

  /** Straight from the definition: an affine map of one point, here of a convolution. */
  private static double[] convolve(double[] theta, double[] x, int[] shape) {
    int in = shape[0];
    int side = shape[1];
    int channels = shape[2];
    int stride = shape[3];
    int out = (side - 3) / stride + 1;
    double[] a = new double[channels * out * out];
    for (int c = 0; c < channels; c++) {
      for (int at = 0; at < out * out; at++) {
        double sum = theta[channels * in * 9 + c];
        for (int w = 0; w < in * 9; w++) {
          int row = at / out * stride + w % 9 / 3;
          int column = at % out * stride + w % 3;
          sum += theta[c * in * 9 + w] * x[(w / 9 * side + row) * side + column];
        }
        a[c * out * out + at] = sum;
      }
    }
    return a;
  }

  private static double[] tanh(double[] a) {
    return Arrays.stream(a).map(Math::tanh).toArray();
  }

  /** Mean and unbiased variance of channel c over points and places. */
  private static void assertNormalised(double[][] a, int c, int channels) {
    int places = a[0].length / channels;
    double[] values =
        Arrays.stream(a)
            .flatMapToDouble(x -> Arrays.stream(x, c * places, (c + 1) * places))
            .toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    assertEquals(0, mean, EXACT);
    assertEquals(1, squares / (values.length - 1), EXACT);
  }

  @Test
  void everyChannelIsNormalOnTheBatchGoneThroughTanh() {
    Batch batch = batch(POINTS);
    StochasticBinaryNetwork net = network(Encoding.SPINS).initialiseByPass(5, batch);
    double[] columns = batch.inputColumns();
    double[][] first = new double[POINTS][];
    double[][] second = new double[POINTS][];
    for (int n = 0; n < POINTS; n++) {
      double[] x = new double[2 * SIDE * SIDE];
      for (int i = 0; i < x.length; i++) {
        x[i] = columns[i * POINTS + n];
      }
      first[n] = convolve(net.group(0), x, new int[] {2, SIDE, 3, 1});
      second[n] = convolve(net.group(1), tanh(first[n]), new int[] {3, SIDE - 2, 4, 2});
    }
    for (int c = 0; c < 3; c++) {
      assertNormalised(first, c, 3);
    }
    for (int c = 0; c < 4; c++) {
      assertNormalised(second, c, 4);
    }
    double[][] third = new double[POINTS][5];
    double[] dense = net.group(2);
    for (int n = 0; n < POINTS; n++) {
      double[] x = tanh(second[n]);
      for (int j = 0; j < 5; j++) {
        third[n][j] = dense[5 * x.length + j];
        for (int i = 0; i < x.length; i++) {
          third[n][j] += dense[j * x.length + i] * x[i];
        }
      }
    }
    for (int j = 0; j < 5; j++) {
      assertNormalised(third, j, 5);
    }
  }

  @Test
  void theHeadStaysWithinTheInverseRootOfItsInputs() {
    double[] head = network(Encoding.SPINS).initialiseByPass(5, batch(POINTS)).group(3);
    double largest = Arrays.stream(head).map(Math::abs).max().orElseThrow();
    assertTrue(largest <= 1 / Math.sqrt(5) && largest > 0.5 / Math.sqrt(5), "" + largest);
  }

  @Test
  void aNetworkOfBitsIsTheSameFunction() {
    StochasticBinaryNetwork spins = network(Encoding.SPINS).initialiseByPass(5, batch(POINTS));
    StochasticBinaryNetwork bits = network(Encoding.BITS).initialiseByPass(5, batch(POINTS));
    assertEquals(Encoding.BITS, bits.encoding());
    for (int k = 0; k < 4; k++) {
      assertArrayEquals(spins.group(k), bits.as(Encoding.SPINS).group(k), EXACT);
    }
  }

  @Test
  void aChannelThatDoesNotVaryIsOnlyShifted() {
    Batch black = Batch.of(new double[3][2 * SIDE * SIDE], new double[3]);
    double[] theta = network(Encoding.SPINS).initialiseByPass(5, black).group(0);
    for (int i = 0; i < 3 * 2 * 9; i++) {
      assertTrue(Math.abs(theta[i]) <= 1 / Math.sqrt(2 * 9), "weight " + theta[i]);
    }
    assertArrayEquals(new double[3], Arrays.copyOfRange(theta, 3 * 2 * 9, theta.length), EXACT);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void oneSeedGivesOneNetwork(Encoding encoding) {
    StochasticBinaryNetwork one = network(encoding).initialiseByPass(5, batch(POINTS));
    StochasticBinaryNetwork same = network(encoding).initialiseByPass(5, batch(POINTS));
    StochasticBinaryNetwork other = network(encoding).initialiseByPass(6, batch(POINTS));
    assertArrayEquals(one.group(2), same.group(2));
    assertTrue(Math.abs(one.group(2)[0] - other.group(2)[0]) > EXACT);
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatCannotBeNormalisedIsRefused() {
    NetworkBuilder.Headed net = network(Encoding.SPINS);
    refused("batch", () -> net.initialiseByPass(5, null));
    refused("points of batch", () -> net.initialiseByPass(5, batch(1)));
    Batch narrow = Batch.of(new double[2][3], new double[2]);
    refused("98 inputs, but has 3", () -> net.initialiseByPass(5, narrow));
    NetworkBuilder.Headed normalised =
        StochasticBinaryNetwork.input(3)
            .bernoulli(2)
            .batchNormalisation()
            .head(1, OutputLoss.LOGISTIC);
    refused("batch normalisation", () -> normalised.initialiseByPass(5, narrow));
  }
}
