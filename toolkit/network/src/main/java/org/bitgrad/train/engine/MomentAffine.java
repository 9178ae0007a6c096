package org.bitgrad.train.engine;

import static org.bitgrad.train.engine.RowSlices.cut;

import java.util.List;
import org.bitgrad.random.RandomStream;

/**
 * An affine map of independent numbers of which means and variances are known: {@code W m + b} and
 * {@code (W * W) v}, element by element, by a layer each. In predictions states are drawn, and
 * variances are left out.
 */
final class MomentAffine extends Layer {
  private final Layer means;
  private final DenseLayer.Parameters parameters;
  private final Layer variances;
  private final DenseLayer.Parameters squares;
  private boolean estimating;

  /**
   * Joins two layers of the same shape and parts.
   *
   * @param means the map of means
   * @param parameters of it
   * @param variances the map of variances
   * @param squares its parameters, which follow the others; biases 0
   */
  MomentAffine(
      Layer means,
      DenseLayer.Parameters parameters,
      Layer variances,
      DenseLayer.Parameters squares) {
    this.means = means;
    this.parameters = parameters;
    this.variances = variances;
    this.squares = squares;
  }

  /** Room for squared weights. */
  static DenseLayer.Parameters like(DenseLayer.Parameters parameters) {
    return new DenseLayer.Parameters(
        new Parameter("squares", List.of(parameters.weights().values.length)),
        new Parameter("zeros", List.of(parameters.biases().values.length)));
  }

  @Override
  void mode(boolean estimate) {
    estimating = estimate;
    if (estimate) {
      square(parameters.weights().values, squares.weights().values);
    }
  }

  private static void square(float[] w, float[] out) {
    for (int i = 0; i < w.length; i++) {
      out[i] = w[i] * w[i];
    }
  }

  @Override
  int parts() {
    return means.parts();
  }

  @Override
  void load(int part) {
    means.load(part);
    if (estimating) {
      variances.load(part);
    }
  }

  @Override
  void addForward(Steps steps) {
    means.addForward(steps);
    steps.forwardIf(() -> estimating, variances);
  }

  @Override
  void addBackward(Steps steps) {
    means.addBackward(steps);
    variances.addBackward(steps);
  }

  @Override
  void forward(int slice, RandomStream stream) {
    throw new IllegalStateException("the two layers add steps of their own");
  }

  @Override
  void backward(int slice) {
    throw new IllegalStateException("the two layers add steps of their own");
  }

  @Override
  void gradient(int part) {
    means.gradient(part);
    variances.gradient(part);
    float[] w = parameters.weights().values;
    int outputs = parameters.biases().values.length;
    int each = w.length / outputs;
    add(
        w,
        squares.weights().gradient,
        parameters.weights().gradient,
        cut(outputs, part, parts()) * each,
        cut(outputs, part + 1, parts()) * each);
  }

  /** By {@code d(w w) = 2 w dw}. */
  private static void add(float[] w, float[] d, float[] gradient, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] = Math.fma(2 * w[i], d[i], gradient[i]);
    }
  }
}
