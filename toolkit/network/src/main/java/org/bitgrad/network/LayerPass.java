package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.AffineBlock;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.DenseBlock;
import org.bitgrad.problem.Encoding;

/**
 * One layer at work on blocks of rows. For logistic noise it keeps what follows from the activation
 * last made and, apart from it, from the pre-activations last seen elsewhere: probabilities,
 * densities and flips all come from it.
 */
final class LayerPass {
  final AffineLayer layer;
  final AffineBlock block;

  /** Of the states that the layer reads; null if it reads them as they are. */
  final StatePooling pooling;

  /** Of what is left after pooling; null without dropout. */
  final RowMask mask;

  private final FoldedNormalisation normalisation;
  private final int rows;
  private final int size;
  private final BitOdds bitOdds;
  private final LogisticUnits active;
  private double[] preactivations;
  private Seen seen;

  LayerPass(AffineLayer layer, int rows) {
    this.layer = layer;
    this.rows = rows;
    block = layer.shape().open(rows);
    size = Math.multiplyExact(layer.shape().out(), rows);
    pooling = layer.form().pooling().map(p -> new StatePooling(p, rows)).orElse(null);
    int inputs = layer.shape().in();
    mask = layer.mask() == null ? null : new RowMask(layer.mask(), inputs, rows);
    boolean normalised = layer.form().normalised();
    normalisation = normalised ? new FoldedNormalisation(layer.shape(), layer.statistics()) : null;
    boolean logistic = layer.isLogistic();
    active = logistic ? units() : null;
    boolean plain = layer.front().isEmpty() && mask == null;
    boolean readsBits = plain && (pooling == null || pooling.largest());
    bitOdds = logistic && readsBits ? bitOdds(layer.shape()) : null;
  }

  private static BitOdds bitOdds(Affine shape) {
    return shape instanceof Dense dense && BitOdds.suits(dense) ? new BitOdds(dense) : null;
  }

  private LogisticUnits units() {
    return new LogisticUnits(layer.shape().out(), rows, layer.noise().scale());
  }

  boolean isLogistic() {
    return active != null;
  }

  /** What the last activation left; null unless the noise is logistic. */
  LogisticUnits active() {
    return active;
  }

  /** The parameters of the affine map; with normalisation a buffer. */
  double[] theta() {
    return normalisation == null ? layer.theta() : normalisation.fold(layer.theta());
  }

  /** What the affine map reads; with pooling or dropout a buffer. */
  double[] read(double[] x) {
    double[] pooled = pooling == null ? x : pooling.pool(x);
    return mask == null ? pooled : mask.apply(pooled);
  }

  void forward(double[] x, double[] out) {
    block.forward(theta(), read(x), out);
  }

  void backward(double[] x, double[] da, double[] dTheta) {
    if (normalisation == null) {
      block.backward(read(x), da, dTheta);
      return;
    }
    double[] folded = normalisation.cleared();
    block.backward(read(x), da, folded);
    normalisation.unfold(layer.theta(), folded, 1, dTheta);
  }

  void backwardRows(double[] x, double[] da, double[] dTheta) {
    if (normalisation == null) {
      block.backwardRows(read(x), da, dTheta);
      return;
    }
    double[] folded = normalisation.cleared(rows);
    block.backwardRows(read(x), da, folded);
    normalisation.unfold(layer.theta(), folded, rows, dTheta);
  }

  void backwardStates(double[] x, double[] da, double[] dPrevious) {
    double[] d = pooling == null ? dPrevious : pooling.first();
    block.backwardInput(theta(), da, d);
    if (mask != null) {
      mask.back(d);
    }
    if (pooling == null) {
      return;
    }
    pooling.back(x, pooling.first(), dPrevious);
  }

  /** Null without normalisation. */
  FoldedNormalisation normalisation() {
    return normalisation;
  }

  /** Activates at pre-activations; logistic noise only. */
  void activate(double[] a, double[] p) {
    active.at(a, p);
  }

  /** Activates at hard states before the layer; logistic noise only. */
  void activate(Encoding encoding, double[] states, double[] p) {
    double[] x = read(states);
    if (block instanceof DenseBlock dense && bitOddsServe(encoding)) {
      active.at(bitOdds, dense.bitRows(x, encoding.low(), encoding.step()), p);
      return;
    }
    if (preactivations == null) {
      preactivations = new double[size];
    }
    block.forward(theta(), x, preactivations);
    active.at(preactivations, p);
  }

  private boolean bitOddsServe(Encoding encoding) {
    return bitOdds != null && bitOdds.weights(theta(), encoding, layer.noise().scale());
  }

  void probabilities(double[] a, double[] out) {
    if (isLogistic()) {
      System.arraycopy(look(a).probabilities(), 0, out, 0, size);
    } else {
      layer.noise().probabilities(a, out, 0, size);
    }
  }

  void densities(double[] a, double[] out) {
    if (isLogistic()) {
      look(a).densities(out);
    } else {
      layer.noise().densities(a, out, 0, size);
    }
  }

  /** What follows from pre-activations; comparing costs a small part of an exponential. */
  LogisticUnits look(double[] a) {
    if (seen == null) {
      seen = new Seen(units(), new double[size], new double[size]);
      seen.compute(a);
    } else if (!Arrays.equals(a, 0, size, seen.a, 0, size)) {
      seen.compute(a);
    }
    return seen.units;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Seen(LogisticUnits units, double[] a, double[] p) {
    void compute(double[] now) {
      System.arraycopy(now, 0, a, 0, a.length);
      units.at(a, p);
    }
  }
}
