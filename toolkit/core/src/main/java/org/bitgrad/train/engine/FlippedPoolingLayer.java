package org.bitgrad.train.engine;

import org.bitgrad.numeric.Pooling;
import org.bitgrad.random.RandomStream;

/**
 * The largest state of windows under PSA. It is a hard state again; a flip of a unit moves it if
 * the unit is the only one that is 1, or if none is.
 */
final class FlippedPoolingLayer extends PoolingLayer {
  /** The largest bits. */
  final float[] bits;

  private final PsaUnits before;

  FlippedPoolingLayer(Pooling shape, Place place, PsaUnits before) {
    super(shape, place);
    this.before = before;
    bits = new float[place.out().derivatives.length];
    if (!largest) {
      throw new IllegalArgumentException(
          "pooling in float32 under psa must be of the largest state, but is "
              + shape.kind()
              + "; other windows can be trained in float64");
    }
  }

  @Override
  void forward(int slice, RandomStream stream) {
    super.forward(slice, stream);
    for (int r = place.slices().from(slice); r < place.slices().to(slice); r++) {
      pool(r, before.bits, bits);
    }
  }

  @Override
  void back(int row) {
    int from = row * place.in().units;
    for (int window = 0; window < place.out().units; window++) {
      float change = place.out().derivatives[row * place.out().units + window];
      float ones = 0;
      for (int i = window * taps; i < (window + 1) * taps; i++) {
        ones += before.bits[from + inputs[i]];
      }
      for (int i = window * taps; ones <= 1 && i < (window + 1) * taps; i++) {
        int at = from + inputs[i];
        place.in().derivatives[at] = before.bits[at] == ones ? change : 0;
      }
    }
  }
}
