package org.bitgrad.train.engine;

/**
 * Units of PSA: {@code dE/da = s F'(a) delta} with the spin s of the unit and the change {@code
 * delta} of the loss when it flips.
 */
final class PsaUnits extends BernoulliUnits {
  PsaUnits(Place place) {
    super(place);
  }

  @Override
  void derivatives(int from, int to) {
    float[] da = place.in().derivatives;
    noise.densities(place.in().values(), centred, da, from, to);
    signed(bits, place.out().derivatives, da, from, to);
  }

  private static void signed(float[] bits, float[] delta, float[] da, int from, int to) {
    for (int i = from; i < to; i++) {
      da[i] = Tiny.flushed(da[i] * (Math.fma(2, bits[i], -1) * delta[i]));
    }
  }
}
