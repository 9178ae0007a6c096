package org.bitgrad.train.engine;

/**
 * Units of PSA: {@code dE/da = s F'(a) delta} with the spin s of the unit and the change {@code
 * delta} of the loss when it flips.
 */
final class PsaUnits extends BernoulliUnits implements FlippedInputs {
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

  @Override
  public int copies() {
    return 1;
  }

  @Override
  public float step() {
    return step;
  }

  @Override
  public void read(int row, float[] ofRow, float[] rho) {
    System.arraycopy(bits, row * units, ofRow, 0, units);
    System.arraycopy(centred, row * units, rho, 0, units);
    others(1f / units, ofRow, rho);
  }

  /** From centred probabilities to shares of those of the other state. */
  private static void others(float share, float[] bits, float[] rho) {
    for (int i = 0; i < rho.length; i++) {
      rho[i] = share * Math.fma(Math.fma(-2, bits[i], 1), rho[i], 0.5f);
    }
  }

  @Override
  public void write(int row, float[] changes) {
    System.arraycopy(changes, 0, place.out().derivatives, row * units, units);
  }
}
