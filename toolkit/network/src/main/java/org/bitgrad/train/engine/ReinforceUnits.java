package org.bitgrad.train.engine;

import org.bitgrad.random.Noise;

/**
 * Units of REINFORCE: {@code dE/da = (f - b) s F'(a) / F(s a)} with the spin s of a unit, the loss
 * f of its row and a baseline b. Nothing comes back from behind, so the derivatives in the states
 * are room to work in.
 */
final class ReinforceUnits extends BernoulliUnits {
  /** Below, the probability of a drawn state has lost digits in float32; so few are recomputed. */
  private static final float SMALL = 0.01f;

  private final ReinforceBaselines baselines;
  private LossHead head;

  ReinforceUnits(Place place, ReinforceBaselines baselines) {
    super(place);
    this.baselines = baselines;
    baselines.layer(place.index(), units);
  }

  /** Tells where the losses of rows are. */
  void read(LossHead losses) {
    head = losses;
  }

  @Override
  void derivatives(int from, int to) {
    scores(from, to);
    float scale = 1f / place.slices().rows();
    float[] da = place.in().derivatives;
    float[] own = baselines.ofUnits(place.index());
    for (int at = from; at < to; ) {
      int row = at / units;
      int end = Math.min(to, (row + 1) * units);
      float advantage = (float) (head.loss(row) - baselines.common());
      if (own.length == 0) {
        scale(scale * advantage, da, at, end);
      } else {
        weigh(scale, advantage, own, row * units, da, at, end);
      }
      at = end;
    }
  }

  private static void scale(float factor, float[] da, int from, int to) {
    for (int i = from; i < to; i++) {
      da[i] *= factor;
    }
  }

  private static void weigh(
      float scale, float loss, float[] own, int start, float[] da, int from, int to) {
    for (int i = from; i < to; i++) {
      da[i] *= scale * (loss - own[i - start]);
    }
  }

  /** Writes {@code s F'(a) / F(s a)}, the derivative of the log-probability of what was drawn. */
  private void scores(int from, int to) {
    float[] da = place.in().derivatives;
    if (noise.logistic()) {
      logistic(noise.inverseScale(), bits, centred, da, from, to);
      return;
    }
    noise.densities(place.in().values(), centred, da, from, to);
    float[] p = place.out().derivatives;
    ratios(bits, centred, p, da, from, to);
    for (int i = from; i < to; i++) {
      if (p[i] < SMALL) {
        da[i] = (float) score(place.noise(), place.in().values()[i], 2 * bits[i] - 1);
      }
    }
  }

  private static double score(Noise noise, double a, double spin) {
    double p = noise.probability(spin * a);
    return p == 0 ? 0 : spin * noise.density(a) / p;
  }

  private static void logistic(
      float factor, float[] bits, float[] h, float[] score, int from, int to) {
    for (int i = from; i < to; i++) {
      score[i] = factor * (bits[i] - 0.5f - h[i]);
    }
  }

  /** Turns densities into scores, by way of the probabilities of the states drawn. */
  private static void ratios(float[] bits, float[] h, float[] p, float[] f, int from, int to) {
    for (int i = from; i < to; i++) {
      float spin = Math.fma(2, bits[i], -1);
      p[i] = Math.fma(spin, h[i], 0.5f);
      f[i] *= spin / p[i];
    }
  }

  @Override
  void learn(int part) {
    if (baselines.ofUnits(place.index()).length == 0) {
      return;
    }
    int from = RowSlices.cut(units, part, RowSlices.COUNT);
    int to = RowSlices.cut(units, part + 1, RowSlices.COUNT);
    for (int r = 0; r < place.slices().rows(); r++) {
      scores(r * units + from, r * units + to);
      baselines.learn(place.index(), place.in().derivatives, r * units, from, to, head.loss(r));
    }
  }
}
