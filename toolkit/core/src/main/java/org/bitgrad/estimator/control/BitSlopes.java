package org.bitgrad.estimator.control;

import org.bitgrad.problem.Chain;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.SampledPath;

/**
 * The derivative of the loss in every bit of sampled paths: exact in the last layer, in the layers
 * before as straight-through back-propagation gives it.
 */
final class BitSlopes {
  private final Chain chain;
  private final SampledPath path;
  private final LossPass loss;
  private final double[][] slopes;
  private final double[] da;
  private final double[] density;

  BitSlopes(Chain chain, SampledPath path, LossPass loss) {
    this.chain = chain;
    this.path = path;
    this.loss = loss;
    slopes = new double[chain.layers()][];
    int widest = 0;
    for (int k = 0; k < slopes.length; k++) {
      slopes[k] = new double[chain.units(k) * path.rows()];
      widest = Math.max(widest, slopes[k].length);
    }
    da = new double[widest];
    density = new double[widest];
  }

  /** Computes at the paths on which the loss was evaluated last. */
  void compute() {
    loss.stateGradient(slopes[slopes.length - 1]);
    double step = chain.encoding().step();
    for (int k = slopes.length - 1; k >= 0; k--) {
      double[] g = slopes[k];
      for (int i = 0; i < g.length; i++) {
        g[i] *= step;
      }
      if (k > 0) {
        path.pass().densities(k, path.preactivations(k), density);
        for (int i = 0; i < g.length; i++) {
          da[i] = g[i] * density[i];
        }
        path.pass().pullBackStates(k, path.previous(k), da, slopes[k - 1]);
      }
    }
  }

  /**
   * The derivatives in the bits of a layer.
   *
   * @param layer which
   * @return {@code [units x rows]}; a buffer that the next computation rewrites
   */
  double[] of(int layer) {
    return slopes[layer];
  }
}
