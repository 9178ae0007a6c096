package org.bitgrad.estimator;

/** Lengths, angles and errors of gradients in tests. */
final class Vectors {
  private Vectors() {}

  static double product(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * v[i];
    }
    return sum;
  }

  static double norm(double[] u) {
    return Math.sqrt(product(u, u));
  }

  static double cosine(double[] u, double[] v) {
    return product(u, v) / (norm(u) * norm(v));
  }

  static double[] difference(double[] u, double[] v) {
    double[] d = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      d[i] = u[i] - v[i];
    }
    return d;
  }

  /** The root of the mean squared error of one estimate, per coordinate. */
  static double rmse(double[] mean, double[] variance, double[] exact) {
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      double bias = mean[i] - exact[i];
      sum += bias * bias + variance[i];
    }
    return Math.sqrt(sum / exact.length);
  }
}
