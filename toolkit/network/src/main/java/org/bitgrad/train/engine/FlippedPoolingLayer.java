package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.random.RandomStream;

/**
 * Windows of states under PSA. The largest of a window is a hard state again; a flip of a unit
 * moves it if the unit is the only one that is 1, or if none is. A sum or mean is moved up by every
 * unit that is 0, all of them by as much, and down by every other.
 */
final class FlippedPoolingLayer extends PoolingLayer implements FlippedInputs {
  private final PsaUnits before;

  /** The largest bits; for sums zeros, as of windows that flip up. */
  private final float[] bits;

  /** Ones, as of windows that flip down; null for the largest. */
  private final float[] ones;

  /** What flips down change; null for the largest. */
  private final float[] changesDown;

  private final float step;

  FlippedPoolingLayer(Pooling shape, Place place, PsaUnits before) {
    super(shape, place);
    this.before = before;
    step = (float) shape.factor() * before.step;
    bits = new float[place.out().derivatives.length];
    ones = largest ? null : new float[bits.length];
    changesDown = largest ? null : new float[bits.length];
    if (!largest) {
      Arrays.fill(ones, 1);
    }
  }

  @Override
  public int copies() {
    return largest ? 1 : 2;
  }

  @Override
  public float step() {
    return step;
  }

  @Override
  public float[] bits(int copy) {
    return copy == 0 ? bits : ones;
  }

  @Override
  public float[] changes(int copy) {
    return copy == 0 ? place.out().derivatives : changesDown;
  }

  /** Flips of units that move nothing are left out: their weight is the sampled state's. */
  @Override
  public void weights(int row, float[] rho) {
    int windows = place.out().units;
    for (int window = 0; window < windows; window++) {
      float up = 0;
      float down = 0;
      for (int i = window * taps; i < (window + 1) * taps; i++) {
        float weight = before.weight(row, inputs[i]);
        boolean one = before.bits[row * before.units + inputs[i]] == 1;
        up += one ? 0 : weight;
        down += one ? weight : 0;
      }
      if (largest) {
        float count = ones(row, window);
        rho[window] = count == 0 ? up : count == 1 ? down : 0;
      } else {
        rho[window] = up;
        rho[windows + window] = down;
      }
    }
  }

  private float ones(int row, int window) {
    float count = 0;
    for (int i = window * taps; i < (window + 1) * taps; i++) {
      count += before.bits[row * before.units + inputs[i]];
    }
    return count;
  }

  @Override
  void forward(int slice, RandomStream stream) {
    super.forward(slice, stream);
    for (int r = place.slices().from(slice); largest && r < place.slices().to(slice); r++) {
      pool(r, before.bits, bits);
    }
  }

  @Override
  void back(int row) {
    int from = row * place.in().units;
    float[] to = place.in().derivatives;
    for (int window = 0; window < place.out().units; window++) {
      int at = row * place.out().units + window;
      float up = changes(0)[at];
      float count = largest ? ones(row, window) : 0;
      for (int i = window * taps; i < (window + 1) * taps; i++) {
        float bit = before.bits[from + inputs[i]];
        if (largest) {
          to[from + inputs[i]] = count <= 1 && bit == count ? up : 0;
        } else {
          to[from + inputs[i]] = bit == 1 ? changesDown[at] : up;
        }
      }
    }
  }
}
