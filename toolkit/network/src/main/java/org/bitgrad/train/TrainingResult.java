package org.bitgrad.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitgrad.data.Examples;

/**
 * A training, finished or under way: what was measured epoch by epoch, and the network.
 *
 * <p>The measured numbers are the same for the same settings, interrupted or not; the seconds are
 * not.
 */
public final class TrainingResult {
  private final TrainingPlan plan;
  private final TrainableNetwork network;
  private final List<EpochMetrics> epochs;
  private final List<Double> seconds;
  private final Optional<String> warning;

  TrainingResult(
      TrainingPlan plan,
      TrainableNetwork network,
      List<EpochMetrics> epochs,
      List<Double> seconds,
      Optional<String> warning) {
    this.warning = warning;
    this.plan = plan;
    this.network = network;
    this.epochs = List.copyOf(epochs);
    this.seconds = List.copyOf(seconds);
  }

  /** {@return the method by which it was trained} */
  public String method() {
    return plan.method;
  }

  /** {@return in which precision, and why; empty for a network of one's own} */
  public Optional<EngineChoice> engine() {
    return plan.engine();
  }

  /** {@return the seed} */
  public long seed() {
    return plan.seed;
  }

  /** {@return the epochs done, in order} */
  public List<EpochMetrics> epochs() {
    return epochs;
  }

  /** {@return the last epoch} */
  public EpochMetrics last() {
    return epochs.get(epochs.size() - 1);
  }

  /**
   * Whether training went astray though all numbers are finite.
   *
   * @return a sentence if an epoch's training or validation loss is more than ten times that of
   *     knowing nothing (the first step's, or that of guessing the class if it is larger)
   */
  public Optional<String> warning() {
    return warning;
  }

  /** {@return names of the parameter arrays, as in {@link EpochMetrics#gradientNorms}} */
  public List<String> groups() {
    return network.parameters().stream().map(NamedArray::name).toList();
  }

  /** {@return wall time of each epoch without its evaluation, in seconds} */
  public List<Double> seconds() {
    return seconds;
  }

  /** {@return the network; its parameters are live} */
  public TrainableNetwork network() {
    return network;
  }

  /**
   * What a later use of the network needs.
   *
   * @return copies of the parameters and of the network's state (running statistics, what an
   *     estimator has learned), with the numbers of epochs and steps
   */
  public WeightsFile weights() {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("epochs", (long) epochs.size());
    counters.put("steps", epochs.isEmpty() ? 0 : last().steps());
    counters.put("seed", plan.seed);
    List<NamedArray> copies =
        network.parameters().stream()
            .map(p -> new NamedArray(p.name(), p.shape(), p.values().copy()))
            .toList();
    return new WeightsFile(
        network.architecture(), counters, copies, WeightsFile.arrays(network.state()));
  }

  /**
   * Evaluates the network as it is now on other examples, changed as in training but not augmented.
   *
   * @param examples for example the test part
   * @param samples passes per example, at least 1
   * @return what was found; the same again for the same seed
   * @throws TrainingInterruptedException if the thread is interrupted
   */
  public Evaluation evaluate(Examples examples, int samples) {
    Schedules.atLeast("samples", samples, 1);
    try {
      return new Evaluator(network, plan.plainBatches(examples))
          .evaluate(plan.stream().child("result"), samples);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingInterruptedException(e);
    }
  }
}
