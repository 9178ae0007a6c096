package org.bitgrad.papers.psa2020.deep;

import java.util.List;
import org.bitgrad.report.Scale;

/**
 * How much is done at a scale.
 *
 * @param layers convolutions of the network
 * @param images how many of which kind
 * @param seeds trainings of each method
 * @param epochs of a training
 * @param search how the learning rate is looked for
 */
record DeepPlan(List<Layer> layers, Images images, int seeds, int epochs, Search search) {
  /**
   * A convolution without padding.
   *
   * @param channels of its units
   * @param kernel side of the window
   * @param stride steps of the window
   */
  record Layer(int channels, int kernel, int stride) {}

  /**
   * Images of the training part.
   *
   * @param train trained on
   * @param validation held out
   * @param looked of those trained on, which expected training losses are measured on
   */
  record Images(int train, int validation, int looked) {}

  /**
   * The search on the logarithm of the rate, from 1e-6 to 1.
   *
   * @param trials at most so many
   * @param epochs of each
   */
  record Search(int trials, int epochs) {}

  static DeepPlan of(Scale scale) {
    return switch (scale) {
      case QUICK -> new DeepPlan(coarse(), new Images(128, 64, 64), 2, 3, new Search(3, 1));
      case STANDARD ->
          new DeepPlan(small(), new Images(4_000, 1_000, 500), 3, 16, new Search(8, 3));
      case PAPER ->
          new DeepPlan(published(), new Images(45_000, 5_000, 5_000), 3, 2_000, new Search(10, 5));
    };
  }

  private static List<Layer> coarse() {
    return List.of(new Layer(4, 5, 3), new Layer(4, 3, 2));
  }

  /** Of the same kind as the published network: windows of 3 without border, some with stride 2. */
  private static List<Layer> small() {
    return List.of(
        new Layer(16, 3, 2), new Layer(24, 3, 1), new Layer(32, 3, 2), new Layer(32, 3, 1));
  }

  /** The network of the released script for CIFAR-10: 221280 binary units. */
  private static List<Layer> published() {
    return List.of(
        new Layer(96, 3, 1),
        new Layer(96, 3, 1),
        new Layer(96, 3, 2),
        new Layer(192, 3, 1),
        new Layer(192, 3, 1),
        new Layer(192, 3, 2),
        new Layer(192, 3, 1),
        new Layer(192, 1, 1));
  }
}
