package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.FloatFunctions;
import org.bitgrad.numeric.FloatProducts;

/**
 * A dense layer of PSA between units x and units with pre-activations a: the change of the loss
 * when unit i of x flips is, to first order,
 *
 * <pre>delta_i = sum_j s_j (F(a_j) - F(a_j with unit i flipped)) delta_j</pre>
 *
 * Under logistic noise a flip multiplies {@code E = e^(-a/s)} by one of two numbers per weight,
 * kept in tables; two flips share a division. Other noises, and weights for which products of that
 * kind might overflow, evaluate F flip by flip. Where outputs are normalised, weights are those of
 * the map that normalisation with the statistics at hand makes of it: flips do not move statistics.
 */
final class FlippedDenseLayer extends DenseLayer {
  /** Rows of the tables that stay in the nearest caches while a slice's rows pass by; even. */
  private static final int TILE = 8;

  /**
   * {@code (1 + e^34 e^10)^2} is a float; beyond 34 both probabilities of a flip are below 1e-10.
   */
  private static final float LARGEST_FLIP = 10;

  private static final float LARGEST_ODDS = (float) Math.exp(34);

  private final FlippedInputs before;
  private final PsaUnits behind;
  private final float perWeight;
  private final FlipTables tables;
  private final FlipRows[] ofSlice = new FlipRows[RowSlices.COUNT];
  private final float[] odds;

  /** What normalisation multiplies each output by. */
  private final float[] slopes;

  private NormalisationLayer normalisation;

  FlippedDenseLayer(
      Parameters parameters,
      Place place,
      FloatProducts products,
      FlippedInputs before,
      PsaUnits behind) {
    super(parameters, place, products);
    this.before = before;
    this.behind = behind;
    perWeight = before.step() * behind.noise.inverseScale();
    tables = new FlipTables(in, out, parts());
    int capacity = place.in().derivatives.length / in;
    int rows = RowSlices.largest(capacity);
    for (int s = 0; s < ofSlice.length; s++) {
      ofSlice[s] = new FlipRows(rows, in);
    }
    odds = new float[place.out().derivatives.length];
    slopes = new float[out];
    Arrays.fill(slopes, 1);
  }

  @Override
  void load(int part) {
    super.load(part);
    if (normalisation == null) {
      loadTables(part);
    }
  }

  private void loadTables(int part) {
    int from = RowSlices.cut(out, part, parts());
    int to = RowSlices.cut(out, part + 1, parts());
    tables.load(parameters.weights().values, perWeight, slopes, part, from, to);
  }

  @Override
  void normalisedBy(NormalisationLayer behindIt) {
    normalisation = behindIt;
  }

  /** Tables of a batch: its statistics are known only now. */
  private void loadNormalised(int piece) {
    for (int part = piece; part < parts(); part += place.slices().count()) {
      for (int j = RowSlices.cut(out, part, parts());
          j < RowSlices.cut(out, part + 1, parts());
          j++) {
        slopes[j] = (float) normalisation.slope(j);
      }
      loadTables(part);
    }
  }

  @Override
  void addPullBack(Steps steps) {
    if (normalisation != null) {
      steps.parts((piece, stream) -> loadNormalised(piece));
    }
    steps.rows((slice, stream) -> flip(slice, from(slice), to(slice)));
  }

  /** Writes the changes of the loss when units before this layer flip. */
  void flip(int slice, int fromRow, int toRow) {
    boolean odds = behind.noise.logistic() && tables.largest() <= LARGEST_FLIP;
    if (odds) {
      odds(fromRow * out, toRow * out);
    }
    for (int copy = 0; copy < before.copies(); copy++) {
      FlipRows rows = ofSlice[slice];
      float[] bits = before.bits(copy);
      for (int r = fromRow; r < toRow; r++) {
        System.arraycopy(bits, r * in, rows.bits[r - fromRow], 0, in);
        Arrays.fill(rows.sum[r - fromRow], 0);
      }
      if (odds) {
        byTables(rows, fromRow, toRow);
      } else {
        flipByFlip(rows, fromRow, toRow);
      }
      for (int r = fromRow; r < toRow; r++) {
        System.arraycopy(rows.sum[r - fromRow], 0, before.changes(copy), r * in, in);
      }
    }
  }

  private void byTables(FlipRows rows, int fromRow, int toRow) {
    for (int tile = 0; tile < out; tile += TILE) {
      int end = Math.min(out, tile + TILE);
      for (int r = fromRow; r < toRow; r++) {
        int at = r * out;
        int row = r - fromRow;
        int j = tile;
        for (; j + 1 < end; j += 2) {
          rows.first(odds[at + j], weight(at + j));
          rows.second(odds[at + j + 1], weight(at + j + 1));
          rows.addTwo(row, tables, j);
        }
        if (j < end) {
          rows.first(odds[at + j], weight(at + j));
          rows.addOne(row, tables, j);
        }
      }
    }
  }

  /**
   * {@code e^(-a/s)} with all its digits: a flip may multiply what is left of a small one by e^10.
   */
  private void odds(int from, int to) {
    float[] a = behind.place.in().values();
    absolute(a, odds, from, to);
    FloatFunctions.expMinusOne(behind.noise.inverseScale(), odds, odds, from, to);
    turn(a, odds, from, to);
  }

  private static void absolute(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.abs(a[i]);
    }
  }

  /** From {@code e^|a/s| - 1} to {@code e^(-a/s)}, by picking {@code e^|a/s|} or its inverse. */
  private static void turn(float[] a, float[] odds, int from, int to) {
    for (int i = from; i < to; i++) {
      float large = Math.min(LARGEST_ODDS, 1 + odds[i]);
      float positive = Math.max(0, Math.min(1, a[i] * 0x1p100f * 0x1p100f));
      odds[i] = Math.fma(positive, 1 / large, Math.fma(-positive, large, large));
    }
  }

  /** {@code s delta (1 - F)}. */
  private float weight(int at) {
    float spin = 2 * behind.bits[at] - 1;
    return spin * behind.place.out().derivatives[at] * (odds[at] / (1 + odds[at]));
  }

  private void flipByFlip(FlipRows rows, int fromRow, int toRow) {
    for (int j = 0; j < out; j++) {
      float[] weights = rows.weights(parameters.weights().values, j);
      for (int r = fromRow; r < toRow; r++) {
        int at = r * out + j;
        float spin = 2 * behind.bits[at] - 1;
        rows.move(r - fromRow, behind.place.in().values()[at], before.step() * slopes[j], weights);
        behind.noise.centred(rows.flipped, rows.flipped, 0, in);
        float delta = spin * behind.place.out().derivatives[at];
        rows.addDifferences(r - fromRow, delta, behind.centred[at]);
      }
    }
  }
}
