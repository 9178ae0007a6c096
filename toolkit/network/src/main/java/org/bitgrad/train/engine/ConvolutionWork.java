package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatMatrix;
import org.bitgrad.numeric.FloatMemory;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.TransposedPlan;
import org.bitgrad.numeric.WindowPlan;

/** Working memory of a convolution for one slice: a few images at a time stay in cache. */
final class ConvolutionWork {
  /** Columns of a product: enough for it to be fast, few enough to stay in cache. */
  private static final int COLUMNS = 512;

  /** What an image's windows hold, a row per weight to a channel, and a row of ones. */
  final FloatMatrix columns;

  /** Pre-activations, or derivatives in them, a row per channel. */
  final FloatMatrix outputs;

  /** Sum of the slice so far. */
  final FloatMatrix gradient;

  /** Whether nothing has been added to the gradient. */
  boolean empty = true;

  private final Convolution shape;

  /** {@code shape.out()}, which makes an object at every call. */
  private final int units;

  private final WindowPlan plan;
  private final TransposedPlan back;
  private final int images;
  private final int width;
  private final float[] padded;
  private final float[] block;

  /** Zeros between lines. */
  private final float[] derivatives;

  private final float[] states;
  private final FloatMemory columnMemory;
  private final FloatMemory outputMemory;
  private final FloatMemory gradientMemory;
  private final FloatMemory[] reachedMemory;
  private final FloatMemory[] stateMemory;
  private final FloatMatrix[] reached;
  private final FloatMatrix[] statesOf;

  ConvolutionWork(Convolution shape, WindowPlan plan, TransposedPlan back, FloatProducts products) {
    this.shape = shape;
    units = shape.out();
    this.plan = plan;
    this.back = back;
    images = Math.max(1, COLUMNS / plan.columns());
    width = images * plan.columns();
    int each = shape.size() / shape.channels();
    padded = new float[back.size()];
    block = new float[shape.channels() * width];
    derivatives = new float[shape.channels() * width];
    columnMemory = products.memory(each * width);
    outputMemory = products.memory(shape.channels() * width);
    gradientMemory = products.memory(shape.size());
    columns = columnMemory.matrix(each, width);
    outputs = outputMemory.matrix(shape.channels(), width);
    gradient = gradientMemory.matrix(shape.channels(), each);
    Arrays.fill(block, 0, width, 1);
    columnMemory.put((each - 1) * width, block, 0, width);
    int phases = back.phases();
    reachedMemory = new FloatMemory[phases];
    stateMemory = new FloatMemory[phases];
    reached = new FloatMatrix[phases];
    statesOf = new FloatMatrix[phases];
    states = new float[Math.max(1, shape.image().channels() * images * back.columns())];
    for (int p = 0; p < phases; p++) {
      if (back.taps(p).length == 0) {
        continue; // no output reads these positions
      }
      int wide = Math.max(1, images * back.columns(p));
      int rows = Math.max(1, shape.channels() * back.taps(p).length);
      reachedMemory[p] = products.memory(rows * wide);
      stateMemory[p] = products.memory(shape.image().channels() * wide);
      reached[p] = reachedMemory[p].matrix(rows, wide);
      statesOf[p] = stateMemory[p].matrix(shape.image().channels(), wide);
    }
  }

  /** {@return images of a product} */
  int images() {
    return images;
  }

  /** Copies what the windows of some images hold. */
  void columns(float[][] planes, int from, int count) {
    int taps = shape.window().taps();
    columns.at(0).size(columns.rows(), count * plan.columns());
    outputs.at(0).size(outputs.rows(), count * plan.columns());
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < shape.image().channels() * taps; k++) {
        int to = k * width + i * plan.columns();
        columnMemory.put(to, planes[from + i], plan.start(k / taps, k % taps), plan.columns());
      }
    }
  }

  /** Takes out what {@link #outputs} holds. */
  void gather(float[] a, int from, int count) {
    outputMemory.get(0, block, 0, block.length);
    for (int i = 0; i < count; i++) {
      plan.gather(block, width, i * plan.columns(), a, (from + i) * units);
    }
  }

  /** Writes derivatives into {@link #outputs}. */
  void spread(float[] da, int from, int count) {
    for (int i = 0; i < count; i++) {
      plan.spread(da, (from + i) * units, derivatives, width, i * plan.columns());
    }
    outputMemory.put(0, derivatives, 0, derivatives.length);
  }

  /** Copies what the positions of some images reach, phase by phase. */
  void reached(float[] da, int from, int count) {
    for (int i = 0; i < count; i++) {
      back.pad(da, (from + i) * units, padded);
      for (int p = 0; p < reached.length; p++) {
        int[] taps = back.taps(p);
        int length = back.columns(p);
        for (int k = 0; k < shape.channels() * taps.length; k++) {
          int start = back.start(p, k / taps.length, taps[k % taps.length]);
          reachedMemory[p].put((k * images + i) * length, padded, start, length);
        }
      }
    }
  }

  FloatMatrix reached(int phase) {
    return reached[phase];
  }

  FloatMatrix states(int phase) {
    return statesOf[phase];
  }

  /** Sizes the windows of a phase. */
  void size(int phase, int count) {
    int wide = count * back.columns(phase);
    reached[phase].size(reached[phase].rows(), wide);
    statesOf[phase].size(statesOf[phase].rows(), wide);
  }

  /** Moves a phase's numbers to the images. */
  void toImages(int phase, float[] x, int from, int count) {
    int length = back.columns(phase);
    int channels = shape.image().channels();
    int positions = shape.image().positions();
    if (stateMemory[phase] == null) {
      Arrays.fill(states, 0, channels * images * length, 0);
    } else {
      stateMemory[phase].get(0, states, 0, channels * images * length);
    }
    for (int k = 0; k < count * channels; k++) {
      int i = k / channels;
      int r = k % channels;
      int to = (from + i) * shape.in() + r * positions;
      back.toImage(phase, states, (r * images + i) * length, x, to);
    }
  }

  /** Adds a channel's part of the slice's sum; parts of the gradient bring rows of their own. */
  void addGradient(int channel, float[] row, float[] dw, float[] db) {
    int each = row.length - 1;
    gradientMemory.get(channel * row.length, row, 0, row.length);
    for (int k = 0; k < each; k++) {
      dw[channel * each + k] += row[k];
    }
    db[channel] += row[each];
  }
}
