package org.bitgrad.network;

/** The masks of what one layer reads, at chosen points. */
final class LayerMask {
  private final Dropout dropout;
  private final int layer;
  private final int[] points;

  LayerMask(Dropout dropout, int layer, int... points) {
    this.dropout = dropout;
    this.layer = layer;
    this.points = points;
  }

  LayerMask at(int... chosen) {
    int[] of = new int[chosen.length];
    for (int i = 0; i < of.length; i++) {
      of[i] = points[chosen[i]];
    }
    return new LayerMask(dropout, layer, of);
  }

  /** What a number that is kept is multiplied by. */
  double kept() {
    return 1 / (1 - dropout.rate(layer));
  }

  long version() {
    return dropout.version();
  }

  /** Factors of rows, {@code [inputs x rows]}; row r is point r % points. */
  void columns(int rows, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = dropout.factor(layer, i / rows, points[i % rows % points.length]);
    }
  }
}
