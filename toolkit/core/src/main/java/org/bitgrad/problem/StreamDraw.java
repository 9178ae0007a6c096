package org.bitgrad.problem;

import org.bitgrad.random.RandomStream;

/** Draws from a named stream. */
record StreamDraw(RandomStream stream) implements Draw {
  private static final String[] LAYERS = new String[64];

  static {
    for (int k = 0; k < LAYERS.length; k++) {
      LAYERS[k] = "layer" + (k + 1);
    }
  }

  static String layerSite(int layer) {
    return layer < LAYERS.length ? LAYERS[layer] : "layer" + (layer + 1);
  }

  @Override
  public void uniforms(String site, int rows, int units, double[] out) {
    stream.child(site).uniforms(0, out, 0, rows * units);
  }

  @Override
  public Draw at(String name, long index) {
    return new StreamDraw(stream.child(name).child(index));
  }
}
