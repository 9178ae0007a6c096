package org.bitgrad.train.engine;

import org.bitgrad.random.RandomStream;

/**
 * The loss of the outputs: per row in float64, its derivative divided by the number of rows, summed
 * slice by slice and then in the order of the slices.
 */
class LossHead extends Layer {
  final Signal in;
  final RowSlices slices;
  final RowLoss loss;
  private final double[][] eta = new double[RowSlices.COUNT][];
  private final double[][] derivative = new double[RowSlices.COUNT][];
  private final double[] sums = new double[RowSlices.COUNT];
  private final double[] losses;
  private double[] targets = new double[0];
  private double[] predictions;

  LossHead(Signal in, RowSlices slices, RowLoss loss) {
    this.in = in;
    this.slices = slices;
    this.loss = loss;
    losses = new double[in.derivatives.length / in.units];
    for (int s = 0; s < RowSlices.COUNT; s++) {
      eta[s] = new double[in.units];
      derivative[s] = new double[in.units];
    }
  }

  /**
   * Begins a pass.
   *
   * @param ofRows target of each row
   * @param addTo receives predictions {@code [rows x outputs]}; null for none
   */
  void begin(double[] ofRows, double[] addTo) {
    targets = ofRows;
    predictions = addTo;
  }

  double target(int row) {
    return targets[row];
  }

  /** {@return the loss of a row in the last pass} */
  final double loss(int row) {
    return losses[row];
  }

  /** {@return mean over rows of the loss of the last pass} */
  final double value() {
    double sum = 0;
    for (int s = 0; s < slices.count(); s++) {
      sum += sums[s];
    }
    return sum / slices.rows();
  }

  /** Replaces the loss of a slice: smoothing by flips. */
  void replace(int slice, double sum) {
    sums[slice] = sum;
  }

  /**
   * The loss of a row.
   *
   * @param slice that it is in
   * @param r which
   * @param outputs of it
   * @param d derivative in them, overwritten
   * @param stream random numbers of the pass
   * @return the loss
   */
  double loss(int slice, int r, double[] outputs, double[] d, RandomStream stream) {
    return loss.at(outputs, targets[r], d);
  }

  @Override
  final void forward(int slice, RandomStream stream) {
    double[] row = eta[slice];
    double[] d = derivative[slice];
    double sum = 0;
    float scale = 1f / slices.rows();
    for (int r = slices.from(slice); r < slices.to(slice); r++) {
      int at = r * in.units;
      for (int o = 0; o < in.units; o++) {
        row[o] = in.values()[at + o];
      }
      losses[r] = loss(slice, r, row, d, stream);
      sum += losses[r];
      for (int o = 0; o < in.units; o++) {
        in.derivatives[at + o] = Tiny.flushed(scale * (float) d[o]);
      }
      if (predictions != null) {
        loss.predict(row, predictions, at);
      }
    }
    sums[slice] = sum;
  }

  @Override
  final void backward(int slice) {}
}
