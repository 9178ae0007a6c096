package org.bitgrad.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bitgrad.analysis.Progress;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.Examples;
import org.bitgrad.data.Transform;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.network.Batch;
import org.bitgrad.network.DeterministicPass;
import org.bitgrad.network.Dropout;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/** Everything that a {@link Training} was told; changed only while a copy is being made. */
final class TrainingPlan implements Cloneable {
  Optional<StochasticBinaryNetwork> network = Optional.empty();
  Optional<TrainableNetwork> trainable = Optional.empty();
  String method = "";
  Optional<Precision> precision = Optional.empty();
  Optional<Optimiser> optimiser = Optional.empty();
  Schedule schedule = Schedule.constant();
  Optional<Examples> train = Optional.empty();
  Optional<Examples> validation = Optional.empty();
  List<Transform> transforms = List.of();
  List<Transform> augmentation = List.of();
  int threads = Runtime.getRuntime().availableProcessors();
  int batch = 100;
  int epochs = 10;
  long seed = 1;
  int samples = 10;
  int evaluateEvery = 1;
  String reference = "";
  int referenceSamples;
  Progress progress = Progress.NONE;
  Consumer<TrainingResult> listener = result -> {};
  Optional<Path> folder = Optional.empty();

  TrainingPlan copy() {
    try {
      return (TrainingPlan) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  RandomStream stream() {
    return RandomStream.of(seed, "training");
  }

  /** The training part, shuffled and changed anew each epoch. */
  BatchPlan trainingBatches() {
    BatchPlan plan = BatchPlan.of(train.orElseThrow(), batch).shuffled();
    for (Transform change : augmentation) {
      plan = plan.with(change);
    }
    return with(plan).from(stream().child("batches"));
  }

  /** Examples in their order, without augmentation. */
  BatchPlan plainBatches(Examples examples) {
    BatchPlan plan = BatchPlan.of(examples, Math.min(batch, examples.size()));
    return with(plan).from(stream().child("plain batches"));
  }

  private BatchPlan with(BatchPlan plan) {
    BatchPlan longer = plan;
    for (Transform change : transforms) {
      longer = longer.with(change);
    }
    return longer;
  }

  /** Refuses what is missing, and gives the network of the method. */
  TrainableNetwork open() {
    requireGiven();
    int size = train.get().size();
    if (batch > size) {
      throw new IllegalArgumentException(
          "batch must be 1 to " + size + ", the number of examples, but is " + batch);
    }
    TrainableNetwork opened = opened();
    if (batch < opened.leastBatch()) {
      throw new IllegalArgumentException(
          "batch must be at least "
              + opened.leastBatch()
              + " for batch normalisation, which needs two numbers of each channel, but is "
              + batch);
    }
    return opened;
  }

  private void requireGiven() {
    if (train.isEmpty()) {
      throw new IllegalArgumentException("data must be given, but are missing");
    }
    if (optimiser.isEmpty()) {
      throw new IllegalArgumentException(
          "optimiser must be given, for example Optimiser.sgd(0.03).momentum(0.9), but is missing");
    }
  }

  /** Which engine trains the network; empty for a network of one's own. */
  Optional<EngineChoice> engine() {
    return network.map(form -> EngineChoice.of(form, method, precision));
  }

  /** The network of the method; data are looked at, but not the size of batches. */
  TrainableNetwork opened() {
    requireGiven();
    TrainingMemory.require(this);
    if (trainable.isPresent()) {
      return trainable.get();
    }
    if (method.isEmpty()) {
      throw new IllegalArgumentException(
          "method must be given, for example with(\"psa\"), but is missing");
    }
    requireDefined();
    return engine().orElseThrow().open(network.orElseThrow(), method, threads);
  }

  /** Estimators for other problems say so when they are opened; one example is enough. */
  private void requireDefined() {
    BatchPlan one = with(BatchPlan.of(train.orElseThrow(), 1));
    BatchBuffer buffer = BatchBuffer.ofDoubles(one);
    new BatchReader(one).read(0, 0, buffer);
    Batch point = Batch.of(new double[][] {buffer.doubles()}, buffer.targets());
    StochasticBinaryNetwork form = network.orElseThrow();
    if (!form.stochastic()) {
      requireOpen("method", method, () -> DeterministicPass.of(form, point).newGradient());
      return;
    }
    Problem trained = form.drops() ? form.on(point, Dropout.of(form, 1)) : form.on(point);
    requireOpen("method", method, () -> Estimators.parse(method).open(trained));
    if (!reference.isEmpty()) {
      requireOpen("compareWith", reference, () -> Estimators.parse(reference).open(form.on(point)));
    }
  }

  private static void requireOpen(String name, String estimator, Runnable open) {
    try {
      open.run();
    } catch (UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          name + " must be defined on this network, but is " + estimator + ": " + e.getMessage(),
          e);
    }
  }
}
