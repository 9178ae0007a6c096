package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatStates;

/** Units whose states are their means {@code low + step F(a)}; random numbers are drawn in vain. */
final class MeanFieldUnits extends BernoulliUnits {
  MeanFieldUnits(Place place) {
    super(place);
  }

  @Override
  void states(int from, int to) {
    float[] x = place.out().values();
    System.arraycopy(centred, from, x, from, to - from);
    FloatStates.affine(low + 0.5f * step, step, x, from, to);
  }

  @Override
  void derivatives(int from, int to) {
    float[] da = place.in().derivatives;
    noise.densities(place.in().values(), centred, da, from, to);
    multiply(step, place.out().derivatives, da, from, to);
  }
}
