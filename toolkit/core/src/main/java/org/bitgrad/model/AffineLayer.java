package org.bitgrad.model;

import org.bitgrad.numeric.Affine;
import org.bitgrad.random.Noise;

/** A layer of Bernoulli units: its affine map, its noise and its live parameters. */
final class AffineLayer {
  private final Affine shape;
  private final Noise noise;
  private final double[] theta;

  AffineLayer(Affine shape, Noise noise, double[] theta) {
    this.shape = shape;
    this.noise = noise;
    this.theta = theta;
  }

  Affine shape() {
    return shape;
  }

  Noise noise() {
    return noise;
  }

  boolean isLogistic() {
    return noise.equals(Noise.logistic(noise.scale()));
  }

  /** Weights, then biases; others may write to them between estimates. */
  double[] theta() {
    return theta;
  }
}
