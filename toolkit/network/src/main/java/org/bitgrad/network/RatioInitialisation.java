package org.bitgrad.network;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.bitgrad.numeric.Affine;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/** Normal weights that give pre-activations a deviation in proportion to the noise. */
final class RatioInitialisation {
  private final NetworkShape shape;
  private final long seed;
  private final ToDoubleFunction<Noise> ratio;

  RatioInitialisation(NetworkShape shape, long seed, ToDoubleFunction<Noise> ratio) {
    this.shape = shape;
    this.seed = seed;
    this.ratio = ratio;
  }

  /** Drawn for spins, whose squares are 1, then written for the network's states. */
  StochasticBinaryNetwork network() {
    double[][] groups = new double[shape.layers() + 1][];
    for (int k = 0; k <= shape.layers(); k++) {
      Affine map = shape.map(k);
      groups[k] = new double[shape.layer(k).parameters()];
      double deviation = shape.layer(k).noise().map(this::deviation).orElse(1.0);
      // The factors of batch normalisation, if there are any.
      Arrays.fill(groups[k], map.size(), groups[k].length, deviation);
      double scale = (shape.layer(k).normalised() ? 1 : deviation) / rootMeanSquare(k);
      fill(RandomStream.of(seed, "initialise", "layer" + k), map, scale, groups[k]);
    }
    NetworkShape spins = shape.as(Encoding.SPINS);
    return StochasticBinaryNetwork.of(spins, groups).as(shape.encoding());
  }

  /** Of what layer k reads: that of real units for normal pre-activations; 1 for all else. */
  private double rootMeanSquare(int k) {
    if (k == 0 || shape.readsStates(k)) {
      return 1;
    }
    double[] moments = shape.layer(k - 1).activation().orElseThrow().momentsOfLargest(1);
    return Math.sqrt(moments[0] * moments[0] + moments[1]);
  }

  private static void fill(RandomStream stream, Affine map, double deviation, double[] theta) {
    double inputs = (double) map.products() / map.out();
    Noise law = Noise.gaussian(deviation / Math.sqrt(inputs));
    stream.uniforms(0, theta, 0, map.weights());
    for (int i = 0; i < map.weights(); i++) {
      theta[i] = law.quantile(theta[i]);
    }
  }

  private double deviation(Noise noise) {
    double r = ratio.applyAsDouble(noise);
    if (!(r > 0) || Double.isInfinite(r)) {
      throw new IllegalArgumentException(
          "ratio must be a positive finite number, but is " + r + " for " + noise.name());
    }
    return r * noise.scale();
  }
}
