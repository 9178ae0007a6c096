package org.bitgrad.train;

import java.util.List;
import java.util.Optional;
import org.bitgrad.analysis.Progress;
import org.bitgrad.analysis.ProgressMeter;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchFeed;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;

/**
 * The loop. Step s of epoch e reads the stream (seed, "training", "step", e, s), so that a run that
 * was stopped anywhere goes on as if it had not been.
 */
final class TrainingRun {
  private static final long SAVE_NANOS = 250_000_000;

  /** Saving takes at most about one part of so many. */
  private static final long SAVE_SHARE = 50;

  private final TrainingPlan plan;
  private final TrainableNetwork network;
  private final Optimiser recipe;
  private final Optional<TrainingCheckpoint> checkpoint;
  private final BatchPlan batches;
  private final Optional<Evaluator> evaluator;
  private final Evaluator looker;
  private final Optional<ReferenceCosines> reference;
  private final TrainingState state;
  private final ProgressMeter meter;
  private List<NamedArray> gradientArrays = List.of();
  private RealArray[] gradients = {};
  private double rate;
  private long saved = System.nanoTime();
  private long pause = SAVE_NANOS;
  private long begun = System.nanoTime();

  TrainingRun(
      TrainingPlan plan, TrainableNetwork network, Optional<TrainingCheckpoint> checkpoint) {
    this.plan = plan;
    this.network = network;
    this.checkpoint = checkpoint;
    recipe = plan.optimiser.orElseThrow();
    batches = plan.trainingBatches();
    evaluator = plan.validation.map(v -> new Evaluator(network, plan.plainBatches(v)));
    // Units are looked at in float64 where parameters are published there.
    TrainableNetwork shown =
        plan.network
            .<TrainableNetwork>map(n -> EstimatorNetwork.of(n, plan.method))
            .orElse(network);
    looker =
        new Evaluator(shown, plan.plainBatches(plan.validation.orElseGet(plan.train::orElseThrow)));
    reference =
        plan.reference.isEmpty()
            ? Optional.empty()
            : Optional.of(new ReferenceCosines(plan, network));
    state = new TrainingState(network, recipe);
    meter = new ProgressMeter(plan.progress, (long) plan.epochs * batches.batches());
  }

  TrainingResult run() {
    checkpoint.flatMap(c -> c.load(this::warn)).ifPresent(state::restore);
    meter.resume(state.epoch * batches.batches() + state.step);
    try {
      train();
    } catch (InterruptedException e) {
      save();
      network.publish();
      Thread.currentThread().interrupt();
      throw new TrainingInterruptedException(e);
    }
    save();
    network.publish();
    return result();
  }

  /** Numbers that are not finite never reach a checkpoint. */
  private void save() {
    if (checkpoint.isPresent()) {
      requireFiniteParameters();
      state.save(checkpoint.get());
    }
  }

  private void requireFiniteParameters() {
    if (!DivergedException.spoilt(network).isEmpty()) {
      throw DivergedException.at(state.epoch, Math.max(0, state.step - 1), network, "");
    }
  }

  private void warn(String text) {
    plan.progress.warn(new Progress.Step(text, 0, plan.epochs, Optional.empty()));
  }

  /** The loss of knowing nothing. */
  private double nothing() {
    return Math.max(Math.abs(state.firstLoss), Divergence.guess(plan.network));
  }

  private TrainingResult result() {
    return new TrainingResult(
        plan, network, state.metrics, state.seconds, Divergence.in(state.metrics, nothing()));
  }

  private void train() throws InterruptedException {
    begun = System.nanoTime();
    if (state.step == batches.batches()) {
      endEpoch();
    }
    try (BatchFeed feed = feed()) {
      while (feed.advance()) {
        step(feed.batch());
        if (state.step == batches.batches()) {
          endEpoch();
        }
        saveNowAndThen();
      }
    }
  }

  private BatchFeed feed() {
    BatchFeed.Recipe feed =
        Evaluator.single(network) ? BatchFeed.floats(batches) : BatchFeed.doubles(batches);
    return feed.from(state.epoch, state.step).to(plan.epochs);
  }

  private void step(BatchBuffer batch) {
    rate = recipe.rate() * plan.schedule.factor(state.epoch);
    state.optimiser.rate(rate);
    RandomStream stream = plan.stream().child("step").child(state.epoch).child(state.step);
    double loss = estimate(batch, stream);
    boolean last = state.step == batches.batches() - 1;
    if (state.step % EpochSums.NORM_EVERY == 0 || last) {
      require(state.sums.norms(gradients()), "the norm of the gradient is too large for a number");
    }
    state.optimiser.step(gradients());
    if (state.epoch == 0 && state.step == 0) {
      state.firstLoss = loss;
    }
    state.sums.loss(loss);
    state.step++;
    meter.advance("epoch " + (state.epoch + 1) + " of " + plan.epochs, 1);
  }

  private double estimate(BatchBuffer batch, RandomStream stream) {
    double loss;
    try {
      loss = network.estimate(batch, stream);
    } catch (ArithmeticException e) {
      throw DivergedException.at(state.epoch, state.step, network, e.getMessage());
    }
    require(Double.isFinite(loss), "the loss is " + loss);
    return loss;
  }

  private void require(boolean finite, String otherwise) {
    if (!finite) {
      int step = Math.min(state.step, batches.batches() - 1);
      throw DivergedException.at(state.epoch, step, network, otherwise);
    }
  }

  private RealArray[] gradients() {
    if (network.gradients() != gradientArrays) {
      gradientArrays = network.gradients();
      gradients = gradientArrays.stream().map(NamedArray::values).toArray(RealArray[]::new);
    }
    return gradients;
  }

  /** What an evaluation finds; empty where it is not its turn. */
  private record Found(
      Optional<Evaluation> validation, List<UnitStatistics> units, List<Double> cosines) {
    static final Found NOTHING = new Found(Optional.empty(), List.of(), List.of());
  }

  private void endEpoch() throws InterruptedException {
    state.sums.seconds(seconds());
    require(
        Double.isFinite(state.sums.meanLoss()),
        "the mean loss of the epoch is too large for a number");
    boolean warned = Divergence.in(state.metrics, nothing()).isPresent();
    long done = state.epoch + 1;
    boolean due = done % plan.evaluateEvery == 0 || done == plan.epochs;
    Found found = due ? evaluate() : Found.NOTHING;
    state.metrics.add(
        new EpochMetrics(
            done,
            done * batches.batches(),
            recipe.rate() * plan.schedule.factor(state.epoch),
            state.sums.meanLoss(),
            found.validation(),
            found.units(),
            state.sums.meanNorms(),
            found.cosines()));
    if (!warned) {
      Divergence.in(state.metrics, nothing())
          .ifPresent(text -> warn("seed " + plan.seed + ": " + text));
    }
    state.seconds.add(state.sums.seconds());
    state.sums.clear();
    state.epoch = done;
    state.step = 0;
    begun = System.nanoTime();
    plan.listener.accept(result());
  }

  private Found evaluate() throws InterruptedException {
    requireFiniteParameters();
    network.publish();
    RandomStream stream = plan.stream().child("evaluation").child(state.epoch);
    try {
      Optional<Evaluation> validation = Optional.empty();
      if (evaluator.isPresent()) {
        Evaluation found = evaluator.get().evaluate(stream.child("passes"), plan.samples);
        if (!Double.isFinite(found.loss())) {
          throw new ArithmeticException("the validation loss is " + found.loss());
        }
        validation = Optional.of(found);
      }
      List<UnitStatistics> units = looker.units(stream.child("units"));
      List<Double> cosines = List.of();
      if (reference.isPresent()) {
        cosines = reference.get().measure(stream.child("cosine"));
      }
      return new Found(validation, units, cosines);
    } catch (ArithmeticException e) {
      String message = "in the evaluation after it, " + e.getMessage();
      throw DivergedException.at(state.epoch, batches.batches() - 1, network, message);
    }
  }

  private double seconds() {
    long now = System.nanoTime();
    double seconds = (now - begun) / 1e9;
    begun = now;
    return seconds;
  }

  private void saveNowAndThen() {
    long start = System.nanoTime();
    if (checkpoint.isEmpty() || start - saved <= pause) {
      return;
    }
    state.sums.seconds(seconds());
    save();
    saved = System.nanoTime();
    pause = Math.max(SAVE_NANOS, SAVE_SHARE * (saved - start));
    begun = saved;
  }
}
