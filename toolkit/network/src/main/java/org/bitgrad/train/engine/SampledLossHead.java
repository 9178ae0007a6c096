package org.bitgrad.train.engine;

import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * The loss at outputs sampled as Gaussian numbers. Output o of row r reads the position behind
 * those of the units' layers, {@code layers 2^40 + r outputs + o}.
 */
final class SampledLossHead extends MomentHead {
  private static final Noise NORMAL = Noise.gaussian(1);

  private final int index;
  private final double[][] normals = new double[RowSlices.COUNT][];
  private final double[][] deviations = new double[RowSlices.COUNT][];

  SampledLossHead(Signal in, RowSlices slices, RowLoss loss, int index) {
    super(in, slices, loss);
    this.index = index;
    for (int s = 0; s < RowSlices.COUNT; s++) {
      normals[s] = new double[in.units];
      deviations[s] = new double[in.units];
    }
  }

  @Override
  double estimate(int slice, int r, double[] means, double[] d, RandomStream stream) {
    double[] n = normals[slice];
    double[] deviation = deviations[slice];
    long at = ((long) index << BernoulliUnits.LAYER_BITS) + (long) r * n.length;
    for (int o = 0; o < n.length; o++) {
      n[o] = NORMAL.quantile(0.5 + stream.centred(at + o));
      deviation[o] = deviation(r, o);
      means[o] += n[o] * deviation[o];
    }
    double value = loss.at(means, target(r), d);
    for (int o = 0; o < n.length; o++) {
      derivative(r, o, d[o] * n[o], deviation[o]);
    }
    return value;
  }
}
