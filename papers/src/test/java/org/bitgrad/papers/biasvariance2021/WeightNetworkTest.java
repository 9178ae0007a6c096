package org.bitgrad.papers.biasvariance2021;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;

class WeightNetworkTest {
  private static final RandomStream STREAM = RandomStream.of(5, "network");
  private static final int ROWS = 9;
  private static final int[] WIDTHS = {6, 5, 4, 3};
  private static final double STEP = 1e-6;

  private final WeightNetwork network = new WeightNetwork(ROWS, WIDTHS);
  private final double[] w = uniform("weights", network.size());
  private final double[][] x = new double[ROWS][];
  private final int[] labels = new int[ROWS];

  WeightNetworkTest() {
    for (int r = 0; r < ROWS; r++) {
      x[r] = uniform("input" + r, WIDTHS[0]);
      // Some inputs are 0, as pixels are.
      x[r][r % WIDTHS[0]] = 0;
      labels[r] = r % 3;
    }
  }

  private static double[] uniform(String name, int size) {
    double[] numbers = new double[size];
    STREAM.child(name).uniforms(0, numbers, 0, size);
    return Arrays.stream(numbers).map(u -> 2 * u - 1).toArray();
  }

  private double loss(double[] weights) {
    network.weights(weights);
    return network.gradient(x, labels, new double[w.length]);
  }

  /** The network written out number by number. */
  private double slowLoss() {
    double[][] a = x;
    int from = 0;
    for (int k = 0; k < WIDTHS.length - 1; k++) {
      int out = WIDTHS[k + 1];
      double[][] next = new double[ROWS][out];
      for (int j = 0; j < out; j++) {
        double mean = 0;
        double squares = 0;
        for (int r = 0; r < ROWS; r++) {
          for (int i = 0; i < WIDTHS[k]; i++) {
            next[r][j] += a[r][i] * w[from + i * out + j];
          }
          mean += next[r][j] / ROWS;
          squares += next[r][j] * next[r][j] / ROWS;
        }
        for (int r = 0; r < ROWS; r++) {
          next[r][j] = (next[r][j] - mean) / Math.sqrt(squares - mean * mean + 1e-4);
          next[r][j] = k == WIDTHS.length - 2 ? next[r][j] : Math.max(0, next[r][j]);
        }
      }
      from += WIDTHS[k] * out;
      a = next;
    }
    double loss = 0;
    for (int r = 0; r < ROWS; r++) {
      double sum = Arrays.stream(a[r]).map(Math::exp).sum();
      loss += (Math.log(sum) - a[r][labels[r]]) / ROWS;
    }
    return loss;
  }

  @Test
  void theLossIsThatOfTheNetworkWrittenOut() {
    assertEquals(slowLoss(), loss(w), 1e-12);
  }

  @Test
  void theGradientIsTheFiniteDifference() {
    double[] gradient = new double[w.length];
    network.weights(w);
    network.gradient(x, labels, gradient);
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    assertTrue(largest > 0.01, "gradient of size " + largest);
    for (int i = 0; i < w.length; i++) {
      double[] moved = w.clone();
      moved[i] += STEP;
      double above = loss(moved);
      moved[i] -= 2 * STEP;
      double below = loss(moved);
      // Rounding over the step, and the third derivative times its square.
      assertEquals((above - below) / (2 * STEP), gradient[i], 1e-8, "weight " + i);
    }
  }

  /** A constant added to all inputs: what the usual standardisation of pixels would add. */
  @Test
  void aShiftOfTheInputsChangesNothing() {
    double before = loss(w);
    for (double[] row : x) {
      for (int i = 0; i < row.length; i++) {
        row[i] += 0.3;
      }
    }
    assertEquals(before, loss(w), 1e-12);
  }

  @Test
  void predictionsUseTheStatisticsOfTheBlocksShown() {
    double[] gradient = new double[w.length];
    network.weights(w);
    for (int i = 0; i < 200; i++) {
      network.gradient(x, labels, gradient);
      for (int k = 0; k < w.length; k++) {
        w[k] -= 0.5 * gradient[k];
      }
      network.weights(w);
    }
    assertTrue(loss(w) < 0.3, "loss " + loss(w));
    network.calibrate(x, 0);
    network.calibrate(x, 1);
    assertEquals(ROWS, network.correct(x, labels, ROWS));
    assertEquals(4, network.correct(x, labels, 4));
  }
}
