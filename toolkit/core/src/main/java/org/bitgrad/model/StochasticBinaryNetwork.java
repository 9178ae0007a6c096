package org.bitgrad.model;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.model.HeadLoss.Head;
import org.bitgrad.numeric.Dense;
import org.bitgrad.random.Noise;

/**
 * A stochastic binary network: dense layers of Bernoulli units and a linear head without noise
 * (Shekhovtsov, Yanush and Flach 2020, the model section).
 *
 * <p>{@code a^k = W^k x^(k-1) + b^k}, {@code P(bit^k_j = 1) = F(a^k_j)}, {@code eta = W x^L + b},
 * loss {@code f = loss(eta, target)}. The data inputs are real numbers and are never recoded; the
 * weights of later layers and of the head multiply states in the network's {@link Encoding}.
 *
 * <p>Parameters are live arrays, one group per layer: {@code layer0}, ..., then the head; weights
 * row-major {@code [out x in]}, then biases. Problems made by {@link #on} share them: a training
 * loop writes to {@link #group} and every open session sees it at its next estimate.
 *
 * <pre>{@code
 * var net = StochasticBinaryNetwork.input(2).bernoulli(5).bernoulli(5).head(1, OutputLoss.LOGISTIC)
 *     .initialise(7);
 * Problem problem = net.on(batch);
 * }</pre>
 */
public final class StochasticBinaryNetwork {
  private final NetworkShape shape;
  private final double[][] groups;

  StochasticBinaryNetwork(NetworkShape shape, double[][] groups) {
    this.shape = shape;
    this.groups = groups;
  }

  /**
   * Starts a description.
   *
   * @param inputs numbers in a data point, at least 1
   * @return a builder
   * @throws IllegalArgumentException if inputs is less than 1
   */
  public static NetworkBuilder input(int inputs) {
    return new NetworkBuilder(Refuse.outside("inputs", inputs, 1, Integer.MAX_VALUE));
  }

  /**
   * The network's expected loss on data, mean over points.
   *
   * @param batch inputs and targets
   * @return the problem; it shares this network's parameters
   * @throws IllegalArgumentException if the batch does not fit
   */
  public Problem on(Batch batch) {
    Refuse.missing("batch", batch);
    if (batch.inputs() != sizes()[0]) {
      throw new IllegalArgumentException(
          "batch must have " + sizes()[0] + " inputs, but has " + batch.inputs());
    }
    List<DenseLayer> layers = new ArrayList<>();
    for (int k = 0; k < shape.layers(); k++) {
      layers.add(new DenseLayer(shape.dense(k), shape.noises().get(k), groups[k]));
    }
    Chain chain = new NetworkChain(encoding(), layers, batch.inputColumns(), batch.points());
    int last = shape.layers();
    Dense head = shape.dense(last);
    Head form = new Head("layer" + last, head.in(), head.out(), encoding(), shape.loss());
    return Problem.of(chain, HeadLoss.of(form, groups[last], batch));
  }

  /**
   * The parameters of a layer.
   *
   * @param group 0 for the first layer, ..., {@code layers()} for the head
   * @return the numbers themselves: weights row-major {@code [out x in]}, then biases
   */
  public double[] group(int group) {
    return groups[Refuse.outside("group", group, 0, groups.length - 1)];
  }

  /** {@return number of Bernoulli layers} */
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
   */
  public Noise noise(int layer) {
    return shape.noises().get(Refuse.outside("layer", layer, 0, layers() - 1));
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
    double[][] copies = new double[groups.length][];
    for (int k = 0; k < groups.length; k++) {
      copies[k] = groups[k].clone();
    }
    return new StochasticBinaryNetwork(shape, copies);
  }

  /**
   * The same function of the data, with weights for another encoding: from bits to spins {@code w'
   * = w / 2} and {@code b' = b + sum(w) / 2}; the first layer keeps its numbers.
   *
   * @param target encoding of the result
   * @return a network with arrays of its own
   */
  public StochasticBinaryNetwork as(Encoding target) {
    Refuse.missing("target", target);
    StochasticBinaryNetwork other = copy();
    double scale = shape.encoding().step() / target.step();
    double shift = shape.encoding().low() - scale * target.low();
    for (int k = 1; k < groups.length; k++) {
      recode(other.groups[k], shape.dense(k), scale, shift);
    }
    return new StochasticBinaryNetwork(shape.as(target), other.groups);
  }

  /** x = scale x' + shift, so w x = (scale w) x' + shift w. */
  private static void recode(double[] theta, Dense dense, double scale, double shift) {
    for (int j = 0; j < dense.out(); j++) {
      double sum = 0;
      for (int i = 0; i < dense.in(); i++) {
        sum += theta[j * dense.in() + i];
        theta[j * dense.in() + i] *= scale;
      }
      theta[dense.out() * dense.in() + j] += shift * sum;
    }
  }
}
