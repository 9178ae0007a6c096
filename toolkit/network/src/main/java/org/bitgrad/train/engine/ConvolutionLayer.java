package org.bitgrad.train.engine;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatMatrix;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.FloatProducts.Form;
import org.bitgrad.numeric.TransposedPlan;
import org.bitgrad.numeric.WindowPlan;
import org.bitgrad.random.RandomStream;

/**
 * A convolution of images, by products of a few images at a time: what lies under each tap is
 * copied into a row of a matrix (im2col), so that {@code a = W X}. A last row of ones takes the
 * biases. The derivatives of states are a product, too, of the outputs that each position reaches;
 * nothing is added up place by place.
 */
class ConvolutionLayer extends Layer {
  private static final int PARTS = 4;
  private static final Form ADDED = Form.A_BT.added();
  private static final double SMALL_PRODUCT = 1e6;
  private static final int FEW_ROWS = 32;
  private static final int LANES = 16;

  /** Parameters of a convolution: weights as in {@link Convolution}, then biases. */
  static DenseLayer.Parameters parameters(String layer, Convolution shape) {
    int kernel = shape.window().kernel();
    int channels = shape.channels();
    return new DenseLayer.Parameters(
        new Parameter(
            layer + ".weights", List.of(channels, shape.image().channels(), kernel, kernel)),
        new Parameter(layer + ".biases", List.of(channels)));
  }

  final DenseLayer.Parameters parameters;
  final DenseLayer.Place place;
  final Convolution shape;
  final TransposedPlan back;
  private final FloatProducts products;
  private final WindowPlan plan;
  private final int weights;
  private final ConvolutionWeights matrices;
  private final ConvolutionWork[] ofSlice = new ConvolutionWork[RowSlices.COUNT];

  /** What {@link WindowPlan#split} makes of each row, kept for the way back. */
  private final float[][] planes;

  private final float[][] partRows;

  ConvolutionLayer(
      Convolution shape,
      DenseLayer.Parameters parameters,
      DenseLayer.Place place,
      FloatProducts products) {
    this.shape = shape;
    this.parameters = parameters;
    this.place = place;
    this.products = products;
    plan = new WindowPlan(shape);
    back = new TransposedPlan(shape);
    weights = shape.weights() / shape.channels();
    matrices = new ConvolutionWeights(shape, back, products);
    for (int s = 0; s < ofSlice.length; s++) {
      ofSlice[s] = new ConvolutionWork(shape, plan, back, products);
    }
    partRows = new float[PARTS][weights + 1];
    planes = new float[place.in().derivatives.length / shape.in()][plan.size()];
  }

  @Override
  final int parts() {
    return PARTS;
  }

  @Override
  void load(int part) {
    int to = RowSlices.cut(shape.channels(), part + 1, PARTS);
    for (int c = RowSlices.cut(shape.channels(), part, PARTS); c < to; c++) {
      matrices.putForward(c, parameters.weights().values, parameters.biases().values);
    }
    int end = RowSlices.cut(shape.image().channels(), part + 1, PARTS);
    int r = RowSlices.cut(shape.image().channels(), part, PARTS);
    for (; r < end && !place.first(); r++) {
      matrices.putBackward(r, part, parameters.weights().values);
    }
  }

  @Override
  final void forward(int slice, RandomStream stream) {
    ConvolutionWork at = ofSlice[slice];
    for (int row = place.slices().from(slice); row < place.slices().to(slice); row += at.images()) {
      int images = Math.min(at.images(), place.slices().to(slice) - row);
      for (int r = row; r < row + images; r++) {
        plan.split(place.in().values(), r * shape.in(), planes[r]);
      }
      at.columns(planes, row, images);
      multiply(matrices.forward(slice), at.columns, at.outputs);
      at.gather(place.out().values(), row, images);
    }
  }

  @Override
  final void backward(int slice) {
    ConvolutionWork at = ofSlice[slice];
    Form form = Form.A_BT;
    at.empty = true;
    for (int row = place.slices().from(slice); row < place.slices().to(slice); row += at.images()) {
      int images = Math.min(at.images(), place.slices().to(slice) - row);
      at.columns(planes, row, images);
      at.spread(place.out().derivatives, row, images);
      products.multiply(form, at.outputs, at.columns, at.gradient);
      form = ADDED;
      at.empty = false;
    }
    if (!place.first()) {
      pullBack(slice, place.slices().from(slice), place.slices().to(slice));
    }
  }

  /**
   * A product in strips of columns: with few rows, OpenBLAS is faster on products of up to a
   * million multiplications, which it does without packing.
   */
  private void multiply(FloatMatrix w, FloatMatrix x, FloatMatrix y) {
    int columns = x.columns();
    int strip = (int) (SMALL_PRODUCT / ((double) w.rows() * w.columns())) / LANES * LANES;
    if (w.rows() > FEW_ROWS || strip < LANES || strip >= columns) {
      products.multiply(Form.A_B, w, x, y);
      return;
    }
    for (int from = 0; from < columns; from += strip) {
      int size = Math.min(strip, columns - from);
      x.size(x.rows(), size).at(from);
      y.size(y.rows(), size).at(from);
      products.multiply(Form.A_B, w, x, y);
    }
    x.at(0);
    y.at(0);
  }

  /** Writes the derivatives of the states before, or what stands for them. */
  void pullBack(int slice, int fromRow, int toRow) {
    ConvolutionWork at = ofSlice[slice];
    for (int row = fromRow; row < toRow; row += at.images()) {
      int images = Math.min(at.images(), toRow - row);
      at.reached(place.out().derivatives, row, images);
      for (int phase = 0; phase < back.phases(); phase++) {
        if (back.taps(phase).length > 0 && back.columns(phase) > 0) {
          at.size(phase, images);
          multiply(matrices.backward(slice, phase), at.reached(phase), at.states(phase));
        }
        at.toImages(phase, place.in().derivatives, row, images);
      }
    }
  }

  @Override
  void gradient(int part) {
    int from = RowSlices.cut(shape.channels(), part, PARTS);
    int to = RowSlices.cut(shape.channels(), part + 1, PARTS);
    float[] dw = parameters.weights().gradient;
    float[] db = parameters.biases().gradient;
    Arrays.fill(dw, from * weights, to * weights, 0);
    Arrays.fill(db, from, to, 0);
    for (int s = 0; s < place.slices().count(); s++) {
      ConvolutionWork at = ofSlice[s];
      for (int c = from; c < to && !at.empty; c++) {
        at.addGradient(c, partRows[part], dw, db);
      }
    }
  }
}
