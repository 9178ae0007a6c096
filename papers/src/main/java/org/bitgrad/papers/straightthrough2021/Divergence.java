package org.bitgrad.papers.straightthrough2021;

import java.util.Locale;
import org.bitgrad.random.Noise;

/** Distances of probabilities, each with the noise whose quantile is its gradient map. */
enum Divergence {
  /** Kullback and Leibler's, of logistic noise. */
  KL("logistic") {
    @Override
    double of(double p, double q) {
      return term(p, q) + term(1 - p, 1 - q);
    }

    private static double term(double p, double q) {
      return p == 0 ? 0 : p * Math.log(p / q);
    }
  },

  /** The squared difference, of uniform noise. */
  EUCLID("uniform") {
    @Override
    double of(double p, double q) {
      return (p - q) * (p - q);
    }
  },

  /** Of Gaussian noise: the integral of the quantile is minus the density at the quantile. */
  GAUSSIAN("gaussian") {
    @Override
    double of(double p, double q) {
      double end = p > 0 && p < 1 ? noise().density(noise().quantile(p)) : 0;
      double z = noise().quantile(q);
      return noise().density(z) - end - z * (p - q);
    }
  };

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int SECTIONS = 80;

  private final String family;

  Divergence(String family) {
    this.family = family;
  }

  Noise noise() {
    return Noise.of(family, 1);
  }

  /** Of p from q, 0 where they are equal. */
  abstract double of(double p, double q);

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The minimiser over [0, 1] of {@code g p + lambda D(p, 1/2) + D(p, p0) / eps}, by sections. */
  double minimiser(double p0, double g, double eps, double lambda) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < SECTIONS; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      double atLeft = g * left + lambda * of(left, 0.5) + of(left, p0) / eps;
      double atRight = g * right + lambda * of(right, 0.5) + of(right, p0) / eps;
      if (atLeft < atRight) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }
}
