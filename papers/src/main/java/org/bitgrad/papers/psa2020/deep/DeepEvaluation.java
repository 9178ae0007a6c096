package org.bitgrad.papers.psa2020.deep;

import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.EstimatorNetwork;
import org.bitgrad.train.Evaluation;
import org.bitgrad.train.TrainableNetwork;
import org.bitgrad.train.TrainingResult;
import org.bitgrad.train.UnitStatistics;

/** What is measured of a network after an epoch, on images that are not augmented. */
final class DeepEvaluation {
  private final EstimatorNetwork network;
  private final LabelledImages looked;
  private final BatchPlan batches;
  private final BatchPlan units;
  private final RandomStream stream;

  DeepEvaluation(
      StochasticBinaryNetwork network,
      LabelledImages looked,
      LabelledImages validation,
      long seed) {
    this.network = EstimatorNetwork.of(network, "st");
    this.looked = looked;
    batches = BatchPlan.of(looked, DeepTraining.BATCH);
    units = BatchPlan.of(validation.first(DeepTraining.BATCH), DeepTraining.BATCH);
    stream = RandomStream.of(seed, "psa-2020", "deep", "evaluation");
  }

  DeepRun.Epoch of(TrainingResult result) {
    Evaluation found = result.last().validation().orElseThrow();
    return new DeepRun.Epoch(
        result.last().trainingLoss(),
        ownLoss(result.network()),
        result.evaluate(looked, DeepTraining.SAMPLES).loss(),
        found.loss(),
        found.oneSample().orElseThrow(),
        found.ensemble().orElseThrow(),
        entropy(result.network()));
  }

  /** What the method takes for the loss, on the images that the sampled one is measured on. */
  private double ownLoss(TrainableNetwork trained) {
    boolean single = trained.parameters().get(0).values().bytes() == Float.BYTES;
    BatchBuffer buffer = single ? BatchBuffer.ofFloats(batches) : BatchBuffer.ofDoubles(batches);
    BatchReader reader = new BatchReader(batches);
    double sum = 0;
    for (int b = 0; b < batches.batches(); b++) {
      reader.read(0, b, buffer);
      sum += buffer.rows() * trained.estimate(buffer, stream.child("own loss").child(b));
    }
    return sum / looked.size();
  }

  /** Mean over layers of the entropy of the units, on a batch of validation images. */
  private double entropy(TrainableNetwork trained) {
    trained.publish();
    BatchBuffer buffer = BatchBuffer.ofDoubles(units);
    new BatchReader(units).read(0, 0, buffer);
    return network.units(buffer, stream.child("units")).stream()
        .mapToDouble(UnitStatistics::entropy)
        .average()
        .orElseThrow();
  }
}
