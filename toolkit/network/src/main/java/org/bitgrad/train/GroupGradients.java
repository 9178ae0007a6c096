package org.bitgrad.train;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.Gradient;

/**
 * The gradient of a problem in the groups of its network. A Bernoulli layer and the real layers
 * before it are one group of the problem and several of the network, in the same order. Under a
 * loss without a derivative what follows the last Bernoulli layer has none.
 */
final class GroupGradients {
  private final Gradient gradient;
  private final List<double[]> parts = new ArrayList<>();
  private final List<NamedArray> arrays;
  private final boolean shared;

  GroupGradients(StochasticBinaryNetwork network, Gradient gradient) {
    this.gradient = gradient;
    int groups = groups(network);
    shared = gradient.layout().groups() == groups;
    List<NamedArray> named = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      parts.add(shared ? gradient.group(g) : new double[network.group(g).length]);
      named.add(NamedArray.flat("layer" + g, RealArray.of(parts.get(g))));
    }
    arrays = List.copyOf(named);
  }

  /** Groups of the network of which there is a gradient; the others, behind them, are fixed. */
  static int groups(StochasticBinaryNetwork network) {
    int groups = network.layers() + 1;
    if (!network.outputLoss().differentiable() && network.stochastic()) {
      do {
        groups--;
      } while (network.describe().get(groups - 1).noise().isEmpty());
    }
    return groups;
  }

  List<NamedArray> arrays() {
    return arrays;
  }

  /** Takes over the problem's gradient. */
  void refresh() {
    if (shared) {
      return;
    }
    int group = 0;
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(gradient.group(group), at, part, 0, part.length);
      at += part.length;
      if (at == gradient.group(group).length) {
        group++;
        at = 0;
      }
    }
  }
}
