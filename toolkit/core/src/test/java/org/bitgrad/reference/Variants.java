package org.bitgrad.reference;

import org.bitgrad.random.Noise;

/** The same function written differently. */
public final class Variants {
  private Variants() {}

  /** A network of bits, written for spins: weights w/2, biases b + sum(w)/2. */
  public static ReferenceNetwork asSpins(ReferenceNetwork net) {
    double[][] groups = new double[net.layers()][];
    for (int k = 0; k < net.layers(); k++) {
      groups[k] = k == 0 ? net.groups()[0].clone() : spinWeights(net.groups()[k], net.units(k));
    }
    return new ReferenceNetwork(
        net.name() + " as spins",
        -1,
        1,
        net.noises(),
        net.sizes(),
        groups,
        asSpins(net.head()),
        net.x());
  }

  private static Head asSpins(Head head) {
    if (head instanceof BoundHead bound) {
      return new BoundHead(bound.samples(), asSpins(bound.logWeight()));
    }
    if (head instanceof LinearHead linear) {
      double[] parameters = spinWeights(linear.parameters(), linear.outputs());
      return new LinearHead(linear.outputs(), parameters, linear.output(), linear.targets());
    }
    WavyHead wavy = (WavyHead) head;
    return new WavyHead(wavy.w(), wavy.v(), wavy.c(), wavy.r(), -1, 1);
  }

  private static double[] spinWeights(double[] group, int out) {
    int in = group.length / out - 1;
    double[] spin = group.clone();
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < in; i++) {
        spin[j * in + i] = group[j * in + i] / 2;
        spin[out * in + j] += group[j * in + i] / 2;
      }
    }
    return spin;
  }

  /** A network of spins and a linear head with one unit negated: the same function of the data. */
  public static ReferenceNetwork negated(ReferenceNetwork net, int layer, int unit) {
    double[][] groups = net.groups().clone();
    groups[layer] = negateRow(groups[layer], net.units(layer), unit);
    LinearHead head = (LinearHead) net.head();
    if (layer + 1 < net.layers()) {
      groups[layer + 1] = negateColumn(groups[layer + 1], net.units(layer + 1), unit);
    } else {
      double[] parameters = negateColumn(head.parameters(), head.outputs(), unit);
      head = new LinearHead(head.outputs(), parameters, head.output(), head.targets());
    }
    return new ReferenceNetwork(
        net.name() + " with a unit negated",
        net.low(),
        net.high(),
        net.noises(),
        net.sizes(),
        groups,
        head,
        net.x());
  }

  /** Negates a unit's weights and bias, or derivatives in them. */
  public static double[] negateRow(double[] group, int out, int unit) {
    int in = group.length / out - 1;
    double[] negated = group.clone();
    for (int i = 0; i < in; i++) {
      negated[unit * in + i] *= -1;
    }
    negated[out * in + unit] *= -1;
    return negated;
  }

  /** Negates the weights of an input, or derivatives in them. */
  public static double[] negateColumn(double[] group, int out, int input) {
    int in = group.length / out - 1;
    double[] negated = group.clone();
    for (int j = 0; j < out; j++) {
      negated[j * in + input] *= -1;
    }
    return negated;
  }

  /** Reverses the order of a layer's units; of copies, both their order and that of their units. */
  public static ReferenceNetwork reversed(ReferenceNetwork net, int layer) {
    double[][] groups = net.groups().clone();
    groups[layer] = reverseRows(groups[layer], net.distinct(layer));
    Head head = net.head();
    if (layer + 1 < net.layers()) {
      groups[layer + 1] = reverseColumns(groups[layer + 1], net.units(layer + 1));
    } else {
      head = reversed(head);
    }
    return new ReferenceNetwork(
        net.name() + " reversed in layer " + (layer + 1),
        net.low(),
        net.high(),
        net.noises(),
        net.sizes(),
        groups,
        head,
        net.x());
  }

  private static Head reversed(Head head) {
    if (head instanceof BoundHead bound) {
      return new BoundHead(bound.samples(), reversed(bound.logWeight()));
    }
    if (head instanceof LinearHead linear) {
      double[] parameters = reverseColumns(linear.parameters(), linear.outputs());
      return new LinearHead(linear.outputs(), parameters, linear.output(), linear.targets());
    }
    WavyHead wavy = (WavyHead) head;
    double[] w = reverseRows(wavy.w(), wavy.w().length);
    double[] v = reverseRows(wavy.v(), wavy.v().length);
    return new WavyHead(w, v, wavy.c(), wavy.r(), wavy.low(), wavy.high());
  }

  /** Independent samples of a network of one layer, under the bound of its loss as log weight. */
  public static ReferenceNetwork bound(String name, int samples, ReferenceNetwork net) {
    int[] sizes = net.sizes().clone();
    sizes[1] *= samples;
    return new ReferenceNetwork(
        name,
        net.low(),
        net.high(),
        net.noises(),
        sizes,
        net.groups(),
        new BoundHead(samples, net.head()),
        net.x());
  }

  /** Reverses the units of a group: weights row-major, then biases. */
  public static double[] reverseRows(double[] group, int out) {
    int in = group.length / out - 1;
    double[] reversed = new double[group.length];
    for (int j = 0; j < out; j++) {
      System.arraycopy(group, j * in, reversed, (out - 1 - j) * in, in);
      reversed[out * in + out - 1 - j] = group[out * in + j];
    }
    return reversed;
  }

  /** Reverses the inputs of a group. */
  public static double[] reverseColumns(double[] group, int out) {
    int in = group.length / out - 1;
    double[] reversed = group.clone();
    for (int j = 0; j < out; j++) {
      for (int i = 0; i < in; i++) {
        reversed[j * in + in - 1 - i] = group[j * in + i];
      }
    }
    return reversed;
  }

  /** Free logits with other logits. */
  public static ReferenceNetwork withLogits(ReferenceNetwork net, double... logits) {
    return new ReferenceNetwork(
        net.name() + " at " + java.util.Arrays.toString(logits),
        net.low(),
        net.high(),
        net.noises(),
        net.sizes(),
        new double[][] {logits},
        net.head(),
        net.x());
  }

  /** All weights and biases of layers after the first, and of the head, times a factor. */
  public static ReferenceNetwork shrunk(ReferenceNetwork net, double factor) {
    double[][] groups = new double[net.layers()][];
    for (int k = 0; k < net.layers(); k++) {
      groups[k] = k == 0 ? net.groups()[0].clone() : scaled(net.groups()[k], factor);
    }
    LinearHead linear = (LinearHead) net.head();
    Head head =
        new LinearHead(
            linear.outputs(),
            scaled(linear.parameters(), factor),
            linear.output(),
            linear.targets());
    return new ReferenceNetwork(
        net.name() + " times " + factor,
        net.low(),
        net.high(),
        net.noises(),
        net.sizes(),
        groups,
        head,
        net.x());
  }

  private static double[] scaled(double[] numbers, double factor) {
    double[] product = numbers.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factor;
    }
    return product;
  }

  /** The noises of a network, for messages. */
  public static String noises(ReferenceNetwork net) {
    StringBuilder names = new StringBuilder();
    for (Noise noise : net.noises()) {
      names.append(noise.name()).append(' ');
    }
    return names.toString().strip();
  }
}
