package org.bitgrad.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bitgrad.network.HeadLoss.Head;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.Image;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/**
 * A stochastic binary network: dense and convolutional layers of Bernoulli units and a linear head
 * without noise (Shekhovtsov, Yanush and Flach 2020, the model section).
 *
 * <p>{@code a^k = W^k x^(k-1) + b^k}, {@code P(bit^k_j = 1) = F(a^k_j)}, {@code eta = W x^L + b},
 * loss {@code f = loss(eta, target)}. The data inputs are real numbers and are never recoded; the
 * weights of later layers and of the head multiply states in the network's {@link Encoding}.
 *
 * <p>Parameters are live arrays, one group per layer: {@code layer0}, ..., then the head; weights
 * row-major {@code [out x in]}, then biases; of a convolution {@code [channels x channels before x
 * kernel x kernel]}, then one bias per channel. Problems made by {@link #on} share them: a training
 * loop writes to {@link #group} and every open session sees it at its next estimate.
 *
 * <pre>{@code
 * var net = StochasticBinaryNetwork.input(2).bernoulli(5).bernoulli(5).head(1, OutputLoss.LOGISTIC)
 *     .initialise(7);
 * Problem problem = net.on(batch);
 * }</pre>
 *
 * <p>A convolution reads images, {@code (channel * height + y) * width + x} in a data point or
 * among the units of a layer, and its units share the weights of a kernel. A dense layer or the
 * head after it reads its units in this order. A border ({@link NetworkBuilder#padding}) is made of
 * the number 0: for bits the bit 0, for spins neither of the two states.
 *
 * <p>Layers of real units (relu, tanh, hard tanh) may stand between Bernoulli layers, before the
 * first or behind the last. They are deterministic, so a Bernoulli layer and the real ones before
 * it are one layer of the problem's chain, with one group of parameters, and PSA flips bits through
 * all of them. Without Bernoulli layers there is nothing to estimate: {@link DeterministicPass}.
 *
 * <pre>{@code
 * var net = StochasticBinaryNetwork.input(784).relu(500).bernoulli(64)
 *     .head(10, OutputLoss.SOFTMAX).initialise(7);
 * }</pre>
 *
 * <pre>{@code
 * var net = StochasticBinaryNetwork.input(3, 32, 32).convolution(96, 3).convolution(96, 3).stride(2)
 *     .bernoulli(100).head(10, OutputLoss.SOFTMAX).initialise(7);
 * }</pre>
 */
public final class StochasticBinaryNetwork {
  private final NetworkShape shape;
  private final double[][] groups;
  private final double[][] statistics;

  private StochasticBinaryNetwork(NetworkShape shape, double[][] groups, double[][] statistics) {
    this.shape = shape;
    this.groups = groups;
    this.statistics = statistics;
  }

  /** With statistics of normalisation that change nothing. */
  static StochasticBinaryNetwork of(NetworkShape shape, double[][] groups) {
    double[][] statistics = new double[groups.length][];
    for (int k = 0; k < groups.length; k++) {
      statistics[k] = shape.statistics(k);
    }
    return new StochasticBinaryNetwork(shape, groups, statistics);
  }

  /**
   * Starts a description.
   *
   * @param inputs numbers in a data point, at least 1
   * @return a builder
   * @throws IllegalArgumentException if inputs is less than 1
   */
  public static NetworkBuilder input(int inputs) {
    return new NetworkBuilder(Arguments.within("inputs", inputs, 1, Integer.MAX_VALUE));
  }

  /**
   * Starts a description with images.
   *
   * @param channels at least 1
   * @param height lines of an image, at least 1
   * @param width columns of an image, at least 1
   * @return a builder
   * @throws IllegalArgumentException if one of them is less than 1, or there are too many numbers
   */
  public static NetworkBuilder input(int channels, int height, int width) {
    Arguments.within("channels", channels, 1, Integer.MAX_VALUE);
    Arguments.within("height", height, 1, Integer.MAX_VALUE / channels);
    Arguments.within("width", width, 1, Integer.MAX_VALUE / channels / height);
    return new NetworkBuilder(new Image(channels, height, width));
  }

  /**
   * The network's expected loss on data, mean over points.
   *
   * @param batch inputs and targets
   * @return the problem; it shares this network's parameters
   * @throws IllegalArgumentException if the batch does not fit or no layer is Bernoulli
   */
  public Problem on(Batch batch) {
    return problem(batch, null);
  }

  /**
   * As {@link #on(Batch)}, with a part of what layers read dropped: the problem of a step of
   * training.
   *
   * @param batch inputs and targets
   * @param dropout masks of this network for as many points; the problem follows when they are
   *     drawn
   * @return the problem; it shares this network's parameters and the masks
   * @throws IllegalArgumentException if batch or masks do not fit or no layer is Bernoulli
   */
  public Problem on(Batch batch, Dropout dropout) {
    return problem(batch, Arguments.given("dropout", dropout));
  }

  private Problem problem(Batch batch, Dropout dropout) {
    requireFitting(batch, dropout);
    List<AffineLayer> layers = new ArrayList<>();
    List<AffineLayer> real = new ArrayList<>();
    for (int k = 0; k < shape.layers(); k++) {
      if (shape.layer(k).activation().isPresent()) {
        real.add(layer(k, List.of(), dropout));
      } else {
        layers.add(layer(k, real, dropout));
        real.clear();
      }
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "network must have a Bernoulli layer for an expected loss, but all its "
              + real.size()
              + " layers are real: DeterministicPass computes its loss and gradient");
    }
    return Problem.of(new NetworkChain(encoding(), layers, batch), loss(real, batch, dropout));
  }

  private AffineLayer layer(int k, List<AffineLayer> front, Dropout dropout) {
    AffineLayer layer = new AffineLayer(shape.layer(k), groups[k], statistics[k], front);
    return dropout == null || shape.layer(k).dropout() == 0 ? layer : layer.with(mask(k, dropout));
  }

  private static LayerMask mask(int k, Dropout dropout) {
    return new LayerMask(dropout, k, IntStream.range(0, dropout.points()).toArray());
  }

  private void requireFitting(Batch batch, Dropout dropout) {
    Arguments.given("batch", batch);
    if (batch.inputs() != sizes()[0]) {
      throw new IllegalArgumentException(
          "batch must have " + sizes()[0] + " inputs, but has " + batch.inputs());
    }
    if (dropout != null && !dropout.suits(shape.all(), batch.points())) {
      throw new IllegalArgumentException(
          "dropout must be of this network and for "
              + batch.points()
              + " points, but is for "
              + dropout.points()
              + " points or other layers");
    }
  }

  /** The loss of the states of the last Bernoulli layer, or of the data. */
  private NetworkLoss loss(List<AffineLayer> real, Batch batch, Dropout dropout) {
    int last = shape.layers();
    Dense head = (Dense) shape.map(last);
    Head form = new Head("layer" + last, head.in(), head.out(), encoding(), shape.loss());
    NetworkLoss loss = HeadLoss.of(form, groups[last], batch);
    if (dropout != null && shape.layer(last).dropout() > 0) {
      loss = new MaskedLoss(loss, mask(last, dropout), head.in(), encoding());
    }
    Optional<Pooling> pooling = shape.layer(last).pooling();
    loss = pooling.isEmpty() ? loss : new PooledLoss(loss, pooling.get());
    return real.isEmpty() ? loss : new RealLoss(loss, real, encoding());
  }

  /** The loss as a function of the inputs, for {@link DeterministicPass}; null for no masks. */
  NetworkLoss lossOfInputs(Batch batch, Dropout dropout) {
    requireFitting(batch, dropout);
    List<AffineLayer> real = new ArrayList<>();
    for (int k = 0; k < shape.layers(); k++) {
      if (shape.layer(k).activation().isEmpty()) {
        throw new IllegalArgumentException(
            "layers must all be real for a deterministic pass, but there is " + shape.layer(k));
      }
      real.add(layer(k, List.of(), dropout));
    }
    return loss(real, batch, dropout);
  }

  /** {@return whether a layer has dropout, so that training needs masks} */
  public boolean drops() {
    return shape.all().stream().anyMatch(layer -> layer.dropout() > 0);
  }

  /** {@return whether there is a Bernoulli layer, so that the loss is an expected one} */
  public boolean stochastic() {
    return shape.all().stream().anyMatch(layer -> layer.noise().isPresent());
  }

  /**
   * The parameters of a layer.
   *
   * @param group 0 for the first layer, ..., {@code layers()} for the head
   * @return the numbers themselves: weights, then biases, in the order of the class comment
   */
  public double[] group(int group) {
    return groups[Arguments.within("group", group, 0, groups.length - 1)];
  }

  /**
   * The statistics of a layer's batch normalisation, which no gradient is taken of: running means
   * of training, or what a user sets.
   *
   * @param layer 0, 1, ..., {@code layers()} for the head
   * @return the numbers themselves: a mean for each channel, then a variance for each; empty
   *     without normalisation
   */
  public double[] statistics(int layer) {
    return statistics[Arguments.within("layer", layer, 0, statistics.length - 1)];
  }

  /** {@return what the layers are, the head last} */
  public List<NetworkLayer> describe() {
    return shape.all();
  }

  /** {@return number of layers before the head, Bernoulli and real} */
  public int layers() {
    return shape.layers();
  }

  /** {@return inputs, units of each layer, outputs} */
  public int[] sizes() {
    return shape.sizes();
  }

  /**
   * The noise of a layer.
   *
   * @param layer 0, 1, ...
   * @return its noise
   * @throws IllegalArgumentException if there is no such layer or its units are real
   */
  public Noise noise(int layer) {
    NetworkLayer form = shape.layer(Arguments.within("layer", layer, 0, layers() - 1));
    return form.noise()
        .orElseThrow(() -> new IllegalArgumentException("layer must be Bernoulli, but is " + form));
  }

  /** {@return what judges the outputs} */
  public OutputLoss outputLoss() {
    return shape.loss();
  }

  /** {@return the numbers that the weights multiply} */
  public Encoding encoding() {
    return shape.encoding();
  }

  /** {@return a network with the same numbers in arrays of its own} */
  public StochasticBinaryNetwork copy() {
    return new StochasticBinaryNetwork(shape, copy(groups), copy(statistics));
  }

  private static double[][] copy(double[][] arrays) {
    return Arrays.stream(arrays).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * The same function of the data, with weights for another encoding: from bits to spins {@code w'
   * = w / 2} and {@code b' = b + sum(w) / 2}; layers that read data or real units keep their
   * numbers. With dropout of states it is the same in evaluation only: which number a dropped state
   * is differs.
   *
   * @param target encoding of the result
   * @return a network with arrays of its own
   * @throws IllegalArgumentException if the target is missing, or another one and a layer after the
   *     first is a convolution with padding
   */
  public StochasticBinaryNetwork as(Encoding target) {
    NetworkShape targetShape = shape.as(Arguments.given("target", target));
    StochasticBinaryNetwork other = copy();
    double scale = shape.encoding().step() / target.step();
    double shift = shape.encoding().low() - scale * target.low();
    for (int k = 1; k < groups.length; k++) {
      if (!shape.readsStates(k)) {
        continue;
      }
      Optional<Pooling> sum = shape.layer(k).pooling().filter(p -> p.kind() == Pooling.Kind.SUM);
      double each = sum.map(Pooling::taps).orElse(1) * shift;
      recode(other.groups[k], shape.map(k), scale, each, other.statistics[k]);
    }
    return new StochasticBinaryNetwork(targetShape, other.groups, other.statistics);
  }

  /** x = scale x' + shift, so w x = (scale w) x' + shift w; a bias belongs to equally many w. */
  private static void recode(
      double[] theta, Affine map, double scale, double shift, double[] statistics) {
    int biases = map.size() - map.weights();
    int each = map.weights() / biases;
    for (int j = 0; j < biases; j++) {
      double sum = 0;
      for (int i = 0; i < each; i++) {
        sum += theta[j * each + i];
        theta[j * each + i] *= scale;
      }
      if (statistics.length > 0) {
        statistics[j] -= shift * sum;
      } else {
        theta[map.weights() + j] += shift * sum;
      }
    }
  }

  /** {@return the layers, for people} */
  @Override
  public String toString() {
    List<String> layers = describe().stream().map(NetworkLayer::toString).toList();
    return "network: " + String.join("; ", layers) + "; loss " + outputLoss().name();
  }
}
