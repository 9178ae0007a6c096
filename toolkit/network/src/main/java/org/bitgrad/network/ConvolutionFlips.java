package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.RowLoops;

/**
 * {@link LogisticFlips} of a convolution, whose weights are shared: two exponentials per weight of
 * the kernel, and none per place (Shekhovtsov, Yanush and Flach 2020, "ratio convolution").
 *
 * <pre>dPrevious[r, i] = sum_tap sum_c t[c, place] p[c, place]
 *                 - sum_tap sum_c t[c, place] / (1 + E[c, place] f[c, r, tap])</pre>
 *
 * over the taps that meet position {@code i} at some place. The first sum is the same for all
 * channels {@code r} and is formed from one map, summed over {@code c}. Stride and padding only
 * decide which taps meet a position.
 */
final class ConvolutionFlips implements RatioFlips {
  private final Convolution shape;
  private final int places;
  private final int rows;
  private final double[][] bits;
  private final double[][] odds;
  private final double[][] signed;
  private final double[][] sums;
  private final double[] constant;
  private final double[] row;
  private final FlipFactors factors;

  ConvolutionFlips(Convolution shape, int rows) {
    this.shape = shape;
    this.rows = rows;
    places = shape.output().positions();
    bits = new double[shape.in()][rows];
    odds = new double[shape.out()][rows];
    signed = new double[shape.out()][rows];
    sums = new double[places][rows];
    constant = new double[rows];
    row = new double[rows];
    factors = new FlipFactors(shape.weights());
  }

  @Override
  public boolean weights(double[] theta, double step) {
    return factors.weights(theta, step);
  }

  @Override
  public void sum(double[] x, double[] odds0, double[] p, double[] t, double[] dPrevious) {
    RowLoops.split(x, bits);
    RowLoops.split(odds0, odds);
    RowLoops.split(t, signed);
    sumChannels(p);
    int positions = shape.image().positions();
    for (int position = 0; position < positions; position++) {
      sumTaps(position);
      for (int r = 0; r < shape.image().channels(); r++) {
        System.arraycopy(constant, 0, row, 0, rows);
        subtract(r, position, bits[r * positions + position]);
        System.arraycopy(row, 0, dPrevious, (r * positions + position) * rows, rows);
      }
    }
  }

  private void sumChannels(double[] p) {
    for (int place = 0; place < places; place++) {
      Arrays.fill(sums[place], 0);
      for (int c = 0; c < shape.channels(); c++) {
        int unit = c * places + place;
        System.arraycopy(p, unit * rows, row, 0, rows);
        addProduct(row, signed[unit], sums[place]);
      }
    }
  }

  private void sumTaps(int position) {
    Arrays.fill(constant, 0);
    for (int tap = 0; tap < shape.window().taps(); tap++) {
      int place = shape.place(tap, position);
      if (place >= 0) {
        RowLoops.add(sums[place], constant);
      }
    }
  }

  private void subtract(int channel, int position, double[] x) {
    for (int tap = 0; tap < shape.window().taps(); tap++) {
      int place = shape.place(tap, position);
      for (int c = 0; place >= 0 && c < shape.channels(); c++) {
        int unit = c * places + place;
        subtract(shape.weight(c, channel, tap), x, odds[unit], signed[unit]);
      }
    }
  }

  private void subtract(int weight, double[] x, double[] odds0, double[] t) {
    double low = factors.low[weight];
    double high = factors.high[weight];
    double[] to = row;
    for (int r = 0; r < to.length; r++) {
      to[r] -= t[r] / Math.fma(odds0[r], Math.fma(x[r], high, Math.fma(-x[r], low, low)), 1);
    }
  }

  private static void addProduct(double[] x, double[] y, double[] to) {
    for (int r = 0; r < to.length; r++) {
      to[r] = Math.fma(x[r], y[r], to[r]);
    }
  }
}
