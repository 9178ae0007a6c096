package org.bitgrad.problem;

/**
 * A real-valued function of the last layer's states, one value per row, possibly with parameters of
 * its own (a linear head, a decoder) and with data (targets).
 *
 * <p>Estimators need its values; some need its derivative in relaxed states, and say so in their
 * traits. A loss keeps no state between passes, so one loss may serve many threads.
 */
public interface Loss {
  /** {@return a short name} */
  String name();

  /** {@return whether {@link LossPass#stateGradient} exists} */
  boolean differentiable();

  /** {@return groups of the loss's own parameters, empty if it has none} */
  ParameterLayout parameters();

  /**
   * How many samples of the same units one value judges: more than one for a multi-sample bound,
   * whose value is {@code log((1/n) sum_k exp(l_k))} of the log weights {@code l_k} that {@link
   * LossPass#logWeights} gives. The units of the last layer are then those of sample 0, of sample
   * 1, and so on, and samples are drawn independently and alike.
   *
   * @return n, 1 unless overridden
   */
  default int samples() {
    return 1;
  }

  /** {@return number of data points, or 0 when the loss does not depend on the point} */
  int points();

  /**
   * The same loss on some of the data points; a point may be repeated.
   *
   * @param points indices; point {@code i} of the result is {@code points[i]}
   * @return the restricted loss, sharing the parameters
   */
  Loss at(int... points);

  /**
   * Opens buffers for a number of rows.
   *
   * @param rows rows, a multiple of the number of points; row {@code r} belongs to point {@code r %
   *     points}
   * @return a pass, for one thread
   */
  LossPass open(int rows);
}
