package org.bitgrad.train.engine;

/**
 * Units of PSA: {@code dE/da = s F'(a) delta} with the spin s of the unit and the change {@code
 * delta} of the loss when it flips.
 */
final class PsaUnits extends BernoulliUnits implements FlippedInputs {
  private final float perUnit;

  PsaUnits(Place place) {
    super(place);
    perUnit = 1f / units;
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

  @Override
  public int copies() {
    return 1;
  }

  @Override
  public float step() {
    return step;
  }

  @Override
  public float[] bits(int copy) {
    return bits;
  }

  @Override
  public float[] changes(int copy) {
    return place.out().derivatives;
  }

  @Override
  public void weights(int row, float[] rho) {
    for (int i = 0; i < units; i++) {
      rho[i] = weight(row, i);
    }
  }

  /** {@return the probability of a unit's other state, divided by the number of units} */
  float weight(int row, int i) {
    int at = row * units + i;
    return perUnit * Math.fma(Math.fma(-2, bits[at], 1), centred[at], 0.5f);
  }
}
