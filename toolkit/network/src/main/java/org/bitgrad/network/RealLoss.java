package org.bitgrad.network;

import java.util.List;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.ParameterLayout;

/**
 * A loss of real units, which are a deterministic function of the states of the last layer.
 *
 * @param inner loss of the last real units
 * @param front real layers, in order
 * @param encoding of the states that the first real layer reads
 */
record RealLoss(NetworkLoss inner, List<AffineLayer> front, Encoding encoding)
    implements ForwardingLoss {
  RealLoss {
    front = List.copyOf(front);
  }

  /**
   * A group for each real layer, then those of the inner loss; none if that has no derivative, by
   * which alone the layers would be changed.
   */
  @Override
  public ParameterLayout parameters() {
    ParameterLayout layout = ParameterLayout.empty();
    if (!differentiable()) {
      return layout;
    }
    for (AffineLayer layer : front) {
      layout = layout.with(layer.form().name(), layer.form().parameters());
    }
    return layout.plus(inner.parameters());
  }

  @Override
  public NetworkLoss at(int... points) {
    return new RealLoss(inner.at(points), front, encoding);
  }

  @Override
  public NetworkLossPass open(int rows) {
    return new RealLossPass(this, rows);
  }
}
