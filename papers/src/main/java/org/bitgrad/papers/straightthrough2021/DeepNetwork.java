package org.bitgrad.papers.straightthrough2021;

import java.util.Arrays;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/**
 * A network of equal layers without biases, at one random input of spins: logistic noise, weights
 * of variance 2.25 / width, loss {@code softplus(-v.x)}.
 */
final class DeepNetwork {
  static final int WIDTH = 8;

  private static final double VARIANCE = 2.25;

  private DeepNetwork() {}

  static Problem of(RandomStream stream, int layers) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(WIDTH);
    double[][] theta = new double[layers + 1][];
    for (int k = 0; k < layers; k++) {
      builder.bernoulli(WIDTH);
      double[] w =
          Normals.of(stream.child("w").child(k), WIDTH * WIDTH, Math.sqrt(VARIANCE / WIDTH));
      theta[k] = Arrays.copyOf(w, WIDTH * (WIDTH + 1));
    }
    theta[layers] = Arrays.copyOf(Normals.of(stream.child("v"), WIDTH, 1), WIDTH + 1);
    double[] input = new double[WIDTH];
    Arrays.setAll(input, i -> stream.child("input").uniform(i) < 0.5 ? -1 : 1);
    return builder
        .encoding(Encoding.SPINS)
        .head(1, OutputLoss.LOGISTIC)
        .parameters(theta)
        .on(Batch.of(new double[][] {input}, new double[] {1}));
  }
}
