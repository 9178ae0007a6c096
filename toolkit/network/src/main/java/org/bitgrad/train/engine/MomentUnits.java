package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatStates;
import org.bitgrad.random.RandomStream;

/**
 * Units of which mean and variance of the pre-activation are known: their probability is {@code
 * F(z)} with z a function of both; the state has mean {@code low + step F(z)} and variance {@code
 * step^2 F(z) F(-z)}.
 */
abstract class MomentUnits extends BernoulliUnits {
  /** The arguments of the noise's distribution function. */
  final float[] z;

  /** Their derivatives in means, then those of probabilities. */
  final float[] slopes;

  /** The same in variances. */
  final float[] varianceSlopes;

  MomentUnits(Place place) {
    super(place);
    z = new float[bits.length];
    slopes = new float[bits.length];
    varianceSlopes = new float[bits.length];
  }

  /** Writes arguments and their derivatives; there are variances. */
  abstract void arguments(int from, int to, RandomStream stream);

  @Override
  final void estimate(int from, int to, RandomStream stream) {
    if (place.index() == 0) {
      plain(place.in().values(), z, slopes, from, to);
    } else {
      arguments(from, to, stream);
    }
    noise.centred(z, centred, from, to);
    float[] f = place.in().derivatives; // room, before derivatives come back
    noise.densities(z, centred, f, from, to);
    multiply(1, f, slopes, from, to);
    multiply(1, f, varianceSlopes, from, to);
    float[] x = place.out().values();
    System.arraycopy(centred, from, x, from, to - from);
    FloatStates.affine(low + 0.5f * step, step, x, from, to);
    variances(step * step, centred, place.out().variance.values(), from, to);
  }

  /** Data have no variance; slopes in it stay 0. */
  private static void plain(float[] a, float[] z, float[] slopes, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] = a[i];
      slopes[i] = 1;
    }
  }

  private static void variances(float factor, float[] h, float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = factor * (0.5f - h[i]) * (0.5f + h[i]);
    }
  }

  @Override
  final void derivatives(int from, int to) {
    float[] dp = place.in().derivatives;
    float[] dv = place.in().variance.derivatives;
    probabilities(place.out(), from, to);
    System.arraycopy(dp, from, dv, from, to - from);
    multiply(1, slopes, dp, from, to);
    multiply(1, varianceSlopes, dv, from, to);
  }

  /** With p the probability and q the other, {@code dE/dp = step (dE/dm + step (q - p) dE/dv)}. */
  private void probabilities(Signal states, int from, int to) {
    float[] dp = place.in().derivatives;
    float[] dMean = states.derivatives;
    float[] dVariance = states.variance.derivatives;
    for (int i = from; i < to; i++) {
      dp[i] = step * Math.fma(-2 * step * centred[i], dVariance[i], dMean[i]);
    }
  }
}
