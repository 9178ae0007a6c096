package org.bitgrad.model;

import java.util.Arrays;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.Dense;
import org.bitgrad.random.RandomStream;

/** Uniform parameters and one pass of normalisation by assumed means and variances. */
final class Initialisation {
  private static final double SMALL = 1e-10;

  private final NetworkShape shape;
  private final long seed;
  private final double[] mean;
  private final double[] variance;

  private Initialisation(NetworkShape shape, long seed) {
    this.shape = shape;
    this.seed = seed;
    mean = new double[shape.sizes()[0]];
    variance = new double[shape.sizes()[0]];
    Arrays.fill(variance, 1);
  }

  static Initialisation of(NetworkShape shape, long seed) {
    return new Initialisation(shape, seed);
  }

  /** Takes the inputs' moments from data. */
  Initialisation on(Batch batch) {
    double[] x = batch.inputColumns();
    int points = batch.points();
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (int n = 0; n < points; n++) {
        sum += x[i * points + n];
      }
      mean[i] = sum / points;
      double squares = 0;
      for (int n = 0; n < points; n++) {
        squares += Math.pow(x[i * points + n] - mean[i], 2);
      }
      variance[i] = squares / Math.max(1, points - 1);
    }
    return this;
  }

  StochasticBinaryNetwork network() {
    double[][] groups = new double[shape.layers() + 1][];
    for (int k = 0; k <= shape.layers(); k++) {
      groups[k] = new double[shape.map(k).size()];
      RandomStream.of(seed, "initialise", "layer" + k).uniforms(0, groups[k], 0, groups[k].length);
      for (int i = 0; i < groups[k].length; i++) {
        groups[k][i] = 2 * groups[k][i] - 1;
      }
      if (k < shape.layers()) {
        if (shape.map(k) instanceof Dense dense) {
          normalise(groups[k], dense, k);
        } else {
          normalise(groups[k], (Convolution) shape.map(k), k);
        }
      }
    }
    return new StochasticBinaryNetwork(shape, groups);
  }

  private void normalise(double[] theta, Dense dense, int k) {
    double step = shape.encoding().step();
    double middle = shape.encoding().low() + step / 2;
    for (int j = 0; j < dense.out(); j++) {
      double m = 0;
      double v = SMALL;
      for (int i = 0; i < dense.in(); i++) {
        double w = theta[j * dense.in() + i];
        m += w * (k == 0 ? mean[i] : middle);
        v += w * w * (k == 0 ? variance[i] : step * step / 4);
      }
      double scale = 1 / Math.sqrt(v);
      for (int i = 0; i < dense.in(); i++) {
        theta[j * dense.in() + i] *= scale;
      }
      // The mean contains the bias, so what is left of it is minus the rest of the mean.
      theta[dense.out() * dense.in() + j] = -m * scale;
    }
  }

  /** The same over all places: the mean of their variances and the variance of their means. */
  private void normalise(double[] theta, Convolution map, int k) {
    double step = shape.encoding().step();
    MeanVariance x = k == 0 ? new MeanVariance(mean, variance) : MeanVariance.zeros(map.in());
    if (k > 0) {
      Arrays.fill(x.mean(), shape.encoding().low() + step / 2);
      Arrays.fill(x.variance(), step * step / 4);
    }
    MeanVariance y = MeanVariance.zeros(map.out());
    Arrays.fill(theta, map.weights(), map.size(), 0);
    new AffineMoments(map, 1).forward(theta, x, y);
    int places = map.output().positions();
    int each = map.weights() / map.channels();
    for (int c = 0; c < map.channels(); c++) {
      double[] means = Arrays.copyOfRange(y.mean(), c * places, (c + 1) * places);
      double m = Arrays.stream(means).sum() / places;
      double v = SMALL;
      for (int place = 0; place < places; place++) {
        v += (y.variance()[c * places + place] + Math.pow(means[place] - m, 2)) / places;
      }
      double scale = 1 / Math.sqrt(v);
      for (int i = c * each; i < (c + 1) * each; i++) {
        theta[i] *= scale;
      }
      theta[map.weights() + c] = -m * scale;
    }
  }
}
