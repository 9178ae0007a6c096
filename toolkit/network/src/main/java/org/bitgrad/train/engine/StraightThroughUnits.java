package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatNoise;

/** Units of straight-through: {@code dE/da = step f(a) dE/dx} with the density f of a noise. */
final class StraightThroughUnits extends BernoulliUnits {
  private final FloatNoise slope;

  /** With the density of the units' own noise. */
  StraightThroughUnits(Place place) {
    super(place);
    slope = noise;
  }

  /**
   * With another noise's density, as HardTanh has uniform noise's.
   *
   * @param place what they are connected to
   * @param slope whose density
   */
  StraightThroughUnits(Place place, FloatNoise slope) {
    super(place);
    this.slope = slope;
  }

  @Override
  void derivatives(int from, int to) {
    float[] a = place.in().values();
    float[] da = place.in().derivatives;
    if (slope == noise) {
      slope.densities(a, centred, da, from, to);
    } else {
      slope.centred(a, da, from, to);
      slope.densities(a, da, da, from, to);
    }
    multiply(step, place.out().derivatives, da, from, to);
  }
}
