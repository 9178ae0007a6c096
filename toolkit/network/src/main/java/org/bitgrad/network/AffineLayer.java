package org.bitgrad.network;

import java.util.List;
import org.bitgrad.numeric.Affine;
import org.bitgrad.random.Noise;

/**
 * A layer of Bernoulli or real units: what it is, its live numbers, and the real layers between the
 * Bernoulli layer before and it.
 */
final class AffineLayer {
  private final NetworkLayer form;
  private final double[] theta;
  private final double[] statistics;
  private final List<AffineLayer> front;
  private final LayerMask mask;

  AffineLayer(NetworkLayer form, double[] theta, double[] statistics, List<AffineLayer> front) {
    this(form, theta, statistics, front, null);
  }

  private AffineLayer(
      NetworkLayer form,
      double[] theta,
      double[] statistics,
      List<AffineLayer> front,
      LayerMask mask) {
    this.form = form;
    this.theta = theta;
    this.statistics = statistics;
    this.front = List.copyOf(front);
    this.mask = mask;
  }

  /** The same layer, with a part of what it reads dropped. */
  AffineLayer with(LayerMask dropped) {
    return new AffineLayer(form, theta, statistics, front, dropped);
  }

  /** The same layer with the masks of chosen points. */
  AffineLayer at(int... points) {
    List<AffineLayer> before = front.stream().map(layer -> layer.at(points)).toList();
    return new AffineLayer(form, theta, statistics, before, mask == null ? null : mask.at(points));
  }

  /** Masks of what it reads, after pooling; null without dropout. */
  LayerMask mask() {
    return mask;
  }

  /** Whether the layer, or a real one before it, has masks. */
  boolean masked() {
    return mask != null || front.stream().anyMatch(AffineLayer::masked);
  }

  /** The real layers before it, back to the Bernoulli layer before or the data. */
  List<AffineLayer> front() {
    return front;
  }

  /** Parameters of the layer and of the real layers before it. */
  int parameters() {
    int sum = form.parameters();
    for (AffineLayer layer : front) {
      sum = Math.addExact(sum, layer.form().parameters());
    }
    return sum;
  }

  NetworkLayer form() {
    return form;
  }

  /** Of what it reads after pooling. */
  Affine shape() {
    return form.map();
  }

  Noise noise() {
    return form.noise().orElseThrow();
  }

  boolean isLogistic() {
    return form.noise().filter(n -> n.equals(Noise.logistic(n.scale()))).isPresent();
  }

  /** Weights, then biases and what follows; others may write to them between estimates. */
  double[] theta() {
    return theta;
  }

  /** Means, then variances of its channels; empty without normalisation. */
  double[] statistics() {
    return statistics;
  }
}
