package org.bitgrad.papers.psa2020;

import org.bitgrad.model.Batch;
import org.bitgrad.random.RandomStream;

/**
 * The two overlapping classes of points in the plane that the experiment learns to tell apart.
 *
 * <p>Class +1: {@code x1 ~ U(-pi/2, pi/2)}, {@code x2 ~ U(0, 1)}. Class -1: {@code x1 ~ U(-pi/2,
 * pi/2)}, {@code x2 ~ U(-1, 1)}, kept if {@code x2 < cos(x1)}. The points of class +1 come first.
 * Source: Shekhovtsov, Yanush and Flach 2020, released code. Deviation: random numbers of our own,
 * so the points are others.
 */
public final class HalfCosineData {
  /** Points of each class in the publication. */
  public static final int POINTS_PER_CLASS = 100;

  private HalfCosineData() {}

  /**
   * Draws the data set.
   *
   * @param seed of the stream {@code (seed, "psa-2020", "data")}
   * @param pointsPerClass points of each class, at least 1; a larger set begins each class with the
   *     points of a smaller one
   * @return the points with labels +1 and -1
   * @throws IllegalArgumentException if {@code pointsPerClass} is less than 1
   */
  public static Batch sample(long seed, int pointsPerClass) {
    if (pointsPerClass < 1) {
      throw new IllegalArgumentException(
          "pointsPerClass must be at least 1, but is " + pointsPerClass);
    }
    RandomStream stream = RandomStream.of(seed, Psa2020.PAPER, "data");
    RandomStream plus = stream.child("plus");
    RandomStream minus = stream.child("minus");
    double[][] x = new double[2 * pointsPerClass][];
    double[] y = new double[x.length];
    for (int n = 0; n < pointsPerClass; n++) {
      x[n] = new double[] {between(plus, 2L * n, Math.PI / 2), plus.uniform(2L * n + 1)};
      y[n] = 1;
    }
    int kept = pointsPerClass;
    for (long at = 0; kept < x.length; at += 2) {
      double[] point = {between(minus, at, Math.PI / 2), between(minus, at + 1, 1)};
      if (point[1] < Math.cos(point[0])) {
        x[kept] = point;
        y[kept++] = -1;
      }
    }
    return Batch.of(x, y);
  }

  private static double between(RandomStream stream, long at, double bound) {
    return bound * (2 * stream.uniform(at) - 1);
  }
}
