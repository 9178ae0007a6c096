package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.Set;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.Examples;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;

/** What checkpoints need of a network in float32 is handed on. */
class EngineNetworkTest {
  private static StochasticBinaryNetwork net() {
    return StochasticBinaryNetwork.input(1, 4, 4)
        .convolution(2, 3)
        .batchNormalisation()
        .head(2, OutputLoss.SOFTMAX)
        .initialise(3);
  }

  private static BatchBuffer batch() {
    Examples examples =
        new Examples() {
          @Override
          public int size() {
            return 5;
          }

          @Override
          public int features() {
            return 16;
          }

          @Override
          public double target(int example) {
            return example % 2;
          }

          @Override
          public void numbers(int example, double[] out) {
            RandomStream.of(1, "pixels").uniforms(16L * example, out, 0, 16);
          }
        };
    BatchPlan plan = BatchPlan.of(examples, 5);
    BatchBuffer buffer = BatchBuffer.ofFloats(plan);
    new BatchReader(plan).read(0, 0, buffer);
    return buffer;
  }

  @Test
  void runningStatisticsAreAStateAndGoBackToTheNetwork() {
    StochasticBinaryNetwork origin = net();
    EngineNetwork engine = new EngineNetwork(origin, "st", 1);
    Map<String, RealArray> before = engine.state();
    assertEquals(Set.of("layer0.mean", "layer0.variance"), before.keySet());
    engine.estimate(batch(), RandomStream.of(2, "step"));
    double moved = engine.state().get("layer0.mean").get(0);
    assertNotEquals(before.get("layer0.mean").get(0), moved);
    engine.publish();
    assertEquals(moved, origin.statistics(0)[0]);
    engine.restore(before);
    assertEquals(before.get("layer0.mean").get(0), engine.state().get("layer0.mean").get(0));
  }
}
