package org.bitgrad.problem;

import org.bitgrad.random.Noise;

/**
 * The obvious form of {@link ChainPass#flipBack}: flips one unit after the other. Slow; also the
 * reference for fast forms.
 */
final class FlipByFlip {
  private FlipByFlip() {}

  static void flipBack(
      ChainPass pass,
      int layer,
      States previous,
      States state,
      double[] a,
      double[] delta,
      double[] dPrevious) {
    int rows = pass.rows();
    int units = state.units();
    Noise noise = pass.chain().noise(layer);
    Encoding encoding = previous.encoding();
    double mirror = encoding.low() + encoding.high();
    double middle = state.encoding().low() + state.encoding().step() / 2;
    double[] x = previous.values();
    double[] flipped = new double[units * rows];
    for (int i = 0; i < previous.units(); i++) {
      mirror(x, i * rows, rows, mirror);
      pass.preactivations(layer, previous, flipped);
      mirror(x, i * rows, rows, mirror);
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int j = 0; j < units; j++) {
          int at = j * rows + r;
          double s = state.values()[at] > middle ? 1 : -1;
          sum += s * (noise.probability(a[at]) - noise.probability(flipped[at])) * delta[at];
        }
        dPrevious[i * rows + r] = sum;
      }
    }
  }

  private static void mirror(double[] x, int from, int rows, double mirror) {
    for (int r = from; r < from + rows; r++) {
      x[r] = mirror - x[r];
    }
  }
}
