package org.bitgrad.train.engine;

import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatMatrix;
import org.bitgrad.numeric.FloatMemory;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.TransposedPlan;

/** A convolution's weights as the products want them: with biases, and per phase transposed. */
final class ConvolutionWeights {
  private final Convolution shape;
  private final TransposedPlan back;
  private final FloatMemory forward;
  private final FloatMemory[] backward;
  private final FloatMatrix[] forwardOfSlice = new FloatMatrix[RowSlices.COUNT];
  private final FloatMatrix[][] backwardOfSlice = new FloatMatrix[RowSlices.COUNT][];
  private final float[][] rows = new float[RowSlices.COUNT][];

  ConvolutionWeights(Convolution shape, TransposedPlan back, FloatProducts products) {
    this.shape = shape;
    this.back = back;
    forward = products.memory(shape.size());
    backward = new FloatMemory[back.phases()];
    for (int p = 0; p < backward.length; p++) {
      // No output reads the positions of a phase without taps.
      if (rowLength(p) > 0) {
        backward[p] = products.memory(shape.image().channels() * rowLength(p));
      }
    }
    for (int s = 0; s < RowSlices.COUNT; s++) {
      forwardOfSlice[s] = forward.matrix(shape.channels(), shape.size() / shape.channels());
      backwardOfSlice[s] = new FloatMatrix[backward.length];
      rows[s] = new float[shape.channels() * shape.window().taps()];
      for (int p = 0; p < backward.length; p++) {
        if (backward[p] != null) {
          backwardOfSlice[s][p] = backward[p].matrix(shape.image().channels(), rowLength(p));
        }
      }
    }
  }

  private int rowLength(int phase) {
    return shape.channels() * back.taps(phase).length;
  }

  FloatMatrix forward(int slice) {
    return forwardOfSlice[slice];
  }

  FloatMatrix backward(int slice, int phase) {
    return backwardOfSlice[slice][phase];
  }

  /** The weights to a channel, and its bias behind them. */
  void putForward(int channel, float[] weights, float[] biases) {
    int each = shape.weights() / shape.channels();
    forward.put(channel * (each + 1), weights, channel * each, each);
    forward.put(channel * (each + 1) + each, biases, channel, 1);
  }

  /** The weights from a channel; the working row is the part's own. */
  void putBackward(int channel, int part, float[] weights) {
    float[] row = rows[part];
    for (int p = 0; p < backward.length; p++) {
      int length = 0;
      for (int c = 0; c < shape.channels(); c++) {
        for (int tap : back.taps(p)) {
          row[length++] = weights[shape.weight(c, channel, tap)];
        }
      }
      if (length > 0) {
        backward[p].put(channel * length, row, 0, length);
      }
    }
  }
}
