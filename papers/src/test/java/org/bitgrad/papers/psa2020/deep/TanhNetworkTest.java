package org.bitgrad.papers.psa2020.deep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.ImageShape;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.engine.FloatNetwork;
import org.junit.jupiter.api.Test;

/** Trained as tanh(a), evaluated by sampling. */
class TanhNetworkTest {
  private static final double SINGLE = 1e-5;

  private static final double[] HIDDEN = {0.5, -1, 0.25, 2, 0.1, -0.3};
  private static final double[] HEAD = {1.5, -0.5, 0.75, 1, 0.2, -0.2};

  private final StochasticBinaryNetwork origin = network(Noise.logistic());
  private final TanhNetwork tanh = new TanhNetwork(origin, network(Noise.logistic(0.5)));
  private final BatchBuffer batch = batch();

  private static StochasticBinaryNetwork network(Noise noise) {
    return StochasticBinaryNetwork.input(2)
        .bernoulli(2, noise)
        .encoding(Encoding.SPINS)
        .head(2, OutputLoss.SOFTMAX)
        .parameters(HIDDEN, HEAD);
  }

  /** One image of two pixels, 1 and 0.2, of class 1. */
  private static BatchBuffer batch() {
    LabelledImages images =
        LabelledImages.of(new ImageShape(1, 1, 2), 2, new byte[] {(byte) 255, 51}, new byte[] {1});
    BatchPlan plan = BatchPlan.of(images, 1);
    BatchBuffer buffer = BatchBuffer.ofFloats(plan);
    new BatchReader(plan).read(0, 0, buffer);
    return buffer;
  }

  @Test
  void theLossInTrainingIsThatOfTanh() {
    double x = Math.tanh(0.5 * 1 - 1 * 0.2 + 0.1);
    double y = Math.tanh(0.25 * 1 + 2 * 0.2 - 0.3);
    double wrong = 1.5 * x - 0.5 * y + 0.2;
    double right = 0.75 * x + 1 * y - 0.2;
    double expected = Math.log1p(Math.exp(wrong - right));
    assertEquals(expected, tanh.estimate(batch, RandomStream.of(1, "unused")), SINGLE);
  }

  @Test
  void itIsEvaluatedBySamplingUnitsOfUnitNoise() {
    FloatNetwork sampled = FloatNetwork.of(origin, "st", 1);
    double[] expected = new double[2];
    double[] found = new double[2];
    for (int s = 0; s < 20; s++) {
      RandomStream stream = RandomStream.of(s, "sample");
      double loss = sampled.predict(batch, stream, expected);
      assertEquals(loss, tanh.predict(batch, stream, found));
    }
    assertArrayEquals(expected, found);
  }

  @Test
  void whatTrainingChangesIsEvaluatedAndPublished() {
    tanh.parameters().get(0).values().copyFrom(RealArray.of(new float[] {-3, -1, 0.25f, 2}));
    FloatNetwork before = FloatNetwork.of(origin, "st", 1);
    RandomStream stream = RandomStream.of(3, "sample");
    tanh.publish();
    assertEquals(-3, origin.group(0)[0]);
    FloatNetwork after = FloatNetwork.of(origin, "st", 1);
    double[] changed = new double[2];
    double[] found = new double[2];
    after.predict(batch, stream, changed);
    tanh.predict(batch, stream, found);
    assertArrayEquals(changed, found);
    assertEquals(0.5, before.parameters().get(0).values().get(0));
  }
}
