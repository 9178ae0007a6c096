package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.MeanVariance;
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
      variance[i] = squares / (points - 1);
    }
    return this;
  }

  StochasticBinaryNetwork network() {
    double[][] groups = new double[shape.layers() + 1][];
    for (int k = 0; k <= shape.layers(); k++) {
      groups[k] = new double[shape.layer(k).parameters()];
      RandomStream.of(seed, "initialise", "layer" + k).uniforms(0, groups[k], 0, groups[k].length);
      for (int i = 0; i < groups[k].length; i++) {
        groups[k][i] = 2 * groups[k][i] - 1;
      }
    }
    StochasticBinaryNetwork network = StochasticBinaryNetwork.of(shape, groups);
    for (int k = 0; k < shape.layers(); k++) {
      if (shape.layer(k).normalised()) {
        setStatistics(groups[k], network.statistics(k), k);
      } else if (shape.map(k) instanceof Dense dense) {
        normalise(groups[k], dense, k);
      } else {
        normalise(groups[k], (Convolution) shape.map(k), k);
      }
    }
    return network;
  }

  /** The mean of a state that layer k > 0 reads, after pooling. */
  private double meanOfState(int k) {
    if (!shape.readsStates(k)) {
      return shape.layer(k).pooling().map(p -> p.factor() * inWindow(p)).orElse(1.0)
          * momentsOfReal(k)[0];
    }
    double middle = shape.encoding().low() + shape.encoding().step() / 2;
    return shape.layer(k).pooling().map(this::meanOfPooled).orElse(middle);
  }

  private double meanOfPooled(Pooling pooling) {
    Encoding states = shape.encoding();
    return switch (pooling.kind()) {
      case MAX -> states.high() - states.step() * Math.pow(0.5, pooling.taps());
      case AVERAGE -> states.low() + states.step() / 2;
      case SUM -> pooling.taps() * (states.low() + states.step() / 2);
    };
  }

  /** Mean and variance of a real unit before layer k, or of the largest of a window of them. */
  private double[] momentsOfReal(int k) {
    int units = shape.layer(k).pooling().filter(p -> inWindow(p) == 1).map(Pooling::taps).orElse(1);
    return shape.layer(k - 1).activation().orElseThrow().momentsOfLargest(units);
  }

  /** Numbers that are added up. */
  private static int inWindow(Pooling pooling) {
    return pooling.kind() == Pooling.Kind.MAX ? 1 : pooling.taps();
  }

  private double varianceOfState(int k) {
    if (!shape.readsStates(k)) {
      return shape.layer(k).pooling().map(p -> Math.pow(p.factor(), 2) * inWindow(p)).orElse(1.0)
          * momentsOfReal(k)[1];
    }
    double step = shape.encoding().step();
    return shape.layer(k).pooling().map(this::varianceOfPooled).orElse(step * step / 4);
  }

  private double varianceOfPooled(Pooling pooling) {
    double square = shape.encoding().step() * shape.encoding().step();
    double none = Math.pow(0.5, pooling.taps());
    return switch (pooling.kind()) {
      case MAX -> square * none * (1 - none);
      case AVERAGE -> square / 4 / pooling.taps();
      case SUM -> square / 4 * pooling.taps();
    };
  }

  private void normalise(double[] theta, Dense dense, int k) {
    double meanOfState = k == 0 ? 0 : meanOfState(k);
    double varianceOfState = k == 0 ? 0 : varianceOfState(k);
    for (int j = 0; j < dense.out(); j++) {
      double m = 0;
      double v = SMALL;
      for (int i = 0; i < dense.in(); i++) {
        double w = theta[j * dense.in() + i];
        m += w * (k == 0 ? mean[i] : meanOfState);
        v += w * w * (k == 0 ? variance[i] : varianceOfState);
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
    MeanVariance channels = moments(theta, map, k);
    int each = map.weights() / map.channels();
    for (int c = 0; c < map.channels(); c++) {
      double scale = 1 / Math.sqrt(channels.variance()[c]);
      for (int i = c * each; i < (c + 1) * each; i++) {
        theta[i] *= scale;
      }
      theta[map.weights() + c] = -channels.mean()[c] * scale;
    }
  }

  /** Batch normalisation: the same pre-activations, by statistics instead of weights. */
  private void setStatistics(double[] theta, double[] statistics, int k) {
    Affine map = shape.map(k);
    MeanVariance channels = moments(theta, map, k);
    int n = statistics.length / 2;
    System.arraycopy(channels.mean(), 0, statistics, 0, n);
    System.arraycopy(channels.variance(), 0, statistics, n, n);
    Arrays.fill(theta, map.size(), theta.length, 1);
  }

  /** Mean and variance of each channel over states and places, without biases, which become 0. */
  private MeanVariance moments(double[] theta, Affine map, int k) {
    MeanVariance x = k == 0 ? new MeanVariance(mean, variance) : MeanVariance.zeros(map.in());
    if (k > 0) {
      Arrays.fill(x.mean(), meanOfState(k));
      Arrays.fill(x.variance(), varianceOfState(k));
    }
    MeanVariance y = MeanVariance.zeros(map.out());
    Arrays.fill(theta, map.weights(), map.size(), 0);
    new AffineMoments(map, 1).forward(theta, x, y);
    int channels = map.size() - map.weights();
    int places = map.out() / channels;
    MeanVariance result = MeanVariance.zeros(channels);
    for (int c = 0; c < channels; c++) {
      double[] means = Arrays.copyOfRange(y.mean(), c * places, (c + 1) * places);
      double m = Arrays.stream(means).sum() / places;
      double v = SMALL;
      for (int place = 0; place < places; place++) {
        v += (y.variance()[c * places + place] + Math.pow(means[place] - m, 2)) / places;
      }
      result.mean()[c] = m;
      result.variance()[c] = v;
    }
    return result;
  }
}
