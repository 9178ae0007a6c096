package org.bitgrad.network;

import java.util.List;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.random.Noise;

/**
 * Layers of Bernoulli units, dense or convolutional, on the inputs of a batch. Real layers before a
 * layer of Bernoulli units belong to that layer.
 */
final class NetworkChain implements Chain {
  private final Encoding encoding;
  private final List<AffineLayer> layers;
  private final Batch batch;
  private final ParameterLayout parameters;

  NetworkChain(Encoding encoding, List<AffineLayer> layers, Batch batch) {
    this.encoding = encoding;
    this.layers = List.copyOf(layers);
    this.batch = batch;
    ParameterLayout layout = ParameterLayout.empty();
    for (AffineLayer layer : layers) {
      layout = layout.with(layer.form().name(), layer.parameters());
    }
    parameters = layout;
  }

  AffineLayer layer(int layer) {
    return layers.get(layer);
  }

  /** The points; only their inputs are read. */
  Batch batch() {
    return batch;
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
    return batch.points();
  }

  @Override
  public ParameterLayout parameters() {
    return parameters;
  }

  @Override
  public Chain at(int... chosen) {
    List<AffineLayer> there = layers.stream().map(layer -> layer.at(chosen)).toList();
    return new NetworkChain(encoding, there, batch.at(chosen));
  }

  /** Masks of dropout are those of points. */
  @Override
  public boolean transitionsDependOnPoint() {
    return points() > 1 && layers.stream().skip(1).anyMatch(AffineLayer::masked);
  }

  @Override
  public ChainPass open(int rows) {
    return new NetworkPass(this, Arguments.rows(rows, points()));
  }
}
