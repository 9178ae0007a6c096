package org.bitgrad.train.engine;

import java.util.List;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;

/** Convolutional networks with batches, in float32 and float64. */
final class ConvolutionCases {
  private ConvolutionCases() {}

  private static EngineCase of(
      String name, NetworkBuilder builder, int outputs, double stretch, int rows) {
    return of(name, builder, outputs, stretch, 1, rows);
  }

  private static EngineCase of(
      String name,
      NetworkBuilder builder,
      int outputs,
      double stretch,
      double stretchOfHead,
      int rows) {
    StochasticBinaryNetwork network = builder.head(outputs, OutputLoss.SOFTMAX).initialise(7);
    for (int k = 0; k <= network.layers(); k++) {
      double[] group = network.group(k);
      double factor = k < network.layers() ? stretch : stretchOfHead;
      for (int i = 0; i < group.length; i++) {
        group[i] = (float) (factor * group[i]);
      }
    }
    return new EngineCase(name, network, rows);
  }

  private static NetworkBuilder padded() {
    return StochasticBinaryNetwork.input(2, 7, 6)
        .convolution(3, 3)
        .padding(1)
        .convolution(4, 3)
        .stride(2)
        .padding(1)
        .bernoulli(5)
        .encoding(Encoding.SPINS);
  }

  private static NetworkBuilder wide() {
    return StochasticBinaryNetwork.input(1, 8, 9)
        .convolution(3, 2)
        .stride(3)
        .padding(2)
        .convolution(4, 3)
        .padding(2);
  }

  private static NetworkBuilder sparse() {
    return StochasticBinaryNetwork.input(3, 6, 6)
        .convolution(5, 3, Noise.gaussian(0.7))
        .convolution(6, 1, Noise.uniform(3))
        .stride(2);
  }

  private static NetworkBuilder many() {
    return StochasticBinaryNetwork.input(3, 14, 14)
        .convolution(34, 3, Noise.logistic(0.8))
        .padding(1)
        .convolution(20, 3)
        .stride(2)
        .padding(1)
        .convolution(40, 3, Noise.logistic(2))
        .encoding(Encoding.SPINS);
  }

  private static NetworkBuilder largest() {
    return StochasticBinaryNetwork.input(2, 9, 8)
        .convolution(3, 3, Noise.logistic(0.8))
        .padding(1)
        .maxPooling(2)
        .convolution(4, 2)
        .maxPooling(2)
        .bernoulli(6)
        .encoding(Encoding.SPINS);
  }

  private static NetworkBuilder joined() {
    return StochasticBinaryNetwork.input(2, 9, 8)
        .convolution(3, 3)
        .padding(1)
        .sumPooling(2)
        .convolution(4, 2)
        .averagePooling(3)
        .encoding(Encoding.SPINS);
  }

  /** The head reads windows; a line and a column of units are in none. */
  private static NetworkBuilder largestBeforeTheHead() {
    return StochasticBinaryNetwork.input(1, 7, 6)
        .convolution(3, 2)
        .convolution(4, 2)
        .maxPooling(2)
        .encoding(Encoding.SPINS);
  }

  private static NetworkBuilder meansBeforeDense(Noise noise) {
    return StochasticBinaryNetwork.input(1, 9, 8)
        .convolution(3, 2)
        .sumPooling(2)
        .convolution(4, 2, noise)
        .averagePooling(2)
        .bernoulli(9, noise)
        .bernoulli(5);
  }

  private static NetworkBuilder sumsBeforeTheHead() {
    return StochasticBinaryNetwork.input(1, 9, 8)
        .convolution(3, 3, Noise.gaussian(1))
        .sumPooling(2)
        .convolution(4, 2, Noise.uniform(3))
        .sumPooling(2);
  }

  /** Strides, borders, noises, weights of any size, batches that are no multiple of anything. */
  static List<EngineCase> all() {
    return List.of(
        of("padded, 1 row", padded(), 3, 1, 1),
        of("padded, 33 rows", padded(), 3, 1, 33),
        of("padded, large weights", padded(), 3, 5, 9),
        of("padded, huge weights", padded(), 3, 40, 9),
        of("stride 3, border 2", wide(), 2, 1, 7),
        of("some pixels are not looked at", sparse(), 3, 1, 18),
        of("largest of windows", largest(), 3, 1, 13),
        of("sums of windows", joined(), 3, 1, 13),
        of("largest before the head", largestBeforeTheHead(), 3, 1, 21),
        of("largest before a large head", largestBeforeTheHead(), 5, 1, 30, 21),
        of("sums of windows, large weights", joined(), 3, 6, 13),
        of("means before dense layers", meansBeforeDense(Noise.logistic(0.7)), 3, 2, 13),
        of("means before dense layers, gaussian", meansBeforeDense(Noise.gaussian(1)), 3, 1, 13),
        of("sums before the head", sumsBeforeTheHead(), 4, 1, 13),
        of("more channels than lanes", many(), 10, 1, 11));
  }
}
