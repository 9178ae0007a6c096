package org.bitgrad.numeric;

import java.util.Arrays;

/**
 * A {@link Convolution} at work. The rows that meet at one place are looked up once for all
 * channels; then it is the sums of a dense map.
 */
public final class ConvolutionBlock implements AffineBlock {
  private final Convolution shape;
  private final int rows;
  private final int positions;
  private final int places;
  private final double[][] inputs;
  private final double[][] outputs;
  private final double[][] met;
  private final int[] weights;
  private final double[] factors;
  private final double[] row;

  ConvolutionBlock(Convolution shape, int rows) {
    this.shape = shape;
    this.rows = rows;
    positions = shape.image().positions();
    places = shape.output().positions();
    inputs = new double[shape.in()][rows];
    outputs = new double[shape.out()][rows];
    int most = Math.max(shape.image().channels(), shape.channels()) * shape.window().taps();
    met = new double[most][];
    weights = new int[most];
    factors = new double[most];
    row = new double[rows];
  }

  private int taps() {
    return shape.window().taps();
  }

  @Override
  public void forward(double[] theta, double[] x, double[] y) {
    RowLoops.split(x, inputs);
    int each = shape.weight(1, 0, 0);
    for (int place = 0; place < places; place++) {
      int n = meetInputs(place);
      for (int c = 0; c < shape.channels(); c++) {
        for (int k = 0; k < n; k++) {
          factors[k] = theta[c * each + weights[k]];
        }
        Arrays.fill(row, theta[shape.weights() + c]);
        RowLoops.addCombination(n, factors, met, row);
        System.arraycopy(row, 0, y, (c * places + place) * rows, rows);
      }
    }
  }

  /** Looks up the inputs under the window, and their weights to channel 0. */
  private int meetInputs(int place) {
    int n = 0;
    for (int tap = 0; tap < taps(); tap++) {
      int position = shape.position(tap, place);
      for (int r = 0; position >= 0 && r < shape.image().channels(); r++) {
        met[n] = inputs[r * positions + position];
        weights[n] = shape.weight(0, r, tap);
        n++;
      }
    }
    return n;
  }

  @Override
  public void backwardInput(double[] theta, double[] dy, double[] dx) {
    RowLoops.split(dy, outputs);
    for (int position = 0; position < positions; position++) {
      int n = meetOutputs(position);
      for (int r = 0; r < shape.image().channels(); r++) {
        for (int k = 0; k < n; k++) {
          factors[k] = theta[r * taps() + weights[k]];
        }
        Arrays.fill(row, 0);
        RowLoops.addCombination(n, factors, met, row);
        System.arraycopy(row, 0, dx, (r * positions + position) * rows, rows);
      }
    }
  }

  /** Looks up the outputs that a position reaches, and their weights from channel 0. */
  private int meetOutputs(int position) {
    int n = 0;
    for (int tap = 0; tap < taps(); tap++) {
      int place = shape.place(tap, position);
      for (int c = 0; place >= 0 && c < shape.channels(); c++) {
        met[n] = outputs[c * places + place];
        weights[n] = shape.weight(c, 0, tap);
        n++;
      }
    }
    return n;
  }

  @Override
  public void backward(double[] x, double[] dy, double[] dTheta) {
    for (int place = 0; place < places; place++) {
      for (int tap = 0; tap < taps(); tap++) {
        int position = shape.position(tap, place);
        if (position >= 0) {
          addProducts(place, position, tap, x, dy, dTheta);
        }
      }
      for (int c = 0; c < shape.channels(); c++) {
        dTheta[shape.weights() + c] += Sums.sum(dy, (c * places + place) * rows, rows);
      }
    }
  }

  private void addProducts(
      int place, int position, int tap, double[] x, double[] dy, double[] dTheta) {
    for (int c = 0; c < shape.channels(); c++) {
      int output = (c * places + place) * rows;
      for (int r = 0; r < shape.image().channels(); r++) {
        int input = (r * positions + position) * rows;
        dTheta[shape.weight(c, r, tap)] += Sums.dot(dy, output, x, input, rows);
      }
    }
  }

  @Override
  public void backwardRows(double[] x, double[] dy, double[] dTheta) {
    for (int place = 0; place < places; place++) {
      for (int c = 0; c < shape.channels(); c++) {
        int output = (c * places + place) * rows;
        int bias = (shape.weights() + c) * rows;
        for (int r = 0; r < rows; r++) {
          dTheta[bias + r] += dy[output + r];
        }
        addRows(place, c, x, dy, dTheta);
      }
    }
  }

  private void addRows(int place, int c, double[] x, double[] dy, double[] dTheta) {
    int output = (c * places + place) * rows;
    int n = shape.image().channels() * taps();
    for (int k = 0; k < n; k++) {
      int position = shape.position(k % taps(), place);
      if (position >= 0) {
        int input = (k / taps() * positions + position) * rows;
        int to = (c * n + k) * rows;
        for (int r = 0; r < rows; r++) {
          dTheta[to + r] += dy[output + r] * x[input + r];
        }
      }
    }
  }
}
