package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.random.RandomStream;

/**
 * Windows of states joined to one number each. Derivatives of the largest go to the first of the
 * window that is as large.
 */
class PoolingLayer extends Layer {
  /**
   * What a pooling is connected to.
   *
   * @param in states
   * @param out joined states
   * @param slices of the batch
   */
  record Place(Signal in, Signal out, RowSlices slices) {}

  final Place place;
  final boolean largest;

  /** Inputs of each window, window by window. */
  final int[] inputs;

  final int taps;
  private final float factor;

  PoolingLayer(Pooling shape, Place place) {
    this(shape, place, (float) shape.factor());
  }

  /** With another factor of means and sums. */
  PoolingLayer(Pooling shape, Place place, float factor) {
    this.place = place;
    this.factor = factor;
    largest = shape.kind() == Pooling.Kind.MAX;
    taps = shape.taps();
    inputs = new int[place.out().units * taps];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = shape.input(i / taps, i % taps);
    }
  }

  @Override
  void forward(int slice, RandomStream stream) {
    for (int r = place.slices().from(slice); r < place.slices().to(slice); r++) {
      pool(r, place.in().values(), place.out().values());
    }
  }

  /** Joins the numbers of a row. */
  final void pool(int row, float[] x, float[] out) {
    int from = row * place.in().units;
    int to = row * place.out().units;
    for (int window = 0; window < place.out().units; window++) {
      float sum = largest ? x[from + inputs[window * taps]] : 0;
      for (int i = window * taps; i < (window + 1) * taps; i++) {
        float next = x[from + inputs[i]];
        sum = largest ? Math.max(sum, next) : sum + factor * next;
      }
      out[to + window] = sum;
    }
  }

  @Override
  final void backward(int slice) {
    int from = place.slices().from(slice);
    int to = place.slices().to(slice);
    Arrays.fill(place.in().derivatives, from * place.in().units, to * place.in().units, 0);
    for (int r = from; r < to; r++) {
      back(r);
    }
  }

  /** Writes what is to be known of a row's states into zeros. */
  void back(int row) {
    int from = row * place.in().units;
    float[] x = place.in().values();
    for (int window = 0; window < place.out().units; window++) {
      float d = place.out().derivatives[row * place.out().units + window];
      int best = from + inputs[window * taps];
      for (int i = window * taps; i < (window + 1) * taps; i++) {
        int at = from + inputs[i];
        best = x[at] > x[best] ? at : best;
        if (!largest) {
          place.in().derivatives[at] = factor * d;
        }
      }
      if (largest) {
        place.in().derivatives[best] = d;
      }
    }
  }
}
