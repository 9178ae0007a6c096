package org.bitgrad.reference;

import org.bitgrad.random.Noise;

/**
 * A chain of Bernoulli layers with a head, as plain numbers. Layer k's group holds its weights
 * row-major ([out x in]), then its biases. Free logits are a layer without inputs, whose biases are
 * the logits. A group with the numbers of fewer units than the layer has is shared: unit {@code u}
 * has those of unit {@code u % distinct}, as copies of the same units do.
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReferenceNetwork(
    String name,
    double low,
    double high,
    Noise[] noises,
    int[] sizes,
    double[][] groups,
    Head head,
    double[][] x) {

  public int layers() {
    return noises.length;
  }

  /** Units of a layer; sizes[0] counts the inputs. */
  public int units(int layer) {
    return sizes[layer + 1];
  }

  /** Units with parameters of their own. */
  public int distinct(int layer) {
    return groups[layer].length / (sizes[layer] + 1);
  }

  public int points() {
    return x.length;
  }

  /** Pre-activation of a unit; {@code previous} are states, or the point's inputs for layer 0. */
  public double a(int layer, int unit, double[] previous) {
    int in = sizes[layer];
    double[] group = groups[layer];
    int own = unit % distinct(layer);
    double a = group[distinct(layer) * in + own];
    for (int i = 0; i < in; i++) {
      a += group[own * in + i] * previous[i];
    }
    return a;
  }

  public double weight(int layer, int unit, int input) {
    return groups[layer][unit % distinct(layer) * sizes[layer] + input];
  }

  /** The number for a bit. */
  public double state(int bit) {
    return bit == 1 ? high : low;
  }

  /** Numbers for a layer's bits. */
  public double[] states(int[] bits) {
    double[] states = new double[bits.length];
    for (int j = 0; j < bits.length; j++) {
      states[j] = state(bits[j]);
    }
    return states;
  }

  /** Inputs of a layer on a path: the data point, or the states of the layer before. */
  public double[] inputs(int layer, int[][] path, int point) {
    return layer == 0 ? x[point] : states(path[layer - 1]);
  }

  /** The probability of a bit. */
  public double probability(int layer, double a, int bit) {
    return noises[layer].probability(bit == 1 ? a : -a);
  }

  /** The loss at the end of a path. */
  public double loss(int[][] path, int point) {
    return head.loss(states(path[layers() - 1]), point);
  }
}
