package org.bitgrad.model;

import org.bitgrad.numeric.Affine;
import org.bitgrad.random.Noise;

/** A layer of Bernoulli units: what it is and its live numbers. */
final class AffineLayer {
  private final NetworkLayer form;
  private final double[] theta;
  private final double[] statistics;

  AffineLayer(NetworkLayer form, double[] theta, double[] statistics) {
    this.form = form;
    this.theta = theta;
    this.statistics = statistics;
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
    return noise().equals(Noise.logistic(noise().scale()));
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
