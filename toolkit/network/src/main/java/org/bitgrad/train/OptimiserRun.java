package org.bitgrad.train;

import org.bitgrad.numeric.RealArray;

/** An optimiser at work on groups of parameters; for one thread. */
public interface OptimiserRun extends Resumable {
  /**
   * Sets the learning rate of the following steps, for schedules.
   *
   * @param rate at least 0
   */
  void rate(double rate);

  /** {@return steps taken} */
  long steps();

  /**
   * One step of all parameters. No number is checked: a gradient that is not finite makes
   * parameters that are not.
   *
   * @param gradients one per group, of its precision and size; clipped in place if the recipe says
   *     so
   * @throws IllegalArgumentException if number, precision or size do not fit; nothing is changed
   */
  void step(RealArray... gradients);
}
