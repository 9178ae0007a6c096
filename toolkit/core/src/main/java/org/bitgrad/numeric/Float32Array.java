package org.bitgrad.numeric;

import java.nio.ByteBuffer;

/** The loops of {@link RealArray} in float32. */
final class Float32Array implements RealArray {
  private final float[] x;

  Float32Array(float[] x) {
    this.x = x;
  }

  private static float[] same(RealArray other, int size) {
    if (!(other instanceof Float32Array array) || array.x.length != size) {
      throw new IllegalArgumentException(
          "other array must have "
              + size
              + " numbers of float32, but has "
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
    return Float.BYTES;
  }

  @Override
  public double get(int i) {
    return x[i];
  }

  @Override
  public RealArray zeros() {
    return new Float32Array(new float[x.length]);
  }

  @Override
  public RealArray copy() {
    return new Float32Array(x.clone());
  }

  @Override
  public void copyFrom(RealArray other) {
    System.arraycopy(same(other, x.length), 0, x, 0, x.length);
  }

  @Override
  public void clip(double limit) {
    float high = (float) limit;
    float low = -high;
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.min(Math.max(x[i], low), high);
    }
  }

  @Override
  public void scale(double factor) {
    float f = (float) factor;
    for (int i = 0; i < x.length; i++) {
      x[i] *= f;
    }
  }

  @Override
  public double sumOfSquares() {
    double sum = 0;
    for (float value : x) {
      sum += (double) value * value;
    }
    return sum;
  }

  @Override
  public void descend(RealArray gradient, DescentStep step) {
    float[] g = same(gradient, x.length);
    float rate = (float) step.rate();
    float decay = (float) step.decay();
    for (int i = 0; i < x.length; i++) {
      x[i] -= rate * (g[i] + decay * x[i]);
    }
  }

  @Override
  public void descend(RealArray gradient, RealArray velocity, DescentStep step) {
    float[] g = same(gradient, x.length);
    float[] v = same(velocity, x.length);
    float rate = (float) step.rate();
    float decay = (float) step.decay();
    float momentum = (float) step.momentum();
    float direct = (float) step.direct();
    float carried = (float) step.carried();
    for (int i = 0; i < x.length; i++) {
      float d = g[i] + decay * x[i];
      float u = momentum * v[i] + d;
      v[i] = u;
      x[i] -= rate * (direct * d + carried * u);
    }
  }

  @Override
  public void adam(RealArray gradient, RealArray first, RealArray second, AdamStep step) {
    float[] g = same(gradient, x.length);
    float[] m = same(first, x.length);
    float[] v = same(second, x.length);
    float beta1 = (float) step.means().beta1();
    float beta2 = (float) step.means().beta2();
    float new1 = (float) (1 - step.means().beta1());
    float new2 = (float) (1 - step.means().beta2());
    float epsilon = (float) step.means().epsilon();
    float rate = (float) step.rate();
    float root = (float) step.root();
    float decay = (float) step.decay();
    float keep = (float) step.keep();
    for (int i = 0; i < x.length; i++) {
      float d = g[i] + decay * x[i];
      float mean = beta1 * m[i] + new1 * d;
      float u = beta2 * v[i] + new2 * (d * d);
      m[i] = mean;
      v[i] = u;
      x[i] = keep * x[i] - rate * mean / (root * (float) Math.sqrt(u) + epsilon);
    }
  }

  @Override
  public void putInto(ByteBuffer buffer) {
    for (float value : x) {
      buffer.putFloat(value);
    }
  }

  @Override
  public void readFrom(ByteBuffer buffer) {
    for (int i = 0; i < x.length; i++) {
      x[i] = buffer.getFloat();
    }
  }
}
