package org.bitgrad.train.engine;

import org.bitgrad.random.RandomStream;

/**
 * The first half of batch normalisation: sums of each channel over the rows of a slice, on the way
 * there; on the way back, when all slices' sums are known, the derivatives.
 */
final class NormalisationSums extends Layer {
  final Signal in;
  final RowSlices slices;
  final int channels;
  final int places;
  private final double[][] sums = new double[RowSlices.COUNT][];
  private final double[][] squares = new double[RowSlices.COUNT][];
  private NormalisationLayer behind;
  private boolean estimating;

  NormalisationSums(Signal in, RowSlices slices, int channels) {
    this.in = in;
    this.slices = slices;
    this.channels = channels;
    places = in.units / channels;
    for (int s = 0; s < RowSlices.COUNT; s++) {
      sums[s] = new double[channels];
      squares[s] = new double[channels];
    }
  }

  void behind(NormalisationLayer layer) {
    behind = layer;
  }

  /** {@return numbers of a channel in the batch} */
  long count() {
    return (long) slices.rows() * places;
  }

  /**
   * Whether channels are normalised by the batch: of a single number there is no variance, so the
   * running statistics serve then, and stay as they are.
   */
  boolean ofBatch() {
    return estimating && count() > 1;
  }

  @Override
  void mode(boolean estimate) {
    estimating = estimate;
  }

  @Override
  void forward(int slice, RandomStream stream) {
    if (!ofBatch()) {
      return;
    }
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double square = 0;
      for (int r = slices.from(slice); r < slices.to(slice); r++) {
        int from = (r * channels + c) * places;
        for (int i = from; i < from + places; i++) {
          double a = in.values()[i];
          sum += a;
          square = Math.fma(a, a, square);
        }
      }
      sums[slice][c] = sum;
      squares[slice][c] = square;
    }
  }

  private double sum(double[][] ofSlices, int c) {
    double sum = 0;
    for (int s = 0; s < slices.count(); s++) {
      sum += ofSlices[s][c];
    }
    return sum;
  }

  /** {@return mean of a channel over the batch; slices in order, so threads do not matter} */
  double mean(int c) {
    return sum(sums, c) / count();
  }

  /** {@return variance of a channel over the batch} */
  double variance(int c) {
    double mean = mean(c);
    return Math.max(0, sum(squares, c) / count() - mean * mean);
  }

  @Override
  boolean needsAllRowsBackward() {
    return true;
  }

  // With y = g (a - m) / d + b, m and d of the batch, and sums over the batch of n numbers,
  // da = (g / d) (dy - sum(dy) / n - (a - m) / d^2 sum(dy (a - m)) / n).

  @Override
  void backward(int slice) {
    float[] dy = behind.out.derivatives;
    float[] a = in.values();
    float[] da = in.derivatives;
    for (int c = 0; c < channels; c++) {
      double perDeviation = behind.perDeviation(c);
      double all = behind.scale(c) * perDeviation;
      float factor = (float) all;
      float slope = 0;
      float constant = 0;
      if (ofBatch()) {
        double product = behind.sumOfProducts(c) / count();
        double ofNumbers = -all * perDeviation * perDeviation * product;
        constant = (float) (-all * behind.sum(c) / count() - ofNumbers * mean(c));
        slope = (float) ofNumbers;
      }
      for (int r = slices.from(slice); r < slices.to(slice); r++) {
        int from = (r * channels + c) * places;
        for (int i = from; i < from + places; i++) {
          da[i] = Math.fma(factor, dy[i], Math.fma(slope, a[i], constant));
        }
      }
    }
  }
}
