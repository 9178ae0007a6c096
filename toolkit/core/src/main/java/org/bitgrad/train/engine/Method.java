package org.bitgrad.train.engine;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.StraightThrough;

/** What an estimator's name means for the layers of a network. */
interface Method {
  /** Makes the units of a layer. */
  BernoulliUnits units(BernoulliUnits.Place place);

  /**
   * The method of an estimator.
   *
   * @throws IllegalArgumentException if the engine has none
   */
  static Method of(Estimator estimator) {
    if (estimator instanceof StraightThrough) {
      return StraightThroughUnits::new;
    }
    throw new IllegalArgumentException(
        "estimator of a network in float32 must be st, but is " + estimator.name());
  }
}
