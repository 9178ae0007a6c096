package org.bitgrad.network;

import java.util.Arrays;

/**
 * A layer of Bernoulli units behind real layers: its pre-activations are one deterministic function
 * of the states before the real ones, and the parameters of all of them are one group of the chain,
 * in the order of the layers.
 */
final class DeepLayer {
  private final RealPass front;
  private final LayerPass layer;
  private final int rows;
  private final int[] offsets;
  private final double[] own;
  private double[] ownRows;

  DeepLayer(AffineLayer form, LayerPass layer, int rows) {
    this.layer = layer;
    this.rows = rows;
    front = new RealPass(form.front(), rows);
    offsets = offsets(form);
    own = new double[form.form().parameters()];
  }

  /** Where the parameters of each real layer begin, and at last those of the layer itself. */
  static int[] offsets(AffineLayer form) {
    int[] offsets = new int[form.front().size() + 1];
    for (int k = 1; k < offsets.length; k++) {
      offsets[k] = offsets[k - 1] + form.front().get(k - 1).form().parameters();
    }
    return offsets;
  }

  /** What the affine map of the layer reads; a buffer. */
  double[] read(double[] x) {
    return front.forward(x);
  }

  void backward(double[] x, double[] da, double[] dTheta) {
    double[] y = front.forward(x);
    Arrays.fill(own, 0);
    layer.backward(y, da, own);
    RealPass.add(own, dTheta, offsets[offsets.length - 1]);
    layer.backwardStates(y, da, front.derivatives());
    front.backward((k, d) -> RealPass.add(d, dTheta, offsets[k]));
  }

  void backwardRows(double[] x, double[] da, double[] dTheta) {
    double[] y = front.forward(x);
    if (ownRows == null) {
      ownRows = new double[Math.multiplyExact(own.length, rows)];
    }
    Arrays.fill(ownRows, 0);
    layer.backwardRows(y, da, ownRows);
    RealPass.add(ownRows, dTheta, rows * offsets[offsets.length - 1]);
    layer.backwardStates(y, da, front.derivatives());
    front.backwardRows((k, d) -> RealPass.add(d, dTheta, rows * offsets[k]));
  }

  void backwardStates(double[] x, double[] da, double[] dPrevious) {
    layer.backwardStates(front.forward(x), da, front.derivatives());
    front.backwardInput(dPrevious);
  }
}
