package org.bitgrad.estimator;

import org.bitgrad.problem.Draw;

/**
 * An estimator at work on a problem, with buffers of its own: one thread, no allocation that grows
 * with the estimates.
 */
public interface Session {
  /**
   * Makes one estimate on all points of the problem. The numbers depend on the draw and on the
   * adapted state only.
   *
   * @param draw random numbers of this estimate
   * @param out receives the estimate's parts
   */
  void estimate(Draw draw, GradientSink out);

  /**
   * Lets a stateful estimator (running baseline) learn from one more draw; others do nothing.
   *
   * @param draw random numbers of this step
   */
  default void adapt(Draw draw) {}

  /** {@return the adapted state, empty for an estimator without} */
  default double[] state() {
    return new double[0];
  }

  /**
   * Sets the adapted state.
   *
   * @param state what {@link #state} of the same estimator on the same problem gave
   */
  default void restore(double[] state) {
    if (state.length != 0) {
      throw new IllegalArgumentException(
          "state must be empty for an estimator without state, but has "
              + state.length
              + " numbers");
    }
  }
}
