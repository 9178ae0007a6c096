package org.bitgrad.data;

import java.util.Locale;
import java.util.Objects;
import org.bitgrad.network.Batch;
import org.bitgrad.numeric.Memory;
import org.bitgrad.random.RandomStream;

/**
 * Generated points in the plane, two classes with targets -1 and +1.
 *
 * <pre>{@code
 * Batch points = PlaneData.twoMoons(RandomStream.of(7, "two-moons"), 100, 0.1).points();
 * }</pre>
 *
 * @param name what it is, and that it is generated
 * @param points the points; those of one class come first
 */
public record PlaneData(String name, Batch points) {
  /** An array of two numbers, the way to it, and the label. */
  private static final int POINT_BYTES = 44;

  /**
   * Checks that nothing is missing.
   *
   * @param name what it is, and that it is generated
   * @param points the points; those of one class come first
   */
  public PlaneData {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(points, "points");
  }

  /**
   * Two interleaved half circles with Gaussian noise: class -1 at {@code (cos t, sin t)}, class +1
   * at {@code (1 - cos t, 1/2 - sin t)}, {@code t ~ U(0, pi)}, class -1 first. The usual toy set;
   * deviation from scikit-learn's {@code make_moons}: angles are drawn, not spaced evenly.
   *
   * @param stream where the random numbers come from
   * @param pointsPerClass points of each class, at least 1; a larger set begins each class with the
   *     points of a smaller one
   * @param noise deviation of the noise in each coordinate, 0 or more
   * @return the points
   * @throws IllegalArgumentException if an argument is not as said
   */
  public static PlaneData twoMoons(RandomStream stream, int pointsPerClass, double noise) {
    checkPoints(pointsPerClass);
    if (!(noise >= 0 && Double.isFinite(noise))) {
      throw new IllegalArgumentException("noise must be finite, at least 0, but is " + noise);
    }
    double[][] x = new double[2 * pointsPerClass][];
    double[] y = new double[x.length];
    for (int n = 0; n < x.length; n++) {
      boolean first = n < pointsPerClass;
      RandomStream moon = stream.child(first ? "minus" : "plus");
      long at = 3L * (first ? n : n - pointsPerClass);
      // Math.sin and its like may differ between Java versions.
      double angle = Math.PI * moon.uniform(at);
      double across = StrictMath.cos(angle);
      double up = StrictMath.sin(angle);
      double length = noise * StrictMath.sqrt(-2 * StrictMath.log(moon.uniform(at + 1)));
      double direction = 2 * Math.PI * moon.uniform(at + 2);
      x[n] = first ? new double[] {across, up} : new double[] {1 - across, 0.5 - up};
      x[n][0] += length * StrictMath.cos(direction);
      x[n][1] += length * StrictMath.sin(direction);
      y[n] = first ? -1 : 1;
    }
    String name =
        String.format(Locale.ROOT, "two moons (generated, %d points, noise %s)", x.length, noise);
    return new PlaneData(name, Batch.of(x, y));
  }

  /**
   * The two overlapping classes on which PSA was compared.
   *
   * <p>Class +1: {@code x1 ~ U(-pi/2, pi/2)}, {@code x2 ~ U(0, 1)}. Class -1: {@code x1 ~ U(-pi/2,
   * pi/2)}, {@code x2 ~ U(-1, 1)}, kept if {@code x2 < cos(x1)}. The points of class +1 come first.
   * Source: Shekhovtsov, Yanush and Flach 2020, released code. Deviation: random numbers of our
   * own, so the points are others.
   *
   * @param stream where the random numbers come from
   * @param pointsPerClass points of each class, at least 1; a larger set begins each class with the
   *     points of a smaller one
   * @return the points
   * @throws IllegalArgumentException if {@code pointsPerClass} is less than 1
   */
  public static PlaneData halfCosine(RandomStream stream, int pointsPerClass) {
    checkPoints(pointsPerClass);
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
    String name = String.format(Locale.ROOT, "half cosine (generated, %d points)", x.length);
    return new PlaneData(name, Batch.of(x, y));
  }

  /** {@return the points as examples for batches, the target -1 or +1} */
  public Examples examples() {
    return new Points(points.x(), points.targets());
  }

  private static final class Points implements Examples {
    private final double[][] x;
    private final double[][] targets;

    Points(double[][] x, double[][] targets) {
      this.x = x;
      this.targets = targets;
    }

    @Override
    public int size() {
      return x.length;
    }

    @Override
    public int features() {
      return x[0].length;
    }

    @Override
    public double target(int example) {
      return targets[example][0];
    }

    @Override
    public void numbers(int example, double[] out) {
      System.arraycopy(x[example], 0, out, 0, x[example].length);
    }
  }

  private static void checkPoints(int pointsPerClass) {
    if (pointsPerClass < 1) {
      throw new IllegalArgumentException(
          "pointsPerClass must be at least 1, but is " + pointsPerClass);
    }
    Memory.atMost("pointsPerClass", pointsPerClass, 2L * POINT_BYTES, 0);
    Memory.requireArray("pointsPerClass", pointsPerClass, 2L * pointsPerClass);
  }

  private static double between(RandomStream stream, long at, double bound) {
    return bound * (2 * stream.uniform(at) - 1);
  }
}
