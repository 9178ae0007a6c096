package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatProducts;

/**
 * The linear head of PSA: exact changes of the loss by flips of single inputs, and, with smoothing,
 * the gradient of the mixture of the sampled state and its flips.
 *
 * <p>A flip multiplies the exponential of each output by a factor that a table holds, so most flips
 * need no exponential; {@link HeadRow} and its kinds say which do. With weights {@code rho_i} of
 * the flips, and class probabilities p and, after flip i, {@code p_i}, the derivative in output c
 * is {@code p_c (1 - sum rho) + sum_i rho_i p_ic - 1_c}, and a flipped unit's own weight sees its
 * other state.
 */
final class FlippedHead extends DenseLayer {
  /**
   * What flips need.
   *
   * @param before what flips
   * @param head loss of the outputs
   * @param loss which one it is
   * @param smoothing whether parameters and value are smoothed
   */
  record Flips(FlippedInputs before, LossHead head, RowLoss loss, boolean smoothing) {}

  private final Flips flips;
  private final HeadTables tables;
  private final HeadRow[] ofSlice = new HeadRow[RowSlices.COUNT];

  FlippedHead(Parameters parameters, Place place, FloatProducts products, Flips flips) {
    super(parameters, place, products);
    this.flips = flips;
    tables = new HeadTables(in, out, parts(), flips.before());
    for (int s = 0; s < ofSlice.length; s++) {
      ofSlice[s] = flips.loss().flips(tables);
    }
  }

  @Override
  void load(int part) {
    super.load(part);
    int from = RowSlices.cut(out, part, parts());
    int to = RowSlices.cut(out, part + 1, parts());
    tables.load(parameters, part, from, to);
  }

  @Override
  void beforeProducts(int slice) {
    HeadRow row = ofSlice[slice];
    float scale = 1f / place.slices().rows();
    double loss = 0;
    row.clear();
    for (int r = place.slices().from(slice); r < place.slices().to(slice); r++) {
      row.begin(flips.before(), r, place.in(), place.out());
      loss += row.flips(flips.head().target(r));
      if (flips.smoothing()) {
        loss -= row.smoothed();
        row.mixture(place.out().derivatives, r * out, scale);
      } else {
        row.plain(place.out().derivatives, r * out, scale);
      }
      row.putChanges(flips.before(), r, scale);
    }
    flips.head().replace(slice, loss);
  }

  /** The changes were written with the derivatives in the outputs. */
  @Override
  void addPullBack(Steps steps) {}

  @Override
  void gradient(int part) {
    super.gradient(part);
    if (!flips.smoothing()) {
      return;
    }
    float[] gradient = parameters.weights().gradient;
    for (int c = RowSlices.cut(out, part, parts());
        c < RowSlices.cut(out, part + 1, parts());
        c++) {
      for (int s = 0; s < place.slices().count(); s++) {
        float[] own = ofSlice[s].ownWeights[c];
        for (int i = 0; i < own.length; i++) {
          gradient[c * in + i % in] += own[i];
        }
      }
    }
  }
}
