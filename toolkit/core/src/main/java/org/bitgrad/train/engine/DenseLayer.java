package org.bitgrad.train.engine;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.numeric.FloatMatrix;
import org.bitgrad.numeric.FloatMemory;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.FloatProducts.Form;
import org.bitgrad.random.RandomStream;

/** The affine map {@code a = W x + b} of rows. Windows are made once per slice and part. */
class DenseLayer extends Layer {
  private static final int PARTS = 4;
  private static final int BIAS_ROWS = 16;

  /**
   * Parameters of a dense layer.
   *
   * @param weights {@code [out x in]}
   * @param biases {@code [out]}
   */
  record Parameters(Parameter weights, Parameter biases) {
    static Parameters of(String layer, int in, int out) {
      return new Parameters(
          new Parameter(layer + ".weights", List.of(out, in)),
          new Parameter(layer + ".biases", List.of(out)));
    }
  }

  /**
   * What a layer is connected to.
   *
   * @param in states or data before it
   * @param out pre-activations or outputs behind it
   * @param slices of the batch
   * @param first whether nothing before it needs derivatives
   */
  record Place(Signal in, Signal out, RowSlices slices, boolean first) {}

  final Parameters parameters;
  final Place place;
  final int in;
  final int out;
  private final FloatProducts products;
  private final FloatMemory weights;
  private final FloatMemory gradients;
  private final float[] biasRows;
  private final Windows[] ofSlice = new Windows[RowSlices.COUNT];
  private final PartWindows[] ofPart = new PartWindows[PARTS];

  DenseLayer(Parameters parameters, Place place, FloatProducts products) {
    this.parameters = parameters;
    this.place = place;
    this.products = products;
    in = place.in().units;
    out = place.out().units;
    weights = products.memory(in * out);
    gradients = products.memory(in * out);
    biasRows = new float[BIAS_ROWS * out];
    for (int s = 0; s < ofSlice.length; s++) {
      ofSlice[s] = new Windows(place, weights);
    }
    for (int p = 0; p < PARTS; p++) {
      ofPart[p] = new PartWindows(place, gradients);
    }
  }

  /** What one slice multiplies. */
  private static final class Windows {
    private final FloatMatrix x;
    private final FloatMatrix a;
    private final FloatMatrix dx;
    private final FloatMatrix da;
    private final FloatMatrix w;

    Windows(Place place, FloatMemory weights) {
      x = place.in().valueMemory.matrix(1, place.in().units);
      a = place.out().valueMemory.matrix(1, place.out().units);
      dx = place.in().derivativeMemory.matrix(1, place.in().units);
      da = place.out().derivativeMemory.matrix(1, place.out().units);
      w = weights.matrix(place.out().units, place.in().units);
    }

    static void move(FloatMatrix matrix, int fromRow, int toRow) {
      matrix.size(0, matrix.columns()).at(fromRow * matrix.stride());
      matrix.size(toRow - fromRow, matrix.columns());
    }
  }

  /** What one part of the weights' gradient multiplies. */
  private static final class PartWindows {
    private final FloatMatrix x;
    private final FloatMatrix da;
    private final FloatMatrix dw;
    private final float[] row;
    private final float[] sum;

    PartWindows(Place place, FloatMemory gradients) {
      x = place.in().valueMemory.matrix(1, place.in().units);
      da = place.out().derivativeMemory.matrix(1, place.out().units);
      dw = gradients.matrix(1, place.in().units);
      row = new float[place.out().units];
      sum = new float[place.out().units];
    }
  }

  @Override
  final int parts() {
    return PARTS;
  }

  @Override
  void load(int part) {
    int from = RowSlices.cut(out, part, PARTS);
    int to = RowSlices.cut(out, part + 1, PARTS);
    weights.put(from * in, parameters.weights().values, from * in, (to - from) * in);
    for (int row = 0; row < BIAS_ROWS; row++) {
      System.arraycopy(parameters.biases().values, from, biasRows, row * out + from, to - from);
    }
  }

  @Override
  final void forward(int slice, RandomStream stream) {
    int from = place.slices().from(slice);
    int to = place.slices().to(slice);
    place.in().putValues(from, to);
    for (int row = from; row < to; row += BIAS_ROWS) {
      int rows = Math.min(BIAS_ROWS, to - row);
      place.out().valueMemory.put(row * out, biasRows, 0, rows * out);
    }
    Windows at = ofSlice[slice];
    Windows.move(at.x, from, to);
    Windows.move(at.a, from, to);
    products.multiply(FORWARD, at.x, at.w, at.a);
    place.out().getValues(from, to);
  }

  private static final Form FORWARD = Form.A_BT.added();

  @Override
  final void backward(int slice) {
    int from = place.slices().from(slice);
    int to = place.slices().to(slice);
    beforeProducts(slice);
    place.out().putDerivatives(from, to);
    if (!place.first()) {
      pullBack(slice, from, to);
    }
  }

  /** For layers that change what their outputs' derivatives are. */
  void beforeProducts(int slice) {}

  /** Writes the derivatives of the states before, or what stands for them. */
  void pullBack(int slice, int fromRow, int toRow) {
    Windows at = ofSlice[slice];
    Windows.move(at.da, fromRow, toRow);
    Windows.move(at.dx, fromRow, toRow);
    products.multiply(Form.A_B, at.da, at.w, at.dx);
    place.in().getDerivatives(fromRow, toRow);
  }

  @Override
  void gradient(int part) {
    int from = RowSlices.cut(out, part, PARTS);
    int to = RowSlices.cut(out, part + 1, PARTS);
    if (from == to) {
      return;
    }
    int rows = place.slices().rows();
    PartWindows at = ofPart[part];
    Windows.move(at.x, 0, rows);
    at.da.size(0, to - from).at(from).size(rows, to - from);
    Windows.move(at.dw, from, to);
    products.multiply(Form.AT_B, at.da, at.x, at.dw);
    gradients.get(from * in, parameters.weights().gradient, from * in, (to - from) * in);
    biasGradient(at, from, to - from);
  }

  private void biasGradient(PartWindows at, int from, int size) {
    Arrays.fill(at.sum, 0, size, 0);
    for (int r = 0; r < place.slices().rows(); r++) {
      System.arraycopy(place.out().derivatives, r * out + from, at.row, 0, size);
      add(at.row, at.sum, size);
    }
    System.arraycopy(at.sum, 0, parameters.biases().gradient, from, size);
  }

  static void add(float[] x, float[] sum, int size) {
    for (int i = 0; i < size; i++) {
      sum[i] += x[i];
    }
  }
}
