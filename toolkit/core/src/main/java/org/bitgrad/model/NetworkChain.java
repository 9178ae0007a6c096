package org.bitgrad.model;

import java.util.List;
import org.bitgrad.random.Noise;

/** Layers of Bernoulli units, dense or convolutional, on the inputs of a batch. */
final class NetworkChain implements Chain {
  private final Encoding encoding;
  private final List<AffineLayer> layers;
  private final double[] x;
  private final int points;
  private final ParameterLayout parameters;

  NetworkChain(Encoding encoding, List<AffineLayer> layers, double[] x, int points) {
    this.encoding = encoding;
    this.layers = List.copyOf(layers);
    this.x = x;
    this.points = points;
    ParameterLayout layout = ParameterLayout.empty();
    for (int k = 0; k < layers.size(); k++) {
      layout = layout.with("layer" + k, layers.get(k).form().parameters());
    }
    parameters = layout;
  }

  AffineLayer layer(int layer) {
    return layers.get(layer);
  }

  /** Inputs, {@code [inputs x points]}. */
  double[] inputs() {
    return x;
  }

  @Override
  public int layers() {
    return layers.size();
  }

  @Override
  public int units(int layer) {
    return layers.get(layer).shape().out();
  }

  @Override
  public Noise noise(int layer) {
    return layers.get(layer).noise();
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  @Override
  public int points() {
    return points;
  }

  @Override
  public ParameterLayout parameters() {
    return parameters;
  }

  @Override
  public Chain at(int... chosen) {
    int[] from = Refuse.points(chosen, points);
    int inputs = layers.get(0).shape().in();
    double[] selected = new double[inputs * from.length];
    for (int i = 0; i < inputs; i++) {
      for (int n = 0; n < from.length; n++) {
        selected[i * from.length + n] = x[i * points + from[n]];
      }
    }
    return new NetworkChain(encoding, layers, selected, from.length);
  }

  @Override
  public ChainPass open(int rows) {
    return new NetworkPass(this, Refuse.rows(rows, points));
  }
}
