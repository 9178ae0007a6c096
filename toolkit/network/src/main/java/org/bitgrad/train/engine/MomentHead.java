package org.bitgrad.train.engine;

import org.bitgrad.random.RandomStream;

/** The loss of outputs of which means and variances are known in estimates. */
abstract class MomentHead extends LossHead {
  private boolean estimating;

  MomentHead(Signal in, RowSlices slices, RowLoss loss) {
    super(in, slices, loss);
  }

  @Override
  final void mode(boolean estimate) {
    estimating = estimate;
  }

  @Override
  final double loss(int slice, int r, double[] outputs, double[] d, RandomStream stream) {
    return estimating ? estimate(slice, r, outputs, d, stream) : loss.at(outputs, target(r), d);
  }

  /**
   * The loss of a row; derivatives in variances are written by {@link #derivative}.
   *
   * @param slice that it is in
   * @param r which
   * @param means of the outputs, may be overwritten
   * @param d derivative in them, overwritten
   * @param stream random numbers of the pass
   * @return the loss
   */
  abstract double estimate(int slice, int r, double[] means, double[] d, RandomStream stream);

  final double deviation(int r, int output) {
    return Math.sqrt(in.variance.values()[r * in.units + output]);
  }

  /** Writes the derivative in a variance, given that in the deviation; 0 where nothing varies. */
  final void derivative(int r, int output, double ofDeviation, double deviation) {
    double d = deviation == 0 ? 0 : ofDeviation / (2 * deviation);
    in.variance.derivatives[r * in.units + output] = Tiny.flushed((float) (d / slices.rows()));
  }
}
