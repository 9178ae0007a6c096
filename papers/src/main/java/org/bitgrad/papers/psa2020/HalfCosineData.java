package org.bitgrad.papers.psa2020;

import org.bitgrad.model.Batch;
import org.bitgrad.random.RandomStream;

/**
 * The two overlapping classes of points in the plane that the experiment learns to tell apart.
 *
 * <p>Class +1: {@code x1 ~ U(-pi/2, pi/2)}, {@code x2 ~ U(0, 1)}. Class -1: {@code x1 ~ U(-pi/2,
 * pi/2)}, {@code x2 ~ U(-1, 1)}, kept if {@code x2 < cos(x1)}. 100 points of each class, those of
 * class +1 first. Source: Shekhovtsov, Yanush and Flach 2020, released code. Deviation: random
 * numbers of our own, so the points are others.
 */
public final class HalfCosineData {
  /** Points of each class. */
  public static final int POINTS_PER_CLASS = 100;

  private HalfCosineData() {}

  /**
   * Draws the data set.
   *
   * @param seed of the stream {@code (seed, "psa-2020", "data")}
   * @return 200 points with labels +1 and -1
   */
  public static Batch sample(long seed) {
    RandomStream stream = RandomStream.of(seed, Psa2020.PAPER, "data");
    RandomStream plus = stream.child("plus");
    RandomStream minus = stream.child("minus");
    double[][] x = new double[2 * POINTS_PER_CLASS][];
    double[] y = new double[x.length];
    for (int n = 0; n < POINTS_PER_CLASS; n++) {
      x[n] = new double[] {between(plus, 2L * n, Math.PI / 2), plus.uniform(2L * n + 1)};
      y[n] = 1;
    }
    int kept = POINTS_PER_CLASS;
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
