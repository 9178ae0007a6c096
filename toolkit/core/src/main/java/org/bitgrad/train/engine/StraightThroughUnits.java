package org.bitgrad.train.engine;

/** Units of straight-through: {@code dE/da = step F'(a) dE/dx}. */
final class StraightThroughUnits extends BernoulliUnits {
  StraightThroughUnits(Place place) {
    super(place);
  }

  @Override
  void derivatives(int from, int to) {
    float[] da = place.in().derivatives;
    noise.densities(place.in().values(), centred, da, from, to);
    multiply(step, place.out().derivatives, da, from, to);
  }
}
