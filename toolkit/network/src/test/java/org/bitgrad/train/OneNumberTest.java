package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.ImageData;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.engine.FloatNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** One number has no variance: what would need it is refused or does without. */
class OneNumberTest {
  private static final LabelledImages DIGITS = ImageData.strokeDigits(1, 31, 5).train();

  private static StochasticBinaryNetwork dense() {
    return StochasticBinaryNetwork.input(784)
        .bernoulli(20)
        .batchNormalisation()
        .head(10, OutputLoss.SOFTMAX)
        .initialise(7);
  }

  /** The first map has one place if the kernel is as large as the image. */
  private static StochasticBinaryNetwork convolution(int kernel) {
    return StochasticBinaryNetwork.input(1, 28, 28)
        .convolution(3, kernel)
        .batchNormalisation()
        .head(10, OutputLoss.SOFTMAX)
        .initialise(7);
  }

  private static Training training(StochasticBinaryNetwork network, int batch) {
    return Training.of(network)
        .with("st")
        .optimiser(Optimiser.sgd(0.1))
        .data(DIGITS)
        .batch(batch)
        .epochs(2);
  }

  @Test
  void batchesOfOneNumberOfAChannelAreRefused() {
    refused("batch must be at least 2", "but is 1", training(dense(), 1)::check);
    refused("batch must be at least 2", "but is 1", training(dense(), 1)::run);
    refused("batch must be", "but is 1", () -> training(dense(), 1).searchRate(0.01, 0.1, 2, 1));
    refused("batch must be at least 2", "but is 1", training(convolution(28), 1)::check);
    FloatNetwork engine = FloatNetwork.of(dense(), "st", 1);
    Training own =
        Training.of(engine).optimiser(Optimiser.sgd(0.1)).data(DIGITS).batch(1).epochs(1);
    refused("batch must be at least 2", "but is 1", own::check);
    training(dense(), 2).check();
    training(convolution(27), 1).check();
    // In float64 statistics are constants of the network.
    training(dense(), 1).precision(Precision.FLOAT64).check();
  }

  private static BatchBuffer rows(int first, int rows) {
    int[] chosen = new int[rows];
    for (int r = 0; r < rows; r++) {
      chosen[r] = first + r;
    }
    BatchPlan plan = BatchPlan.of(DIGITS.at(chosen), rows);
    BatchBuffer buffer = BatchBuffer.ofFloats(plan);
    new BatchReader(plan).read(0, 0, buffer);
    return buffer;
  }

  @Test
  void aRowThatIsLeftOverIsNormalisedByTheRunningStatisticsAndLeavesThem() {
    FloatNetwork engine = FloatNetwork.of(dense(), "st", 1);
    RandomStream stream = RandomStream.of(3, "left over");
    engine.estimate(rows(0, 10), stream);
    Map<String, RealArray> before = engine.state();
    double loss = engine.estimate(rows(10, 1), stream);
    Map<String, RealArray> after = engine.state();
    before.forEach(
        (name, numbers) -> {
          for (int i = 0; i < numbers.size(); i++) {
            assertEquals(numbers.get(i), after.get(name).get(i), name);
          }
        });
    // The same states as without an estimate, which has the running statistics by definition.
    assertEquals(engine.predict(rows(10, 1), stream, new double[10]), loss);
    engine.estimate(rows(0, 2), stream);
    assertNotEquals(before.get("layer0.mean").get(0), engine.state().get("layer0.mean").get(0));
  }

  /** Mean field is smooth, and the statistics are constants of the row. */
  @Test
  void itsGradientIsTheSlopeOfTheLossWithConstantStatistics() {
    StochasticBinaryNetwork network = dense();
    FloatNetwork engine = FloatNetwork.of(network, "mean-field", 1);
    BatchBuffer row = rows(4, 1);
    RandomStream stream = RandomStream.of(3, "slope");
    engine.estimate(row, stream);
    EstimatorNetwork exact = EstimatorNetwork.of(network, "mean-field");
    BatchPlan plan = BatchPlan.of(DIGITS.at(4), 1);
    BatchBuffer doubles = BatchBuffer.ofDoubles(plan);
    new BatchReader(plan).read(0, 0, doubles);
    exact.estimate(doubles, stream);
    double[] expected = flat(exact);
    assertArrayEquals(expected, flat(engine), 2e-5);
    assertTrue(java.util.Arrays.stream(expected).map(Math::abs).max().orElseThrow() > 0.01);
  }

  private static double[] flat(TrainableNetwork network) {
    return network.gradients().stream()
        .map(NamedArray::values)
        .flatMapToDouble(x -> java.util.stream.IntStream.range(0, x.size()).mapToDouble(x::get))
        .toArray();
  }

  /** 31 examples in batches of 10: the last batch of each epoch has one row. */
  @Test
  void trainingWithARowLeftOverLearns() {
    TrainingResult result =
        training(dense(), 10).data(DIGITS, DIGITS).epochs(20).optimiser(Optimiser.adam(0.01)).run();
    double accuracy = result.last().validation().orElseThrow().ensemble().getAsDouble();
    assertTrue(accuracy > 0.8, () -> "accuracy on the training part is " + accuracy);
  }

  @Test
  void initialParametersOfOnePointAreRefusedWhereTheyNeedVariances() {
    Batch one = Batch.of(new double[][] {{1, 2}}, new double[] {0});
    NetworkBuilder.Headed net =
        StochasticBinaryNetwork.input(2).bernoulli(3).head(2, OutputLoss.SOFTMAX);
    refused("points of batch must be at least 2", "is 1", () -> net.initialise(1, one));
    refused("points of batch must be at least 2", "is 1", () -> net.initialiseByPass(1, one));
  }

  private static void refused(String one, String other, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(one) && message.contains(other), message);
  }
}
