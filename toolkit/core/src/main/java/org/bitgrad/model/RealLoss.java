package org.bitgrad.model;

import java.util.List;

/** A loss of real units, which are a deterministic function of the states of the last layer. */
final class RealLoss implements Loss {
  private final Loss inner;
  private final List<AffineLayer> front;
  private final Encoding encoding;

  RealLoss(Loss inner, List<AffineLayer> front, Encoding encoding) {
    this.inner = inner;
    this.front = List.copyOf(front);
    this.encoding = encoding;
  }

  Loss inner() {
    return inner;
  }

  List<AffineLayer> front() {
    return front;
  }

  /** Of the states that the first real layer reads. */
  Encoding encoding() {
    return encoding;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public boolean differentiable() {
    return inner.differentiable();
  }

  /** A group for each real layer, then those of the inner loss. */
  @Override
  public ParameterLayout parameters() {
    ParameterLayout layout = ParameterLayout.empty();
    for (AffineLayer layer : front) {
      layout = layout.with(layer.form().name(), layer.form().parameters());
    }
    return layout.plus(inner.parameters());
  }

  @Override
  public int points() {
    return inner.points();
  }

  @Override
  public Loss at(int... points) {
    return new RealLoss(inner.at(points), front, encoding);
  }

  @Override
  public LossPass open(int rows) {
    return new RealLossPass(this, rows);
  }
}
