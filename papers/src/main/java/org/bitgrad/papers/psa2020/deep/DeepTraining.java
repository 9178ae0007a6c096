package org.bitgrad.papers.psa2020.deep;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.ImageData;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.data.Split;
import org.bitgrad.data.Transform;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.train.DivergedException;
import org.bitgrad.train.LearningRateSearch;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.Training;

/**
 * Trains as the released code does: hidden layers normalised on an augmented batch that goes
 * through tanh; SGD with Nesterov momentum 0.9, batches of 64, entries of the gradient clipped at
 * 1000, a constant learning rate that is looked for separately for each method from the same
 * initial point, one sampled path per image; evaluation by sampling, whatever the method. On one
 * thread.
 */
final class DeepTraining {
  static final int BATCH = 64;
  static final int SAMPLES = 10;
  private static final int CLASSES = 10;
  private static final double LOWEST_RATE = 1e-6;

  private final long seed;
  private final DeepTask task;
  private final DeepPlan plan;
  private final LabelledImages train;
  private final LabelledImages validation;

  DeepTraining(ExperimentContext context, DeepTask task, DeepPlan plan) {
    this.seed = context.seed();
    this.task = task;
    this.plan = plan;
    ImageData data = task.load(context.scale());
    DeepPlan.Images images = plan.images();
    LabelledImages used = data.train().first(images.train() + images.validation());
    RandomStream stream = RandomStream.of(seed, "psa-2020", "deep", task.text());
    Split split = Split.stratified(used, images.validation(), stream);
    train = used.at(split.kept());
    validation = used.at(split.held());
  }

  /** The rate is looked for from the first seed's initial point and serves all seeds. */
  List<DeepRun> run(DeepMethod method) {
    List<LearningRateSearch.Trial> trials = search(method);
    boolean found = trials.stream().anyMatch(trial -> Double.isFinite(trial.score()));
    double rate = found ? LearningRateSearch.best(trials).rate() : 0;
    List<DeepRun> runs = new ArrayList<>();
    for (int number = 1; number <= plan.seeds(); number++) {
      List<DeepRun.Epoch> epochs = found ? train(method, rate, number) : List.of();
      runs.add(new DeepRun(task, method, number, rate, plan.epochs(), epochs));
    }
    return runs;
  }

  List<LearningRateSearch.Trial> search(DeepMethod method) {
    return training(method, network(1), optimiser(LOWEST_RATE), 1)
        .searchRate(LOWEST_RATE, 1, plan.search().trials(), plan.search().epochs());
  }

  /** The epochs that it had. */
  List<DeepRun.Epoch> train(DeepMethod method, double rate, int number) {
    StochasticBinaryNetwork network = network(number);
    DeepEvaluation evaluation =
        new DeepEvaluation(network, train.first(plan.images().looked()), validation, seed + number);
    List<DeepRun.Epoch> epochs = new ArrayList<>();
    try {
      training(method, network, optimiser(rate), number)
          .onEpoch(result -> epochs.add(evaluation.of(result)))
          .run();
    } catch (DivergedException e) {
      // The epochs before it are kept; that there are fewer than planned says the rest.
    }
    return epochs;
  }

  private static Optimiser optimiser(double rate) {
    return Optimiser.sgd(rate).momentum(0.9).nesterov().clipEntries(1000);
  }

  private Training training(
      DeepMethod method, StochasticBinaryNetwork network, Optimiser optimiser, int number) {
    Training training =
        method == DeepMethod.TANH
            ? Training.of(new TanhNetwork(network, with(network, Noise.logistic(0.5))))
            : Training.of(network).with(method.estimator());
    return training
        .optimiser(optimiser)
        .data(train, validation)
        .augmentation(task.augmentation(train.shape()).toArray(Transform[]::new))
        .batch(BATCH)
        .epochs(plan.epochs())
        .evaluation(SAMPLES, 1)
        .threads(1)
        .seed(seed + number);
  }

  private NetworkBuilder.Headed shape(Noise noise) {
    NetworkBuilder builder =
        StochasticBinaryNetwork.input(
                train.shape().channels(), train.shape().rows(), train.shape().columns())
            .encoding(Encoding.SPINS);
    for (DeepPlan.Layer layer : plan.layers()) {
      builder.convolution(layer.channels(), layer.kernel(), noise).stride(layer.stride());
    }
    return builder.head(CLASSES, OutputLoss.SOFTMAX);
  }

  StochasticBinaryNetwork network(int number) {
    return shape(Noise.logistic()).initialiseByPass(seed + number, augmented(number));
  }

  private StochasticBinaryNetwork with(StochasticBinaryNetwork network, Noise noise) {
    double[][] groups = new double[network.layers() + 1][];
    for (int k = 0; k < groups.length; k++) {
      groups[k] = network.group(k);
    }
    return shape(noise).parameters(groups);
  }

  /** A first batch as training sees it. */
  private Batch augmented(int number) {
    BatchPlan batches = BatchPlan.of(train, BATCH).shuffled();
    for (Transform change : task.augmentation(train.shape())) {
      batches = batches.with(change);
    }
    batches = batches.from(RandomStream.of(seed + number, "psa-2020", "deep", "initialise"));
    BatchBuffer buffer = BatchBuffer.ofDoubles(batches);
    new BatchReader(batches).read(0, 0, buffer);
    double[][] x = new double[BATCH][train.features()];
    for (int n = 0; n < BATCH; n++) {
      System.arraycopy(buffer.doubles(), n * x[n].length, x[n], 0, x[n].length);
    }
    return Batch.of(x, buffer.targets());
  }
}
