package org.bitgrad.papers.biasvariance2021;

import java.util.Arrays;
import org.bitgrad.numeric.RowLoops;
import org.bitgrad.papers.shared.SparseRows;

/**
 * A dense network whose weights are given from outside, all of them in one array: layers without
 * biases, each followed by batch normalisation and, the last one excepted, a rectifier; softmax
 * cross entropy. The weights of a layer are {@code [inputs x outputs]}, input by input.
 *
 * <p>Source: the network of the BayesBiNN code for MNIST with fewer units and without dropout.
 * Subtracting a mean from the inputs, as that code does, would change nothing: normalisation takes
 * it out again.
 */
final class WeightNetwork {
  private final int rows;
  private final Layer[] layers;

  /** A layer and its working rows. */
  private static final class Layer {
    private final int in;
    private final int out;
    private final double[][] weights;
    private final double[][] transposed;
    private final double[][] gradient;
    private final double[][] output;
    private final double[][] active;
    private final double[][] d;
    private final SparseRows input;
    private final BatchNorm norm;

    Layer(int in, int out, int rows) {
      this.in = in;
      this.out = out;
      weights = new double[in][out];
      transposed = new double[out][in];
      gradient = new double[in][out];
      output = new double[rows][out];
      active = new double[rows][out];
      d = new double[rows][out];
      input = new SparseRows(rows, in);
      norm = new BatchNorm(out);
    }

    int size() {
      return in * out;
    }
  }

  /**
   * A network.
   *
   * @param rows of each block, at least 2
   * @param widths inputs, units of each layer
   */
  WeightNetwork(int rows, int... widths) {
    this.rows = rows;
    layers = new Layer[widths.length - 1];
    for (int k = 0; k < layers.length; k++) {
      layers[k] = new Layer(widths[k], widths[k + 1], rows);
    }
  }

  /** {@return number of weights} */
  int size() {
    int size = 0;
    for (Layer layer : layers) {
      size += layer.size();
    }
    return size;
  }

  /** Weights of the passes that follow. */
  void weights(double[] w) {
    int from = 0;
    for (Layer layer : layers) {
      for (double[] row : layer.weights) {
        System.arraycopy(w, from, row, 0, row.length);
        from += row.length;
      }
    }
  }

  /** How a pass normalises: by its block, with this share of it in the means, or by the means. */
  private record Pass(boolean byBlock, double newest) {
    static final Pass TRAINING = new Pass(true, 0);
    static final Pass PREDICTION = new Pass(false, 0);
  }

  /** Outputs {@code [rows x classes]}; a buffer that the next pass overwrites. */
  private double[][] forward(double[][] x, Pass pass) {
    double[][] input = x;
    for (int k = 0; k < layers.length; k++) {
      Layer layer = layers[k];
      layer.input.set(input);
      layer.input.forward(layer.weights, layer.output);
      if (pass.byBlock) {
        layer.norm.train(layer.output, pass.newest);
      } else {
        layer.norm.predict(layer.output);
      }
      if (k < layers.length - 1) {
        rectify(layer.output, layer.active);
      }
      input = layer.active;
    }
    return layers[layers.length - 1].output;
  }

  private static void rectify(double[][] x, double[][] out) {
    for (int r = 0; r < x.length; r++) {
      rectify(x[r], out[r]);
    }
  }

  private static void rectify(double[] x, double[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.max(0, x[j]);
    }
  }

  /**
   * The mean loss of a block, and its derivative in the weights.
   *
   * @param x inputs, {@code [rows x inputs]}
   * @param labels classes
   * @param out derivative, overwritten
   * @return mean cross entropy, in nats
   */
  double gradient(double[][] x, int[] labels, double[] out) {
    double[][] outputs = forward(x, Pass.TRAINING);
    int last = layers.length - 1;
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      loss += softmaxGradient(outputs[r], labels[r], layers[last].d[r]);
    }
    int to = size();
    for (int k = last; k >= 0; k--) {
      Layer layer = layers[k];
      layer.norm.backward(layer.output, layer.d);
      layer.input.weightGradient(layer.d, layer.gradient);
      to -= layer.size();
      for (int i = 0; i < layer.in; i++) {
        System.arraycopy(layer.gradient[i], 0, out, to + i * layer.out, layer.out);
      }
      if (k > 0) {
        backward(layer, layers[k - 1]);
      }
    }
    return loss / rows;
  }

  private double softmaxGradient(double[] outputs, int label, double[] d) {
    double most = Double.NEGATIVE_INFINITY;
    for (double output : outputs) {
      most = Math.max(most, output);
    }
    double sum = 0;
    for (int c = 0; c < outputs.length; c++) {
      d[c] = Math.exp(outputs[c] - most);
      sum += d[c];
    }
    for (int c = 0; c < outputs.length; c++) {
      d[c] = (d[c] / sum - (c == label ? 1 : 0)) / rows;
    }
    return most + Math.log(sum) - outputs[label];
  }

  /**
   * Derivatives in the outputs of the layer before, which are 0 behind a rectifier that is shut.
   */
  private void backward(Layer layer, Layer before) {
    for (int i = 0; i < layer.in; i++) {
      for (int j = 0; j < layer.out; j++) {
        layer.transposed[j][i] = layer.weights[i][j];
      }
    }
    for (int r = 0; r < rows; r++) {
      double[] d = before.d[r];
      Arrays.fill(d, 0);
      RowLoops.addCombination(layer.out, layer.d[r], layer.transposed, d);
      double[] active = before.active[r];
      for (int i = 0; i < d.length; i++) {
        d[i] = active[i] > 0 ? d[i] : 0;
      }
    }
  }

  /**
   * Takes one of several blocks into the means by which predictions are normalised, at the weights
   * that predict.
   *
   * @param x inputs, {@code [rows x inputs]}
   * @param number 0 for the first block of these weights, then 1, 2, ...
   */
  void calibrate(double[][] x, int number) {
    forward(x, new Pass(true, 1.0 / (number + 1)));
  }

  /**
   * Counts right answers, normalising by the means of {@link #calibrate}.
   *
   * @param x inputs, {@code [rows x inputs]}
   * @param labels classes of the first rows; rows beyond them are not counted
   * @param counted how many rows count
   */
  int correct(double[][] x, int[] labels, int counted) {
    double[][] outputs = forward(x, Pass.PREDICTION);
    int correct = 0;
    for (int r = 0; r < counted; r++) {
      int best = 0;
      for (int c = 1; c < outputs[r].length; c++) {
        best = outputs[r][c] > outputs[r][best] ? c : best;
      }
      correct += best == labels[r] ? 1 : 0;
    }
    return correct;
  }
}
