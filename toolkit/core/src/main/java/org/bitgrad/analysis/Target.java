package org.bitgrad.analysis;

/** The exact gradient of a group, which estimates are compared with. */
final class Target {
  private final double[] gradient;
  private final double squaredNorm;

  Target(double[] gradient) {
    this.gradient = gradient.clone();
    double sum = 0;
    for (double g : gradient) {
      sum += g * g;
    }
    squaredNorm = sum;
  }

  int size() {
    return gradient.length;
  }

  double squaredNorm() {
    return squaredNorm;
  }

  double[] gradient() {
    return gradient;
  }

  /** {@code |factor x - g|^2}. */
  double squaredError(double[] x, double factor) {
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      double d = x[i] * factor - gradient[i];
      sum += d * d;
    }
    return sum;
  }

  /** Cosine of the angle between x and g; 0 if one of them is the zero vector. */
  double cosine(double[] x) {
    double product = 0;
    double norm = 0;
    for (int i = 0; i < gradient.length; i++) {
      product += x[i] * gradient[i];
      norm += x[i] * x[i];
    }
    if (norm == 0 || squaredNorm == 0) {
      return 0;
    }
    double cosine = product / (Math.sqrt(norm) * Math.sqrt(squaredNorm));
    return Math.max(-1, Math.min(1, cosine));
  }
}
