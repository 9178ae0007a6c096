package org.bitgrad.model;

import org.bitgrad.numeric.Dense;
import org.bitgrad.random.Noise;

/** A dense layer of Bernoulli units: its shape, its noise and its live parameters. */
final class DenseLayer {
  private final Dense shape;
  private final Noise noise;
  private final double[] theta;

  DenseLayer(Dense shape, Noise noise, double[] theta) {
    this.shape = shape;
    this.noise = noise;
    this.theta = theta;
  }

  Dense shape() {
    return shape;
  }

  Noise noise() {
    return noise;
  }

  boolean isLogistic() {
    return noise.equals(Noise.logistic(noise.scale()));
  }

  /** Weights row-major, then biases; others may write to them between estimates. */
  double[] theta() {
    return theta;
  }
}
