package org.bitgrad.numeric;

import java.nio.ByteBuffer;

/**
 * An array of float32 or float64 with the loops of optimisers, one per precision, so that the rules
 * above them are written once. It shares the array that it is made of; every loop rounds in its own
 * precision, coefficients included.
 *
 * <pre>{@code
 * RealArray weights = RealArray.of(new float[784 * 500]);
 * }</pre>
 */
public sealed interface RealArray permits Float32Array, Float64Array {
  /**
   * Shares a float32 array.
   *
   * @param values used as they are, not copied
   * @return the array
   */
  static RealArray of(float[] values) {
    return new Float32Array(values);
  }

  /**
   * Shares a float64 array.
   *
   * @param values used as they are, not copied
   * @return the array
   */
  static RealArray of(double... values) {
    return new Float64Array(values);
  }

  /** {@return how many numbers} */
  int size();

  /** {@return bytes of a number: 4 or 8} */
  int bytes();

  /**
   * A number.
   *
   * @param i which
   * @return its value
   */
  double get(int i);

  /** {@return a new array of zeros of the same precision and size} */
  RealArray zeros();

  /** {@return a copy that shares nothing} */
  RealArray copy();

  /**
   * Takes over all numbers of another array.
   *
   * @param other of the same precision and size
   */
  void copyFrom(RealArray other);

  /**
   * {@code x = min(max(x, -limit), limit)}.
   *
   * @param limit positive
   */
  void clip(double limit);

  /**
   * {@code x = factor x}.
   *
   * @param factor any number
   */
  void scale(double factor);

  /** {@return the sum of squares, in float64} */
  double sumOfSquares();

  /**
   * {@code d = g + decay x; x -= rate d}.
   *
   * @param g gradient, of the same precision and size
   * @param step coefficients; its momentum is not used
   */
  void descend(RealArray g, DescentStep step);

  /**
   * {@code d = g + decay x; v = momentum v + d; x -= rate (direct d + carried v)}.
   *
   * @param g gradient, of the same precision and size
   * @param v velocity, updated
   * @param step coefficients
   */
  void descend(RealArray g, RealArray v, DescentStep step);

  /**
   * {@code d = g + decay x; m = beta1 m + (1 - beta1) d; v = beta2 v + (1 - beta2) d^2; x = keep x
   * - rate m / (root sqrt(v) + epsilon)}.
   *
   * @param g gradient, of the same precision and size
   * @param m running mean, updated
   * @param v running mean of squares, updated
   * @param step coefficients
   */
  void adam(RealArray g, RealArray m, RealArray v, AdamStep step);

  /**
   * Appends the bits of all numbers.
   *
   * @param buffer in its own byte order, with room
   */
  void putInto(ByteBuffer buffer);

  /**
   * Overwrites all numbers by the bits of a buffer.
   *
   * @param buffer in its own byte order, with enough bytes
   */
  void readFrom(ByteBuffer buffer);

  /**
   * Coefficients of one step of descent.
   *
   * @param rate learning rate
   * @param decay factor of the parameter in the gradient
   * @param momentum factor of the old velocity
   * @param nesterov whether the step looks ahead: direct 1 and carried momentum instead of 0 and 1
   */
  record DescentStep(double rate, double decay, double momentum, boolean nesterov) {
    double direct() {
      return nesterov ? 1 : 0;
    }

    double carried() {
      return nesterov ? momentum : 1;
    }
  }

  /**
   * Coefficients of one step of Adam.
   *
   * @param means decay of the two running means
   * @param rate learning rate, corrected for the start of the first mean
   * @param root correction of the root of the second mean
   * @param decay factor of the parameter in the gradient
   * @param keep factor of the parameter outside the gradient
   */
  record AdamStep(AdamMeans means, double rate, double root, double decay, double keep) {}

  /**
   * Running means of Adam.
   *
   * @param beta1 decay of the mean
   * @param beta2 decay of the mean of squares
   * @param epsilon added to the root
   */
  record AdamMeans(double beta1, double beta2, double epsilon) {}
}
