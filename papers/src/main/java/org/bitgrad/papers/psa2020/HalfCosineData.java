package org.bitgrad.papers.psa2020;

import org.bitgrad.data.PlaneData;
import org.bitgrad.network.Batch;
import org.bitgrad.random.RandomStream;

/**
 * The two overlapping classes of points in the plane that the experiment learns to tell apart.
 *
 * <p>See {@link PlaneData#halfCosine}, which draws them from a stream of this paper.
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
    RandomStream stream = RandomStream.of(seed, Psa2020.PAPER, "data");
    return PlaneData.halfCosine(stream, pointsPerClass).points();
  }
}
