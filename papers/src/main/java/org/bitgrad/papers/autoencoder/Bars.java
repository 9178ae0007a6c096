package org.bitgrad.papers.autoencoder;

import org.bitgrad.random.RandomStream;

/**
 * Generated images of 4 x 4 pixels: four random bits, repeated along rows or along columns, then
 * each pixel is flipped with probability 0.05.
 */
final class Bars {
  static final int SIDE = 4;
  static final int PIXELS = SIDE * SIDE;

  private static final double FLIPPED = 0.05;

  private Bars() {}

  /** {@return {@code [images x pixels]}, 0 or 1} */
  static double[][] images(RandomStream stream, int count) {
    double[][] images = new double[count][PIXELS];
    double[] u = new double[1 + SIDE + PIXELS];
    for (int n = 0; n < count; n++) {
      stream.child(n).uniforms(0, u, 0, u.length);
      boolean rows = u[0] < 0.5;
      for (int i = 0; i < PIXELS; i++) {
        int bar = rows ? i / SIDE : i % SIDE;
        boolean bit = u[1 + bar] < 0.5;
        boolean flip = u[1 + SIDE + i] < FLIPPED;
        images[n][i] = bit == flip ? 0 : 1;
      }
    }
    return images;
  }
}
