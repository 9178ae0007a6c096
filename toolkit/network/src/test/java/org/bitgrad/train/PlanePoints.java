package org.bitgrad.train;

import org.bitgrad.data.Examples;
import org.bitgrad.random.RandomStream;

/** Points of the plane with the class of their sign of {@code x y}, or with a label 0 to 2. */
final class PlanePoints implements Examples {
  private final double[][] x;
  private final double[] targets;

  private PlanePoints(double[][] x, double[] targets) {
    this.x = x;
    this.targets = targets;
  }

  double[][] x() {
    return x;
  }

  double[] targets() {
    return targets;
  }

  /** Targets -1 and +1. */
  static PlanePoints signs(String name, int size) {
    double[][] x = new double[size][2];
    double[] t = new double[size];
    RandomStream stream = RandomStream.of(3, "points of tests", name);
    for (int n = 0; n < size; n++) {
      x[n] = new double[] {2 * stream.uniform(2L * n) - 1, 2 * stream.uniform(2L * n + 1) - 1};
      t[n] = x[n][0] * x[n][1] > 0 ? 1 : -1;
    }
    return new PlanePoints(x, t);
  }

  /** Targets 0, 1 and 2. */
  static PlanePoints labels(String name, int size) {
    PlanePoints points = signs(name, size);
    for (int n = 0; n < size; n++) {
      points.targets[n] = points.x[n][0] > 0.3 ? 2 : points.targets[n] > 0 ? 1 : 0;
    }
    return points;
  }

  @Override
  public int size() {
    return x.length;
  }

  @Override
  public int features() {
    return 2;
  }

  @Override
  public double target(int example) {
    return targets[example];
  }

  @Override
  public void numbers(int example, double[] out) {
    System.arraycopy(x[example], 0, out, 0, 2);
  }
}
