package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;

/** That every estimator sees the new numbers is tested beside the training loop. */
class ReusedBatchTest {
  private static final double[] X = {0.1, 0.2, 0.3, -0.4};
  private static final double[] T = {1, -1};

  @Test
  void openPassesSeeTheNewPoints() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2).bernoulli(3).head(1, OutputLoss.LOGISTIC).initialise(7);
    ReusedBatch reused = ReusedBatch.of(2, X, T);
    Problem problem = net.on(reused.batch());
    Problem part = problem.at(1, 0, 1);
    SampledPath path = new SampledPath(part.chain(), 6);
    NetworkLossPass loss = ((NetworkLoss) part.loss()).open(6);
    for (double shift : new double[] {0, 0.5, -2}) {
      double[] x = {0.1 + shift, 0.2, 0.3, -0.4 - shift};
      double[] t = {shift < 0 ? -1 : 1, 1};
      reused.replace(x, t);
      Batch batch =
          Batch.of(new double[][] {{x[2], x[3]}, {x[0], x[1]}}, new double[] {t[1], t[0]});
      Problem fresh = net.on(batch).at(0, 1, 0);
      SampledPath expected = new SampledPath(fresh.chain(), 6);
      Draw draw = Draw.of(RandomStream.of(1, "reused"));
      path.sample(draw);
      expected.sample(draw);
      assertArrayEquals(expected.probabilities(0), path.probabilities(0));
      assertArrayEquals(expected.preactivations(0), path.preactivations(0));
      NetworkLossPass expectedLoss = ((NetworkLoss) fresh.loss()).open(6);
      loss.at(path.last());
      expectedLoss.at(expected.last());
      assertArrayEquals(expectedLoss.values(), loss.values());
      assertArrayEquals(expectedLoss.outputs().eta(), loss.outputs().eta());
    }
  }

  @Test
  void badNumbersAreRefusedAndNothingIsChanged() {
    ReusedBatch reused = ReusedBatch.of(2, X, T);
    refused("at least 4 numbers", () -> reused.replace(new double[3], T));
    refused("at least 2 numbers", () -> reused.replace(X, new double[1]));
    refused("finite", () -> reused.replace(new double[] {1, 2, 3, Double.NaN}, T));
    refused("finite", () -> reused.replace(X, new double[] {1, Double.POSITIVE_INFINITY}));
    refused("x", () -> reused.replace(null, T));
    assertArrayEquals(new double[] {0.3, -0.4}, reused.batch().x()[1]);
    refused("points must be", () -> ReusedBatch.of(0, X, T));
    refused("multiple of 3", () -> ReusedBatch.of(3, X, T));
    refused("multiple of 2", () -> ReusedBatch.of(2, new double[0], T));
    assertEquals(2, reused.batch().inputs());
  }

  private static void refused(String words, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(words), message);
  }
}
