package org.bitgrad.estimator.planted;

import org.bitgrad.random.Copula;

/** A copula whose numbers are changed one by one; it claims the right one's law. */
record WrongCopula(Copula right, Change change) implements Copula {
  /** What becomes of a number of sample k of n. */
  @FunctionalInterface
  interface Change {
    double of(double u, int k, int n);
  }

  @Override
  public String name() {
    return right.name();
  }

  @Override
  public int inputs(int samples) {
    return right.inputs(samples);
  }

  @Override
  public void couple(double[][] in, double[][] out, int size) {
    right.couple(in, out, size);
    for (int k = 0; k < out.length; k++) {
      for (int i = 0; i < size; i++) {
        out[k][i] = change.of(out[k][i], k, out.length);
      }
    }
  }

  @Override
  public double bothOne(int samples, double p) {
    return right.bothOne(samples, p);
  }

  @Override
  public double pattern(int samples, int ones, double p) {
    return right.pattern(samples, ones, p);
  }
}
