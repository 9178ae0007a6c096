package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatRatios;
import org.bitgrad.numeric.TransposedPlan;

/**
 * What a flip of a state multiplies the odds of the outputs by that it reaches: two numbers per
 * weight, in the order in which the positions of each phase meet them.
 */
final class ConvolutionRatios {
  /** Beyond this exponent a clamped flip would differ from the true one in float32. */
  static final float LARGEST_PAIRED = 13;

  /**
   * What a flip from 0 to 1 adds to a pre-activation, per phase {@code [channels before x
   * reached]}.
   */
  final float[][] change;

  /** For a bit that is 0 and becomes 1, per phase {@code [channels before x reached]}. */
  final float[][] low;

  /** For a bit that is 1 and becomes 0. */
  final float[][] high;

  private final Convolution shape;
  private final TransposedPlan back;
  private final float step;
  private final float inverseScale;

  /** What normalisation multiplies each output channel by. */
  final float[] slopes;

  private final float[] largest = new float[RowSlices.COUNT];

  /**
   * Opens tables.
   *
   * @param step distance of the two states
   * @param inverseScale of the noise
   */
  ConvolutionRatios(Convolution shape, TransposedPlan back, float step, float inverseScale) {
    this.inverseScale = inverseScale;
    change = new float[back.phases()][];
    this.shape = shape;
    this.back = back;
    this.step = step;
    slopes = new float[shape.channels()];
    Arrays.fill(slopes, 1);
    low = new float[back.phases()][];
    high = new float[back.phases()][];
    for (int p = 0; p < low.length; p++) {
      low[p] = new float[shape.image().channels() * reached(p)];
      high[p] = new float[low[p].length];
      change[p] = new float[low[p].length];
    }
  }

  int reached(int phase) {
    return shape.channels() * back.taps(phase).length;
  }

  /** Takes over the weights from some channels. */
  void load(int fromChannel, int toChannel, int part, float[] weights) {
    largest[part] = 0;
    for (int p = 0; p < low.length; p++) {
      int n = reached(p);
      int at = fromChannel * n;
      for (int r = fromChannel; r < toChannel; r++) {
        for (int c = 0; c < shape.channels(); c++) {
          for (int tap : back.taps(p)) {
            change[p][at] = step * slopes[c] * weights[shape.weight(c, r, tap)];
            largest[part] = Math.max(largest[part], Math.abs(inverseScale * change[p][at]));
            at++;
          }
        }
      }
      FloatRatios.exp(-inverseScale, change[p], low[p], fromChannel * n, toChannel * n);
      for (int i = fromChannel * n; i < toChannel * n; i++) {
        high[p][i] = 1 / low[p][i];
      }
    }
  }

  /** The largest exponent of a flip. */
  float largest() {
    float most = 0;
    for (float of : largest) {
      most = Math.max(most, of);
    }
    return most;
  }
}
