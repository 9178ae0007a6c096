package org.bitgrad.reference;

/** A number with its derivative in one variable. */
record Dual(double value, double slope) {
  static final Dual ZERO = constant(0);

  static Dual constant(double value) {
    return new Dual(value, 0);
  }

  Dual plus(Dual other) {
    return new Dual(value + other.value, slope + other.slope);
  }

  Dual times(Dual other) {
    return new Dual(value * other.value, value * other.slope + slope * other.value);
  }

  Dual times(double factor) {
    return new Dual(factor * value, factor * slope);
  }

  /** A function of which value and derivative are known here. */
  Dual of(double f, double derivative) {
    return new Dual(f, derivative == 0 || slope == 0 ? 0 : derivative * slope);
  }

  /** The square root; 0 is taken to stay 0. */
  Dual root() {
    double root = Math.sqrt(value);
    return of(root, root == 0 ? 0 : 0.5 / root);
  }

  Dual inverse() {
    return of(1 / value, -1 / (value * value));
  }
}
