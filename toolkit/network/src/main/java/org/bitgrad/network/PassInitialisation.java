package org.bitgrad.network;

import org.bitgrad.numeric.Affine;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.States;
import org.bitgrad.random.RandomStream;

/** Uniform parameters by fan-in; hidden layers normalised on a batch that goes through tanh. */
final class PassInitialisation {
  /** Variance, relative to the squared mean, of a channel that varies by rounding only. */
  private static final double ROUNDING = 1e-20;

  private final NetworkShape shape;
  private final long seed;

  PassInitialisation(NetworkShape shape, long seed) {
    for (int k = 0; k < shape.layers(); k++) {
      if (shape.layer(k).normalised()) {
        throw new IllegalArgumentException(
            "layers must be without batch normalisation, which normalises by itself, but there is "
                + shape.layer(k));
      }
    }
    this.shape = shape;
    this.seed = seed;
  }

  /** Drawn and normalised for spins, then written for the network's states. */
  StochasticBinaryNetwork network(Batch batch) {
    NetworkShape spins = shape.as(Encoding.SPINS);
    double[][] groups = new double[shape.layers() + 1][];
    for (int k = 0; k <= shape.layers(); k++) {
      groups[k] = draw(k);
    }
    StochasticBinaryNetwork network = StochasticBinaryNetwork.of(spins, groups);
    normalise(network, batch);
    return network.as(shape.encoding());
  }

  /** Weights and biases within {@code 1 / sqrt(inputs of a unit)}. */
  private double[] draw(int k) {
    Affine map = shape.map(k);
    double[] theta = new double[shape.layer(k).parameters()];
    RandomStream.of(seed, "initialise", "layer" + k).uniforms(0, theta, 0, theta.length);
    double bound = 1 / Math.sqrt(map.weights() / (double) shape.layer(k).channels());
    for (int i = 0; i < theta.length; i++) {
      theta[i] = bound * (2 * theta[i] - 1);
    }
    return theta;
  }

  private void normalise(StochasticBinaryNetwork network, Batch batch) {
    int rows = batch.points();
    ChainPass pass = network.on(batch).chain().open(rows);
    States previous = null;
    for (int k = 0; k < shape.layers(); k++) {
      States means = States.zeros(Encoding.SPINS, shape.sizes()[k + 1], rows);
      double[] a = means.values();
      pass.preactivations(k, previous, a);
      int channels = shape.layer(k).channels();
      for (int c = 0; c < channels; c++) {
        normalise(network, k, c, a, a.length / channels);
      }
      for (int i = 0; i < a.length; i++) {
        a[i] = Math.tanh(a[i]);
      }
      previous = means;
    }
  }

  /** A channel, which lies in one piece: in the block of numbers and in the parameters. */
  private void normalise(StochasticBinaryNetwork network, int k, int c, double[] a, int size) {
    int from = c * size;
    double mean = 0;
    for (int i = from; i < from + size; i++) {
      mean += a[i] / size;
    }
    double variance = 0;
    for (int i = from; i < from + size; i++) {
      a[i] -= mean;
      variance += a[i] * a[i] / (size - 1);
    }
    double scale = variance > ROUNDING * mean * mean ? 1 / Math.sqrt(variance) : 1;
    for (int i = from; i < from + size; i++) {
      a[i] *= scale;
    }
    rescale(network.group(k), k, c, mean, scale);
  }

  private void rescale(double[] theta, int k, int c, double mean, double scale) {
    int weights = shape.map(k).weights();
    int each = weights / shape.layer(k).channels();
    for (int i = c * each; i < (c + 1) * each; i++) {
      theta[i] *= scale;
    }
    theta[weights + c] = scale * (theta[weights + c] - mean);
  }
}
