package org.bitgrad.numeric;

import java.nio.ByteBuffer;

/** The loops of {@link RealArray} in float64. */
final class Float64Array implements RealArray {
  private final double[] x;

  Float64Array(double[] x) {
    this.x = x;
  }

  private static double[] same(RealArray other, int size) {
    if (!(other instanceof Float64Array array) || array.x.length != size) {
      throw new IllegalArgumentException(
          "other array must have "
              + size
              + " numbers of float64, but has "
              + other.size()
              + " of float"
              + 8 * other.bytes());
    }
    return array.x;
  }

  @Override
  public int size() {
    return x.length;
  }

  @Override
  public int bytes() {
    return Double.BYTES;
  }

  @Override
  public double get(int i) {
    return x[i];
  }

  @Override
  public RealArray zeros() {
    return new Float64Array(new double[x.length]);
  }

  @Override
  public RealArray copy() {
    return new Float64Array(x.clone());
  }

  @Override
  public void copyFrom(RealArray other) {
    System.arraycopy(same(other, x.length), 0, x, 0, x.length);
  }

  @Override
  public void clip(double limit) {
    double high = limit;
    double low = -high;
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.min(Math.max(x[i], low), high);
    }
  }

  @Override
  public void scale(double factor) {
    double f = factor;
    for (int i = 0; i < x.length; i++) {
      x[i] *= f;
    }
  }

  @Override
  public double sumOfSquares() {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return sum;
  }

  @Override
  public void descend(RealArray gradient, DescentStep step) {
    double[] g = same(gradient, x.length);
    double rate = step.rate();
    double decay = step.decay();
    for (int i = 0; i < x.length; i++) {
      x[i] -= rate * (g[i] + decay * x[i]);
    }
  }

  @Override
  public void descend(RealArray gradient, RealArray velocity, DescentStep step) {
    double[] g = same(gradient, x.length);
    double[] v = same(velocity, x.length);
    double rate = step.rate();
    double decay = step.decay();
    double momentum = step.momentum();
    double direct = step.direct();
    double carried = step.carried();
    for (int i = 0; i < x.length; i++) {
      double d = g[i] + decay * x[i];
      double u = momentum * v[i] + d;
      v[i] = u;
      x[i] -= rate * (direct * d + carried * u);
    }
  }

  @Override
  public void adam(RealArray gradient, RealArray first, RealArray second, AdamStep step) {
    double[] g = same(gradient, x.length);
    double[] m = same(first, x.length);
    double[] v = same(second, x.length);
    double beta1 = step.means().beta1();
    double beta2 = step.means().beta2();
    double new1 = (1 - step.means().beta1());
    double new2 = (1 - step.means().beta2());
    double epsilon = step.means().epsilon();
    double rate = step.rate();
    double root = step.root();
    double decay = step.decay();
    double keep = step.keep();
    for (int i = 0; i < x.length; i++) {
      double d = g[i] + decay * x[i];
      double mean = beta1 * m[i] + new1 * d;
      double u = beta2 * v[i] + new2 * (d * d);
      m[i] = mean;
      v[i] = u;
      x[i] = keep * x[i] - rate * mean / (root * Math.sqrt(u) + epsilon);
    }
  }

  @Override
  public void putInto(ByteBuffer buffer) {
    for (double value : x) {
      buffer.putDouble(value);
    }
  }

  @Override
  public void readFrom(ByteBuffer buffer) {
    for (int i = 0; i < x.length; i++) {
      x[i] = buffer.getDouble();
    }
  }
}
