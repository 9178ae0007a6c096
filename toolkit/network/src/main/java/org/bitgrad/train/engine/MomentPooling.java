package org.bitgrad.train.engine;

import org.bitgrad.numeric.Pooling;

/** Means or sums of windows of independent numbers: variances add up with squared factors. */
final class MomentPooling extends PoolingLayer {
  private final PoolingLayer variances;
  private boolean estimating;

  MomentPooling(Pooling shape, Place place) {
    super(shape, place);
    float factor = (float) shape.factor();
    Place ofVariances = new Place(place.in().variance, place.out().variance, place.slices());
    variances = new PoolingLayer(shape, ofVariances, factor * factor);
  }

  @Override
  void mode(boolean estimate) {
    estimating = estimate;
  }

  @Override
  void addForward(Steps steps) {
    super.addForward(steps);
    steps.forwardIf(() -> estimating, variances);
  }

  @Override
  void addBackward(Steps steps) {
    super.addBackward(steps);
    variances.addBackward(steps);
  }
}
