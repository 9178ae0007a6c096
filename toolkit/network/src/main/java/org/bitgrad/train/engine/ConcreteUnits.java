package org.bitgrad.train.engine;

import java.util.Optional;
import org.bitgrad.network.NetworkLayer;
import org.bitgrad.numeric.FloatFunctions;
import org.bitgrad.numeric.FloatNoise;
import org.bitgrad.numeric.FloatStates;

/**
 * Relaxed units {@code y = sigmoid((a - Z) / tau)} with logistic noise {@code Z = s log(u / (1 -
 * u))}, states {@code low + step y}.
 */
final class ConcreteUnits extends BernoulliUnits {
  /** Noise lies within 17.4 scales, as uniform numbers keep 2^-25 from 0 and 1. */
  private static final int HALVINGS = 5;

  private final float inverseTau;
  private final float scale;

  /** {@code y - 1/2}. */
  private final float[] relaxed;

  private final float[] signs;

  /**
   * The method of these units.
   *
   * @param tau temperature
   */
  record Relaxed(double tau) implements Method {
    @Override
    public BernoulliUnits units(Place place) {
      return new ConcreteUnits(place, tau);
    }

    @Override
    public Optional<String> refusal(NetworkLayer layer, int index, boolean states) {
      return layer
          .noise()
          .filter(noise -> FloatNoise.refusal(noise).isEmpty() && !FloatNoise.of(noise).logistic())
          .map(noise -> "noise of concrete in float32 must be logistic, but is " + noise.name());
    }
  }

  private ConcreteUnits(Place place, double tau) {
    super(place);
    inverseTau = (float) (1 / tau);
    scale = (float) place.noise().scale();
    relaxed = new float[bits.length];
    signs = new float[bits.length];
  }

  @Override
  void states(int from, int to) {
    odds(bits, relaxed, signs, from, to);
    FloatFunctions.logOnePlus(relaxed, HALVINGS, from, to);
    subtract(place.in().values(), scale, signs, relaxed, from, to);
    FloatFunctions.centredSigmoid(inverseTau, relaxed, relaxed, from, to);
    float[] x = place.out().values();
    System.arraycopy(relaxed, from, x, from, to - from);
    FloatStates.affine(low + 0.5f * step, step, x, from, to);
  }

  /** The larger of the odds u / (1 - u) and their inverse, minus 1, and which it is. */
  private static void odds(float[] v, float[] odds, float[] signs, int from, int to) {
    for (int i = from; i < to; i++) {
      float size = Math.abs(v[i]);
      odds[i] = 2 * size / (0.5f - size);
      signs[i] = Math.max(-1, Math.min(1, v[i] * 0x1p100f));
    }
  }

  private static void subtract(float[] a, float scale, float[] signs, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] = Math.fma(-scale * signs[i], z[i], a[i]);
    }
  }

  @Override
  void derivatives(int from, int to) {
    float[] da = place.in().derivatives;
    slopes(step * inverseTau, relaxed, da, from, to);
    multiply(1, place.out().derivatives, da, from, to);
  }

  private static void slopes(float factor, float[] y, float[] da, int from, int to) {
    for (int i = from; i < to; i++) {
      da[i] = factor * (0.5f - y[i]) * (0.5f + y[i]);
    }
  }
}
