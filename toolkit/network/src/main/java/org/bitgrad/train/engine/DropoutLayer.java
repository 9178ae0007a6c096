package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.network.Dropout;
import org.bitgrad.random.RandomStream;

/**
 * Dropout of what a layer reads: in an estimate numbers become 0 with the rate, the others are
 * multiplied by {@code 1 / (1 - rate)}; in a prediction all pass. The masks are those of {@link
 * Dropout} from the same stream.
 */
final class DropoutLayer extends Layer {
  private static final float HUGE = 0x1p100f;

  private final Signal in;
  private final Signal out;
  private final RowSlices slices;
  private final long position;
  private final float limit;
  private final float kept;

  /** Factors of the numbers. */
  private final float[] factors;

  private boolean estimating;

  /**
   * Drops numbers of a layer.
   *
   * @param rate share, in (0, 1)
   * @param layer index of the layer that reads, of all layers
   * @param in numbers
   * @param out those that are left
   * @param slices of the batch
   */
  DropoutLayer(double rate, int layer, Signal in, Signal out, RowSlices slices) {
    this.in = in;
    this.out = out;
    this.slices = slices;
    position = Dropout.position(layer);
    limit = (float) (rate - 0.5);
    kept = (float) (1 / (1 - rate));
    factors = new float[in.derivatives.length];
  }

  @Override
  void mode(boolean estimate) {
    estimating = estimate;
  }

  @Override
  void forward(int slice, RandomStream stream) {
    int from = slices.from(slice) * in.units;
    int to = slices.to(slice) * in.units;
    if (estimating) {
      stream.centred(position + from, factors, from, to - from);
      keep(limit, kept, factors, from, to);
    } else {
      Arrays.fill(factors, from, to, 1);
    }
    multiply(in.values(), factors, out.values(), from, to);
  }

  /** The factor where a number is not below the limit, else 0, without a comparison. */
  private static void keep(float limit, float kept, float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = kept - kept * Math.max(0, Math.min(1, (limit - x[i]) * HUGE * HUGE));
    }
  }

  private static void multiply(float[] x, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * y[i];
    }
  }

  @Override
  void backward(int slice) {
    int from = slices.from(slice) * in.units;
    int to = slices.to(slice) * in.units;
    multiply(out.derivatives, factors, in.derivatives, from, to);
  }
}
