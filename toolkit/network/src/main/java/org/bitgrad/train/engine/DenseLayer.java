package org.bitgrad.train.engine;

import static org.bitgrad.train.engine.RowSlices.cut;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.numeric.FloatMatrix;
import org.bitgrad.numeric.FloatMemory;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.FloatProducts.Form;
import org.bitgrad.random.RandomStream;

/**
 * The affine map {@code a = W x + b} of rows. Threads share the units of large products, so that
 * each packs its part of the weights once, and the rows of small ones.
 */
class DenseLayer extends Layer {
  private static final int PARTS = 4;
  private static final int BIAS_ROWS = 16;
  private static final Form FORWARD = Form.A_BT.added();

  /** Weights from which on packing them once per slice costs more than waiting for one another. */
  private static final long LARGE = 1 << 14;

  private static final int NARROW = 64;

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
  private final DenseWindows[] ofPiece = new DenseWindows[RowSlices.COUNT];
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
    for (int s = 0; s < ofPiece.length; s++) {
      ofPiece[s] = new DenseWindows(place, weights);
    }
    for (int p = 0; p < PARTS; p++) {
      ofPart[p] = new PartWindows(place, gradients);
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
    int from = cut(out, part, PARTS);
    int to = cut(out, part + 1, PARTS);
    weights.put(from * in, parameters.weights().values, from * in, (to - from) * in);
    for (int row = 0; row < BIAS_ROWS; row++) {
      System.arraycopy(parameters.biases().values, from, biasRows, row * out + from, to - from);
    }
  }

  /** {@return whether threads share the units of a product of all rows, not the rows} */
  private boolean divided() {
    return Math.min(in, out) >= NARROW && (long) in * out >= LARGE;
  }

  @Override
  final void addForward(Steps steps) {
    if (!divided()) {
      steps.rows(this::forward);
      return;
    }
    steps.rows((slice, stream) -> putInputs(slice));
    steps.parts((part, stream) -> multiplyForward(part));
    steps.rows((slice, stream) -> getOutputs(slice));
  }

  @Override
  final void forward(int slice, RandomStream stream) {
    putInputs(slice);
    DenseWindows at = ofPiece[slice];
    at.rows(from(slice), to(slice));
    products.multiply(FORWARD, at.x, at.w, at.a);
    getOutputs(slice);
  }

  private void putInputs(int slice) {
    place.in().putValues(from(slice), to(slice));
    for (int row = from(slice); row < to(slice); row += BIAS_ROWS) {
      int rows = Math.min(BIAS_ROWS, to(slice) - row);
      place.out().valueMemory.put(row * out, biasRows, 0, rows * out);
    }
  }

  private void multiplyForward(int part) {
    DenseWindows at = ofPiece[part];
    int parts = place.slices().count();
    at.outputs(place.slices().rows(), cut(out, part, parts), cut(out, part + 1, parts));
    products.multiply(FORWARD, at.x, at.w, at.a);
  }

  private void getOutputs(int slice) {
    place.out().getValues(from(slice), to(slice));
  }

  @Override
  final void addBackward(Steps steps) {
    steps.rows((slice, stream) -> backward(slice));
    if (!place.first()) {
      addPullBack(steps);
    }
  }

  /** Copies the outputs' derivatives for {@link #gradient} and the products of the pull-back. */
  @Override
  final void backward(int slice) {
    beforeProducts(slice);
    place.out().putDerivatives(from(slice), to(slice));
  }

  /** For layers that change what their outputs' derivatives are. */
  void beforeProducts(int slice) {}

  /** Adds the steps that write the derivatives of the states before, or what stands for them. */
  void addPullBack(Steps steps) {
    if (divided()) {
      steps.parts((part, stream) -> multiplyBack(part));
    } else {
      steps.rows((slice, stream) -> multiplyBackRows(slice));
    }
    steps.rows((slice, stream) -> place.in().getDerivatives(from(slice), to(slice)));
  }

  private void multiplyBackRows(int slice) {
    DenseWindows at = ofPiece[slice];
    at.rows(from(slice), to(slice));
    products.multiply(Form.A_B, at.da, at.w, at.dx);
  }

  private void multiplyBack(int part) {
    DenseWindows at = ofPiece[part];
    int parts = place.slices().count();
    at.inputs(place.slices().rows(), cut(in, part, parts), cut(in, part + 1, parts));
    products.multiply(Form.A_B, at.da, at.w, at.dx);
  }

  final int from(int slice) {
    return place.slices().from(slice);
  }

  final int to(int slice) {
    return place.slices().to(slice);
  }

  @Override
  void gradient(int part) {
    int from = cut(out, part, PARTS);
    int to = cut(out, part + 1, PARTS);
    if (from == to) {
      return;
    }
    int rows = place.slices().rows();
    PartWindows at = ofPart[part];
    DenseWindows.move(at.x, 0, rows);
    at.da.size(0, to - from).at(from).size(rows, to - from);
    DenseWindows.move(at.dw, from, to);
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
