package org.bitgrad.train;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bitgrad.analysis.Progress;
import org.bitgrad.data.Examples;
import org.bitgrad.data.Transform;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.random.Shown;

/**
 * Trains a network by a gradient estimator and an optimiser; immutable, setters give a changed
 * copy.
 *
 * <p>All random numbers come from streams named by (seed, "training", what, epoch, step): the same
 * settings give the same bytes, and a run that was stopped, by whatever, goes on from its last
 * checkpoint bit for bit.
 *
 * <p>A loss or a gradient that is not finite ends the run with a {@link DivergedException} that
 * says where. The loss is looked at in every step; gradients, if the method does not do so itself,
 * in every 16th and in the last of an epoch: a parameter that they spoil shows in the loss of the
 * step after.
 *
 * <pre>{@code
 * TrainingResult result =
 *     Training.of(net).with("psa").optimiser(Optimiser.sgd(0.03).momentum(0.9))
 *         .data(train, validation).batch(100).epochs(20).seed(7).run();
 * double accuracy = result.last().validation().orElseThrow().ensemble().getAsDouble();
 * }</pre>
 */
public final class Training {
  private final TrainingPlan plan;

  private Training(TrainingPlan plan) {
    this.plan = plan;
  }

  private Training with(Consumer<TrainingPlan> change) {
    TrainingPlan copy = plan.copy();
    change.accept(copy);
    return new Training(copy);
  }

  /**
   * Trains a network in place: afterwards its parameters hold the result.
   *
   * @param network with the parameters to begin with
   * @return a training that lacks method, optimiser and data
   */
  public static Training of(StochasticBinaryNetwork network) {
    TrainingPlan plan = new TrainingPlan();
    plan.network = Optional.of(Objects.requireNonNull(network, "network"));
    return new Training(plan);
  }

  /**
   * Trains something else that has parameters and gradients.
   *
   * @param network with the parameters to begin with
   * @return a training that lacks optimiser and data
   */
  public static Training of(TrainableNetwork network) {
    TrainingPlan plan = new TrainingPlan();
    plan.trainable = Optional.of(Objects.requireNonNull(network, "network"));
    plan.method = network.getClass().getSimpleName();
    return new Training(plan);
  }

  /**
   * Sets the gradient estimator.
   *
   * @param method as {@link Estimators} lists it, for example {@code psa} or {@code concrete(0.1)}
   * @return a changed copy
   * @throws IllegalArgumentException if the name is refused, or the network brings its own method
   */
  public Training with(String method) {
    if (plan.trainable.isPresent()) {
      throw new IllegalArgumentException(
          "method must not be given for a network that brings its own, but is "
              + Shown.text(method));
    }
    Estimators.parse(method);
    return with(p -> p.method = method);
  }

  /**
   * Sets the precision; by default float32 where there is an engine for method and network,
   * otherwise float64.
   *
   * @param precision of parameters and gradients
   * @return a changed copy
   */
  public Training precision(Precision precision) {
    return with(p -> p.precision = Optional.of(precision));
  }

  /**
   * Sets the optimiser, with clipping and weight decay.
   *
   * @param optimiser for example {@code Optimiser.sgd(0.03).momentum(0.9)}
   * @return a changed copy
   */
  public Training optimiser(Optimiser optimiser) {
    return with(p -> p.optimiser = Optional.of(optimiser));
  }

  /**
   * Sets the factor of the learning rate, constant by default.
   *
   * @param schedule asked once an epoch, from 0
   * @return a changed copy
   */
  public Training schedule(Schedule schedule) {
    return with(p -> p.schedule = Objects.requireNonNull(schedule, "schedule"));
  }

  /**
   * Sets the examples, without a part for validation.
   *
   * @param train training part
   * @return a changed copy
   */
  public Training data(Examples train) {
    return with(
        p -> {
          p.train = Optional.of(train);
          p.validation = Optional.empty();
        });
  }

  /**
   * Sets the examples.
   *
   * @param train training part
   * @param validation on which the network is evaluated during training; never the test part
   * @return a changed copy
   */
  public Training data(Examples train, Examples validation) {
    return with(
        p -> {
          p.train = Optional.of(train);
          p.validation = Optional.of(validation);
        });
  }

  /**
   * Sets changes of all examples, those of validation and test too: standardisation, binarisation.
   *
   * @param transforms in this order, after those of {@link #augmentation}
   * @return a changed copy
   */
  public Training transforms(Transform... transforms) {
    return with(p -> p.transforms = List.of(transforms));
  }

  /**
   * Sets random changes of the training examples only.
   *
   * @param transforms in this order
   * @return a changed copy
   */
  public Training augmentation(Transform... transforms) {
    return with(p -> p.augmentation = List.of(transforms));
  }

  /**
   * Sets the examples per step, 100 by default.
   *
   * @param rows at least 1
   * @return a changed copy
   */
  public Training batch(int rows) {
    Schedules.atLeast("batch", rows, 1);
    return with(p -> p.batch = rows);
  }

  /**
   * Sets the threads of an engine in float32, one per processor by default. The numbers do not
   * depend on it.
   *
   * @param threads 1 to 1024
   * @return a changed copy
   */
  public Training threads(int threads) {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("threads must be 1 to 1024, but is " + threads);
    }
    return with(p -> p.threads = threads);
  }

  /**
   * Sets how often all examples are seen, 10 times by default.
   *
   * @param epochs at least 1
   * @return a changed copy
   */
  public Training epochs(int epochs) {
    Schedules.atLeast("epochs", epochs, 1);
    return with(p -> p.epochs = epochs);
  }

  /**
   * Sets the seed, 1 by default. The initial parameters are the network's own.
   *
   * @param seed of every random number of the training
   * @return a changed copy
   */
  public Training seed(long seed) {
    return with(p -> p.seed = seed);
  }

  /**
   * Sets the evaluation; 10 samples after every epoch by default. The last epoch is always
   * evaluated.
   *
   * @param samples passes per example, at least 1
   * @param everyEpochs epochs between evaluations, at least 1
   * @return a changed copy
   */
  public Training evaluation(int samples, int everyEpochs) {
    Schedules.atLeast("samples", samples, 1);
    Schedules.atLeast("everyEpochs", everyEpochs, 1);
    return with(
        p -> {
          p.samples = samples;
          p.evaluateEvery = everyEpochs;
        });
  }

  /**
   * Measures at each evaluation the cosine of single estimates (mean of 10) to a reference
   * gradient, on the first examples of the training part, a batch of them: to the exact gradient
   * where it costs at most 2^28 operations, otherwise to the mean of many estimates, whose noise
   * lowers the cosine.
   *
   * @param unbiased name of an unbiased estimator
   * @param samples estimates of it, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if the name is refused or the network is not a {@link
   *     StochasticBinaryNetwork}
   */
  public Training compareWith(String unbiased, int samples) {
    Estimators.parse(unbiased);
    Schedules.atLeast("samples", samples, 1);
    if (plan.network.isEmpty()) {
      throw new IllegalArgumentException(
          "network must be a StochasticBinaryNetwork for a reference gradient, but is "
              + plan.method);
    }
    return with(
        p -> {
          p.reference = unbiased;
          p.referenceSamples = samples;
        });
  }

  /**
   * Sets who is told how far it is, with the remaining time.
   *
   * @param progress counts steps
   * @return a changed copy
   */
  public Training progress(Progress progress) {
    return with(p -> p.progress = Objects.requireNonNull(progress, "progress"));
  }

  /**
   * Sets who gets the epochs so far after each one, for live tables and charts. A listener that is
   * {@link Flushable} too, because it skips some, is flushed when the training ends, however it
   * ends.
   *
   * @param listener called on the thread of {@link #run}
   * @return a changed copy
   */
  public Training onEpoch(Consumer<TrainingResult> listener) {
    return with(p -> p.listener = Objects.requireNonNull(listener, "listener"));
  }

  /**
   * Saves the run now and then and when it is interrupted, and goes on from what is there.
   *
   * @param folder of this training alone; made if it is missing
   * @return a changed copy
   */
  public Training checkpoints(Path folder) {
    return with(p -> p.folder = Optional.of(folder));
  }

  /**
   * How many rows a batch must have.
   *
   * @return at least 1; 2 where batch normalisation has statistics of one number for each row
   * @throws IllegalArgumentException as {@link #check}, but for {@link #batch}
   */
  public int leastBatch() {
    return plan.opened().leastBatch();
  }

  /**
   * Refuses what {@link #run} would refuse before its first step, and opens no folder.
   *
   * @throws IllegalArgumentException if something is missing or does not fit
   */
  public void check() {
    plan.open();
  }

  /**
   * Trains to the end.
   *
   * @return what was measured, and the network
   * @throws IllegalArgumentException if something is missing or does not fit, the folder holds a
   *     checkpoint of other settings, or another training writes it
   * @throws DivergedException if a loss, gradient or parameter is not finite; the last checkpoint
   *     stays
   * @throws TrainingInterruptedException if the thread is interrupted
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written or read
   */
  public TrainingResult run() {
    try {
      return train();
    } finally {
      if (plan.listener instanceof Flushable view) {
        flush(view);
      }
    }
  }

  private static void flush(Flushable view) {
    try {
      view.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the listener cannot be flushed: " + e.getMessage(), e);
    }
  }

  private TrainingResult train() {
    TrainableNetwork network = plan.open();
    if (plan.folder.isEmpty()) {
      return new TrainingRun(plan, network, Optional.empty()).run();
    }
    try (TrainingCheckpoint checkpoint =
        TrainingCheckpoint.open(plan.folder.get(), TrainingSettings.of(plan, network))) {
      return new TrainingRun(plan, network, Optional.of(checkpoint)).run();
    }
  }

  /**
   * Looks for the learning rate of this method: short trainings from the same initial point, whose
   * score is the running training loss of their last epoch; one that diverges counts as the worst.
   * Afterwards the parameters are as before. Trials are kept in the folder of {@link #checkpoints},
   * if there is one, and not made again.
   *
   * @param low the smallest rate, positive; 1e-6 as published
   * @param high the largest; 1 as published
   * @param trials at most so many, at least 1; 10 as published
   * @param epochs of each trial, at least 1; 5 as published
   * @return all trials; {@link LearningRateSearch#best} picks one
   * @throws IllegalArgumentException as {@link #run}, or if the range is empty
   * @throws TrainingInterruptedException if the thread is interrupted; the trials before are kept
   */
  public List<LearningRateSearch.Trial> searchRate(
      double low, double high, int trials, int epochs) {
    Rules.positive("low", low);
    Rules.positive("high", high);
    LearningRateSearch search =
        LearningRateSearch.between(StrictMath.log10(low), StrictMath.log10(high)).trials(trials);
    TrainingPlan trial = epochs(epochs).plan;
    String range = low + " to " + high + ", " + trials + " trials";
    return new RateSearch(trial, trial.open(), range).run(search);
  }
}
