package org.bitgrad.train.engine;

import org.bitgrad.network.Activation;
import org.bitgrad.numeric.FloatNoise;
import org.bitgrad.random.RandomStream;

/**
 * Real units: values of pre-activations, and derivatives back by their slopes, in estimates and
 * predictions alike. Tanh and hard tanh are twice the centred probability of their noise.
 */
final class RealUnits extends Layer {
  private static final float HUGE = 0x1p100f;

  private final Signal in;
  private final Signal out;
  private final RowSlices slices;
  private final FloatNoise noise;

  /** Centred probabilities; null for ReLU. */
  private final float[] centred;

  RealUnits(Activation activation, Signal in, Signal out, RowSlices slices) {
    this.in = in;
    this.out = out;
    this.slices = slices;
    boolean relu = activation.noise() == null;
    noise = relu ? null : FloatNoise.of(activation.noise());
    centred = relu ? null : new float[in.derivatives.length];
  }

  @Override
  void forward(int slice, RandomStream stream) {
    int from = slices.from(slice) * in.units;
    int to = slices.to(slice) * in.units;
    if (noise == null) {
      positive(in.values(), out.values(), from, to);
    } else {
      noise.centred(in.values(), centred, from, to);
      twice(centred, out.values(), from, to);
    }
  }

  private static void positive(float[] a, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(0, a[i]);
    }
  }

  private static void twice(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = 2 * x[i];
    }
  }

  @Override
  void backward(int slice) {
    int from = slices.from(slice) * in.units;
    int to = slices.to(slice) * in.units;
    float[] da = in.derivatives;
    if (noise == null) {
      ones(out.values(), da, from, to);
      BernoulliUnits.multiply(1, out.derivatives, da, from, to);
    } else {
      noise.densities(in.values(), centred, da, from, to);
      BernoulliUnits.multiply(2, out.derivatives, da, from, to);
    }
  }

  /** 1 where a value is positive, else 0, without a comparison. */
  private static void ones(float[] y, float[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      slope[i] = Math.min(1, y[i] * HUGE * HUGE);
    }
  }
}
