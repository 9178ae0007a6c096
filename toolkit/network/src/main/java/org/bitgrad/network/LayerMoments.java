package org.bitgrad.network;

import org.bitgrad.problem.MeanVariance;

/**
 * {@link AffineMoments} of a layer, with its pooling (a mean or a sum) and its normalisation. The
 * states of a window are independent, so their variances add up.
 */
final class LayerMoments {
  private final LayerPass pass;
  private final int rows;
  private final AffineMoments map;
  private final StatePooling pooling;
  private final FoldedNormalisation normalisation;
  private final MeanVariance pooled;
  private final MeanVariance dPooled;

  /** A layer whose pass nobody else uses. */
  LayerMoments(LayerPass pass, int rows) {
    this.pass = pass;
    this.rows = rows;
    map = new AffineMoments(pass.layer.shape(), rows);
    pooling = pass.pooling;
    normalisation = pass.normalisation();
    pooled = pooling == null ? null : MeanVariance.zeros(pooling.windows() * rows);
    dPooled = pooling == null ? null : MeanVariance.zeros(pooling.windows() * rows);
  }

  private MeanVariance read(MeanVariance x) {
    if (pooling == null) {
      return x;
    }
    double factor = pooling.factor();
    pooling.pool(x.mean(), factor, pooled.mean());
    pooling.pool(x.variance(), factor * factor, pooled.variance());
    return pooled;
  }

  void forward(MeanVariance x, MeanVariance y) {
    map.forward(pass.theta(), read(x), y);
  }

  void backward(MeanVariance x, MeanVariance dy, double[] dTheta) {
    if (normalisation == null) {
      map.backward(pass.theta(), read(x), dy, dTheta);
      return;
    }
    double[] folded = normalisation.cleared();
    map.backward(pass.theta(), read(x), dy, folded);
    normalisation.unfold(pass.layer.theta(), folded, 1, dTheta);
  }

  void backwardRows(MeanVariance x, MeanVariance dy, double[] dTheta) {
    if (normalisation == null) {
      map.backwardRows(pass.theta(), read(x), dy, dTheta);
      return;
    }
    double[] folded = normalisation.cleared(rows);
    map.backwardRows(pass.theta(), read(x), dy, folded);
    normalisation.unfold(pass.layer.theta(), folded, rows, dTheta);
  }

  void backwardStates(MeanVariance dy, MeanVariance dx) {
    if (pooling == null) {
      map.backwardInput(pass.theta(), dy, dx);
      return;
    }
    double factor = pooling.factor();
    map.backwardInput(pass.theta(), dy, dPooled);
    pooling.spread(dPooled.mean(), factor, dx.mean());
    pooling.spread(dPooled.variance(), factor * factor, dx.variance());
  }
}
