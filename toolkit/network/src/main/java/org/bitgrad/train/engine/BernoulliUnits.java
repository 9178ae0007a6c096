package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatNoise;
import org.bitgrad.numeric.FloatStates;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * Binary units: states of pre-activations, and back. Unit u of row r reads the random number at
 * position {@code r units + u} of its layer's part of the stream, so that bits do not depend on
 * slices or on the size of a batch.
 */
abstract class BernoulliUnits extends Layer {
  /** Positions of a layer: more than any batch has units. */
  static final int LAYER_BITS = 40;

  /** Units that stay in the nearest caches from the first loop over them to the last. */
  private static final int PIECE = 4096;

  /**
   * What units are connected to, and what they are.
   *
   * @param in pre-activations
   * @param out states
   * @param slices of the batch
   * @param noise of the units
   * @param encoding of the states
   * @param index of the layer, from 0
   */
  record Place(
      Signal in, Signal out, RowSlices slices, Noise noise, Encoding encoding, int index) {}

  final Place place;
  final int units;
  final FloatNoise noise;
  final float low;
  final float step;

  /** Centred probabilities, {@code F(a) - 1/2}. */
  final float[] centred;

  /** Bits drawn. */
  final float[] bits;

  private boolean estimating;

  BernoulliUnits(Place place) {
    this.place = place;
    units = place.in().units;
    noise = FloatNoise.of(place.noise());
    low = (float) place.encoding().low();
    step = (float) place.encoding().step();
    centred = new float[place.in().derivatives.length];
    bits = new float[centred.length];
  }

  @Override
  final void mode(boolean estimate) {
    estimating = estimate;
  }

  @Override
  final void forward(int slice, RandomStream stream) {
    int to = place.slices().to(slice) * units;
    for (int from = place.slices().from(slice) * units; from < to; from += PIECE) {
      forward(from, Math.min(to, from + PIECE), stream);
    }
  }

  private void forward(int from, int to, RandomStream stream) {
    if (estimating) {
      estimate(from, to, stream);
    } else {
      read(from, to, stream);
      sample(from, to);
    }
  }

  /** Does what an estimate needs. */
  void estimate(int from, int to, RandomStream stream) {
    read(from, to, stream);
    states(from, to);
  }

  private void read(int from, int to, RandomStream stream) {
    noise.centred(place.in().values(), centred, from, to);
    uniforms(from, to, stream);
  }

  /** Reads centred uniform numbers into {@link #bits}. */
  final void uniforms(int from, int to, RandomStream stream) {
    long start = (long) place.index() << LAYER_BITS;
    stream.centred(start + from, bits, from, to - from);
  }

  /** Writes the states of an estimate; drawn ones unless a method relaxes them. */
  void states(int from, int to) {
    sample(from, to);
  }

  /** Draws states, given centred probabilities and, in {@code bits}, centred uniform numbers. */
  private void sample(int from, int to) {
    FloatStates.sample(centred, bits, bits, from, to);
    float[] x = place.out().values();
    System.arraycopy(bits, from, x, from, to - from);
    if (low != 0 || step != 1) {
      FloatStates.affine(low, step, x, from, to);
    }
  }

  @Override
  final void backward(int slice) {
    int to = place.slices().to(slice) * units;
    for (int from = place.slices().from(slice) * units; from < to; from += PIECE) {
      derivatives(from, Math.min(to, from + PIECE));
    }
  }

  /** Writes the derivatives in the pre-activations, given those in the states. */
  abstract void derivatives(int from, int to);

  /** {@code y *= factor x}, without tiny results. */
  static void multiply(float factor, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Tiny.flushed(y[i] * (factor * x[i]));
    }
  }
}
