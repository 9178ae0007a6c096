package org.bitgrad.network;

import java.util.Arrays;
import java.util.List;

/**
 * Layers of real units at work on blocks of rows, from states or data to what the next affine map
 * reads. It keeps what it last computed as long as inputs and parameters stay, since estimators ask
 * for pre-activations and pull back at the same states one after the other.
 */
final class RealPass {
  private final int rows;
  private final LayerPass[] layers;
  private final Activation[] kinds;
  private final double[][] a;
  private final double[][] values;
  private final double[][] derivatives;
  private final double[][] slopes;
  private final double[][] own;
  private final double[][] ownRows;
  private final double[][] seen;
  private double[] seenInput;
  private long seenMasks;

  /** Receives the derivatives of a layer's parameters, which are to be added somewhere. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Takes derivatives.
     *
     * @param layer index among the real layers
     * @param d derivatives; a buffer
     */
    void add(int layer, double[] d);
  }

  RealPass(List<AffineLayer> front, int rows) {
    this.rows = rows;
    int n = front.size();
    layers = new LayerPass[n];
    kinds = new Activation[n];
    a = new double[n][];
    values = new double[n][];
    derivatives = new double[n][];
    slopes = new double[n][];
    own = new double[n][];
    ownRows = new double[n][];
    seen = new double[n][];
    for (int k = 0; k < n; k++) {
      layers[k] = new LayerPass(front.get(k), rows);
      kinds[k] = front.get(k).form().activation().orElseThrow();
      a[k] = new double[Math.multiplyExact(front.get(k).shape().out(), rows)];
      values[k] = new double[a[k].length];
      derivatives[k] = new double[a[k].length];
      slopes[k] = new double[a[k].length];
      own[k] = new double[front.get(k).form().parameters()];
      seen[k] = new double[own[k].length + front.get(k).statistics().length];
    }
  }

  /** Values of the last layer; a buffer that the next call rewrites. */
  double[] forward(double[] x) {
    if (seenInput == null) {
      seenInput = new double[x.length];
    } else if (Arrays.equals(x, seenInput) && parametersAreSeen()) {
      return last(values);
    }
    System.arraycopy(x, 0, seenInput, 0, x.length);
    seenMasks = masks();
    double[] from = x;
    for (int k = 0; k < layers.length; k++) {
      look(k);
      layers[k].forward(from, a[k]);
      kinds[k].values(a[k], values[k]);
      from = values[k];
    }
    return from;
  }

  /** All masks of a network change at once. */
  private long masks() {
    for (LayerPass pass : layers) {
      if (pass.layer.mask() != null) {
        return pass.layer.mask().version();
      }
    }
    return 0;
  }

  private boolean parametersAreSeen() {
    if (seenMasks != masks()) {
      return false;
    }
    for (int k = 0; k < layers.length; k++) {
      double[] theta = layers[k].layer.theta();
      double[] statistics = layers[k].layer.statistics();
      int n = theta.length;
      if (!Arrays.equals(theta, 0, n, seen[k], 0, n)
          || !Arrays.equals(statistics, 0, statistics.length, seen[k], n, seen[k].length)) {
        return false;
      }
    }
    return true;
  }

  private void look(int k) {
    double[] theta = layers[k].layer.theta();
    double[] statistics = layers[k].layer.statistics();
    System.arraycopy(theta, 0, seen[k], 0, theta.length);
    System.arraycopy(statistics, 0, seen[k], theta.length, statistics.length);
  }

  private static double[] last(double[]... arrays) {
    return arrays[arrays.length - 1];
  }

  /** To be filled with derivatives in the values that {@link #forward} last gave. */
  double[] derivatives() {
    return last(derivatives);
  }

  private double[] input(int k) {
    return k == 0 ? seenInput : values[k - 1];
  }

  /** Turns derivatives in the values of a layer into those in its pre-activations. */
  private void throughUnits(int k) {
    kinds[k].slopes(a[k], slopes[k]);
    double[] d = derivatives[k];
    double[] slope = slopes[k];
    for (int i = 0; i < d.length; i++) {
      d[i] *= slope[i];
    }
  }

  /** Gives the derivatives of parameters, summed over rows; spoils {@link #derivatives}. */
  void backward(Receiver to) {
    for (int k = layers.length - 1; k >= 0; k--) {
      throughUnits(k);
      Arrays.fill(own[k], 0);
      layers[k].backward(input(k), derivatives[k], own[k]);
      to.add(k, own[k]);
      if (k > 0) {
        layers[k].backwardStates(input(k), derivatives[k], derivatives[k - 1]);
      }
    }
  }

  /** As {@link #backward}, kept apart by rows. */
  void backwardRows(Receiver to) {
    for (int k = layers.length - 1; k >= 0; k--) {
      throughUnits(k);
      if (ownRows[k] == null) {
        ownRows[k] = new double[Math.multiplyExact(own[k].length, rows)];
      }
      Arrays.fill(ownRows[k], 0);
      layers[k].backwardRows(input(k), derivatives[k], ownRows[k]);
      to.add(k, ownRows[k]);
      if (k > 0) {
        layers[k].backwardStates(input(k), derivatives[k], derivatives[k - 1]);
      }
    }
  }

  /** Derivatives in what the first layer reads; spoils {@link #derivatives}. */
  void backwardInput(double[] dx) {
    for (int k = layers.length - 1; k >= 0; k--) {
      throughUnits(k);
      layers[k].backwardStates(input(k), derivatives[k], k > 0 ? derivatives[k - 1] : dx);
    }
  }

  /** Adds numbers from an offset on. */
  static void add(double[] from, double[] to, int offset) {
    for (int i = 0; i < from.length; i++) {
      to[offset + i] += from[i];
    }
  }
}
