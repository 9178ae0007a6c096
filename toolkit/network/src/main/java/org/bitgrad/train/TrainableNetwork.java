package org.bitgrad.train;

import java.util.List;
import java.util.Map;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;

/**
 * A network with an estimator of its gradient, as training sees it. Precision, layers and method
 * are the network's own affair; the loop, checkpoints and reports know nothing else of it.
 *
 * <p>The parameters are live: an optimiser writes to them between calls, and the next call reads
 * them. One thread calls; inside, several may work. Calls allocate nothing in steady state. All
 * random numbers come from the stream that is passed, so any step can be made again alone.
 */
public interface TrainableNetwork {
  /** {@return layers and noises as a text by which files of weights are compared} */
  String architecture();

  /** {@return the parameters themselves, in the order of the network} */
  List<NamedArray> parameters();

  /** {@return the gradient last estimated, one array per parameter; the arrays themselves} */
  List<NamedArray> gradients();

  /**
   * How many numbers are predicted of an example.
   *
   * @return number of classes; 1 where there are two classes and the number is the probability of
   *     class 1; number of values where there are no classes
   */
  int outputs();

  /**
   * How many rows the batches of a training must have: two, for instance, where batch normalisation
   * has statistics of one number for each row.
   *
   * @return at least 1
   */
  default int leastBatch() {
    return 1;
  }

  /**
   * Estimates the gradient of the expected loss, mean over the rows of a batch, from one sampled
   * path per row.
   *
   * @param batch inputs and targets, in the network's precision
   * @param stream all random numbers of the estimate
   * @return mean over rows of the loss at the sampled paths, in nats; not finite if the parameters
   *     are
   * @throws IllegalArgumentException if the batch does not fit
   */
  double estimate(BatchBuffer batch, RandomStream stream);

  /**
   * One sampled pass as at test time.
   *
   * @param batch inputs and targets, in the network's precision
   * @param stream all random numbers of the pass
   * @param probabilities {@code [rows x outputs]}, row by row: class probabilities are added, so
   *     that calls with other streams make an ensemble; outputs themselves where there are no
   *     classes
   * @return mean loss over rows
   * @throws IllegalArgumentException if the batch does not fit
   */
  double predict(BatchBuffer batch, RandomStream stream, double[] probabilities);

  /**
   * The class of a target.
   *
   * @param target of an example
   * @return 0, 1, ...; -1 where there are no classes
   */
  default int label(double target) {
    return (int) target;
  }

  /**
   * What the units do in two sampled passes of a batch, for diagnosis.
   *
   * @param batch inputs, in the network's precision
   * @param stream all random numbers of the passes
   * @return one entry per layer of units; empty for a network that does not tell
   * @throws IllegalArgumentException if the batch does not fit
   */
  default List<UnitStatistics> units(BatchBuffer batch, RandomStream stream) {
    return List.of();
  }

  /** Writes the parameters to the network that this one was made of, where they are copies. */
  default void publish() {}

  /**
   * Numbers beside the parameters that later calls depend on: running statistics, what an estimator
   * has learned.
   *
   * @return copies by name; empty unless there are such numbers
   */
  default Map<String, RealArray> state() {
    return Map.of();
  }

  /**
   * Takes over a state.
   *
   * @param state of {@link #state} of an equally built network
   * @throws IllegalArgumentException if it does not fit; nothing is changed then
   */
  default void restore(Map<String, RealArray> state) {
    if (!state.isEmpty()) {
      throw new IllegalArgumentException(
          "state must be empty for this network, but has " + state.keySet());
    }
  }
}
