package org.bitgrad.analysis;

/**
 * The exact gradient of a group, which estimates are compared with.
 *
 * <p>Statistics square numbers, and squares of squares: where the numbers of a group are too large
 * or too small for that, all of them are counted in a unit that is a power of two. That changes no
 * digit of a ratio. In the usual range the unit is 1.
 */
final class Target {
  /** Fourth powers of numbers within these exponents, summed, stay normal. */
  private static final int SAFE = 200;

  private static final double LEAST_SQUARE = 0x1p-900;
  private static final double LARGEST_SQUARE = 0x1p900;

  private final double[] gradient;
  private final int exponent;
  private final double squaredNorm;
  private final double norm;

  Target(double[] gradient) {
    this(gradient, 0);
  }

  private Target(double[] gradient, int exponent) {
    this.gradient = scaled(gradient, exponent);
    this.exponent = exponent;
    squaredNorm = squares(this.gradient);
    norm = norm(this.gradient);
  }

  /**
   * A target in a unit that suits it and some estimates.
   *
   * @param gradient exact
   * @param largest the largest absolute number among the estimates
   */
  static Target suited(double[] gradient, double largest) {
    double size = Math.max(largest, largest(gradient));
    int exponent = Math.getExponent(size);
    return new Target(gradient, size == 0 || Math.abs(exponent) <= SAFE ? 0 : exponent);
  }

  /** The largest absolute number. */
  static double largest(double[] x) {
    double largest = 0;
    for (double v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  private static double[] scaled(double[] x, int exponent) {
    double[] scaled = x.clone();
    for (int i = 0; i < x.length && exponent != 0; i++) {
      scaled[i] = Math.scalb(x[i], -exponent);
    }
    return scaled;
  }

  private static double squares(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return sum;
  }

  private static boolean squareable(double square) {
    return square >= LEAST_SQUARE && square <= LARGEST_SQUARE;
  }

  /** Euclidean norm, also of numbers whose squares are not normal. */
  static double norm(double[] x) {
    double plain = squares(x);
    if (squareable(plain)) {
      return Math.sqrt(plain);
    }
    int exponent = Math.getExponent(largest(x));
    return Math.scalb(Math.sqrt(squares(scaled(x, exponent))), exponent);
  }

  int size() {
    return gradient.length;
  }

  /** The unit is 2 to this power. */
  int exponent() {
    return exponent;
  }

  /** Whether numbers are so large or small that those of one group may be far apart. */
  boolean wide() {
    return exponent != 0;
  }

  /** An estimate in the unit; itself where that is 1. */
  double[] inUnit(double[] estimate) {
    return exponent == 0 ? estimate : scaled(estimate, exponent);
  }

  boolean isZero() {
    return norm == 0;
  }

  /** In the unit. */
  double norm() {
    return norm;
  }

  /** The gradient in the unit. */
  double[] gradient() {
    return gradient;
  }

  /** The root of a squared error, relative to the norm of the gradient. */
  double relativeRoot(double squared) {
    return squareable(squaredNorm) ? Math.sqrt(squared / squaredNorm) : Math.sqrt(squared) / norm;
  }

  /** A squared error relative to the squared norm. */
  double relative(double squared) {
    return squareable(squaredNorm) ? squared / squaredNorm : squared / norm / norm;
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
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      product += x[i] * gradient[i];
      squares += x[i] * x[i];
    }
    if (!squareable(squares) || !squareable(squaredNorm)) {
      return scaledCosine(x);
    }
    double cosine = product / (Math.sqrt(squares) * Math.sqrt(squaredNorm));
    return Math.max(-1, Math.min(1, cosine));
  }

  private double scaledCosine(double[] x) {
    double largest = largest(x);
    if (largest == 0 || isZero()) {
      return 0;
    }
    double[] a = scaled(x, Math.getExponent(largest));
    double[] b = scaled(gradient, Math.getExponent(largest(gradient)));
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    double cosine = product / (Math.sqrt(squares(a)) * Math.sqrt(squares(b)));
    return Math.max(-1, Math.min(1, cosine));
  }
}
