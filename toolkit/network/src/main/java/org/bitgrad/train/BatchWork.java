package org.bitgrad.train;

import java.util.List;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.random.RandomStream;

/** What a network in float64 does with batches of one number of rows, in buffers of its own. */
interface BatchWork {
  /** Takes over other points. */
  void replace(BatchBuffer batch);

  /** Opens an estimator if it is not; a state of length 0 stands for that of a new session. */
  void open(Estimator estimator, double... state);

  /** One gradient per group of the network, written by {@link #estimate}. */
  List<NamedArray> gradients();

  /** {@return the loss of one estimate} */
  double estimate(RandomStream stream);

  /** Lets the estimator learn. */
  void adapt(RandomStream stream);

  /** {@return what the estimator has learned} */
  double[] state();

  /** Adds predictions of one pass, and returns its loss. */
  double predict(RandomStream stream, double[] probabilities);

  /** {@return a word on each layer of Bernoulli units} */
  List<UnitStatistics> units(RandomStream stream);
}
