package org.bitgrad.train.engine;

import org.bitgrad.random.RandomStream;

/**
 * Batch normalisation {@code y = gamma (a - mean) / sqrt(variance + 1e-5) + beta}, channel by
 * channel: with mean and variance of the batch in an estimate, which also moves the running ones by
 * a tenth, and with the running ones otherwise. Where a batch has one number of a channel only (one
 * row left over, and one place), an estimate has the running ones, too, and does not move them.
 */
final class NormalisationLayer extends Layer {
  /** As in the float64 layers. */
  private static final double EPSILON = 1e-5;

  private static final double MOMENTUM = 0.1;

  final Signal out;
  private final NormalisationSums before;
  private final LayerParameters parameters;
  private final double[][] sums = new double[RowSlices.COUNT][];
  private final double[][] products = new double[RowSlices.COUNT][];

  NormalisationLayer(NormalisationSums before, LayerParameters parameters, Signal out) {
    this.before = before;
    this.parameters = parameters;
    this.out = out;
    for (int s = 0; s < RowSlices.COUNT; s++) {
      sums[s] = new double[before.channels];
      products[s] = new double[before.channels];
    }
    before.behind(this);
  }

  @Override
  int parts() {
    return 1;
  }

  @Override
  boolean needsAllRowsForward() {
    return true;
  }

  double mean(int c) {
    return before.ofBatch() ? before.mean(c) : parameters.mean[c];
  }

  double perDeviation(int c) {
    double variance = before.ofBatch() ? before.variance(c) : parameters.variance[c];
    return 1 / Math.sqrt(variance + EPSILON);
  }

  double scale(int c) {
    return parameters.scales.values[c];
  }

  /** {@return what a change before normalisation is multiplied by, statistics being constants} */
  double slope(int c) {
    return scale(c) * perDeviation(c);
  }

  /** {@return the sum over the batch of derivatives of a channel} */
  double sum(int c) {
    return sum(sums, c);
  }

  /** {@return the same times what the number is above the mean} */
  double sumOfProducts(int c) {
    return sum(products, c);
  }

  private double sum(double[][] ofSlices, int c) {
    double sum = 0;
    for (int s = 0; s < before.slices.count(); s++) {
      sum += ofSlices[s][c];
    }
    return sum;
  }

  @Override
  void forward(int slice, RandomStream stream) {
    for (int c = 0; c < before.channels; c++) {
      double factor = slope(c);
      float shift = (float) (parameters.biases.values[c] - factor * mean(c));
      for (int r = before.slices.from(slice); r < before.slices.to(slice); r++) {
        int from = (r * before.channels + c) * before.places;
        affine((float) factor, shift, from);
      }
    }
  }

  private void affine(float factor, float shift, int from) {
    float[] a = before.in.values();
    float[] y = out.values();
    for (int i = from; i < from + before.places; i++) {
      y[i] = Math.fma(factor, a[i], shift);
    }
  }

  @Override
  void backward(int slice) {
    float[] a = before.in.values();
    for (int c = 0; c < before.channels; c++) {
      double mean = mean(c);
      double sum = 0;
      double product = 0;
      for (int r = before.slices.from(slice); r < before.slices.to(slice); r++) {
        int from = (r * before.channels + c) * before.places;
        for (int i = from; i < from + before.places; i++) {
          sum += out.derivatives[i];
          product = Math.fma(out.derivatives[i], a[i] - mean, product);
        }
      }
      sums[slice][c] = sum;
      products[slice][c] = product;
    }
  }

  @Override
  void gradient(int part) {
    double n = before.count();
    for (int c = 0; c < before.channels; c++) {
      parameters.biases.gradient[c] = (float) sum(c);
      parameters.scales.gradient[c] = (float) (sumOfProducts(c) * perDeviation(c));
      if (!before.ofBatch()) {
        continue;
      }
      double variance = before.variance(c) * n / (n - 1);
      parameters.mean[c] += (float) (MOMENTUM * (before.mean(c) - parameters.mean[c]));
      parameters.variance[c] += (float) (MOMENTUM * (variance - parameters.variance[c]));
    }
  }
}
