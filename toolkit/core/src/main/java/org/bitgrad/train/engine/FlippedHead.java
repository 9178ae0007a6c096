package org.bitgrad.train.engine;

import org.bitgrad.model.OutputLoss;
import org.bitgrad.numeric.FloatProducts;

/**
 * The linear head of PSA: exact changes of the loss by flips of single units, and, with smoothing,
 * the gradient of the mixture of the sampled state and its flips.
 *
 * <p>With {@code G_ci} the factor by which a flip of unit i changes {@code e^eta_c}, and class
 * probabilities p, the softmax loss changes by {@code log(1 + t_i)} minus the change of its
 * target's output, {@code t_i = sum_c p_c (G_ci - 1)}: no exponential per flip, and no
 * cancellation. The logistic loss is one class of that kind. With weights {@code rho_i} of the
 * flips, the derivative in the outputs is {@code p_c ((1 - sum rho) + sum_i rho_i G_ci / (1 + t_i))
 * - 1_c}, and a flipped unit's own weight sees its other state.
 */
final class FlippedHead extends DenseLayer {
  /**
   * What flips need.
   *
   * @param before units that flip
   * @param head loss of the outputs
   * @param loss which one it is
   * @param smoothing whether parameters and value are smoothed
   */
  record Flips(PsaUnits before, LossHead head, OutputLoss loss, boolean smoothing) {}

  private final Flips flips;
  private final HeadTables tables;
  private final HeadRow[] ofSlice = new HeadRow[RowSlices.COUNT];

  FlippedHead(Parameters parameters, Place place, FloatProducts products, Flips flips) {
    super(parameters, place, products);
    this.flips = flips;
    tables = new HeadTables(in, out, parts(), flips.before().step);
    for (int s = 0; s < ofSlice.length; s++) {
      ofSlice[s] =
          flips.loss() == OutputLoss.SQUARED
              ? new SquaredHeadRow(tables)
              : new ExponentialHeadRow(tables, flips.loss() == OutputLoss.LOGISTIC);
    }
  }

  @Override
  void load(int part) {
    super.load(part);
    int from = RowSlices.cut(out, part, parts());
    int to = RowSlices.cut(out, part + 1, parts());
    tables.load(parameters.weights().values, part, from, to);
  }

  @Override
  void beforeProducts(int slice) {
    HeadRow row = ofSlice[slice];
    PsaUnits before = flips.before();
    int rows = place.slices().rows();
    double smoothed = 0;
    row.clear();
    for (int r = place.slices().from(slice); r < place.slices().to(slice); r++) {
      row.begin(before.bits, before.centred, r * in);
      row.outputs(place.out().derivatives, r * out, rows, flips.head().target(r));
      row.flips();
      row.putChanges(1f / rows, before.place.out().derivatives, r * in);
      if (flips.smoothing()) {
        smoothed += row.smooth(place.out().derivatives, r * out, 1f / rows);
      }
    }
    flips.head().subtract(slice, smoothed);
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
        for (int i = 0; i < in; i++) {
          gradient[c * in + i] += own[i];
        }
      }
    }
  }
}
