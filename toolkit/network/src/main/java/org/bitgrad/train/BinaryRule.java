package org.bitgrad.train;

import org.bitgrad.random.RandomStream;

/**
 * A rule that moves binary weights by latent parameters: it says at which weights the loss is
 * differentiated, and takes that derivative.
 *
 * <pre>{@code
 * rule.weights(stream.child(step), w);
 * gradient(w, g);
 * rule.step(g);
 * }</pre>
 */
public interface BinaryRule extends Resumable {
  /** {@return number of weights} */
  int size();

  /**
   * The weights of the next step.
   *
   * @param stream random numbers of this step
   * @param out spins, or relaxed spins in [-1, 1], one per weight; overwritten
   */
  void weights(RandomStream stream, double[] out);

  /**
   * One step.
   *
   * @param gradient derivative of the loss in the weights, as spins, at those of {@link #weights}
   */
  void step(double[] gradient);

  /**
   * Sets the size of the following steps, for schedules: alpha, gamma or eps of the rule's formula.
   *
   * @param rate in the range of the rule's constructor
   * @throws IllegalArgumentException if it is not
   */
  void rate(double rate);

  /** {@return the latent parameters themselves} */
  double[] latent();
}
