package org.bitgrad.data;

import org.bitgrad.random.RandomStream;

/**
 * Changes the numbers of an example at a visit. Immutable; may be used by several threads.
 *
 * <p>All randomness of a visit is {@link #draws} consecutive positions of a stream, so that any
 * visit can be repeated alone.
 */
public interface Transform {
  /** {@return a name for its stream of random numbers, at least one character} */
  String name();

  /**
   * Says how many random numbers a visit reads.
   *
   * @param features numbers of an example
   * @return 0 or more
   * @throws IllegalArgumentException if it cannot be applied to examples of this size
   */
  int draws(int features);

  /**
   * Changes an example.
   *
   * @param x its numbers, changed in place
   * @param scratch at least {@code max(x.length, draws(x.length))} numbers to work with
   * @param stream the stream of the epoch
   * @param from position of the first of the {@code draws(x.length)} random numbers of this visit
   */
  void apply(double[] x, double[] scratch, RandomStream stream, long from);
}
