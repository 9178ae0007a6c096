package org.bitgrad.problem;

import org.bitgrad.numeric.Arguments;

/**
 * Means and variances of a block of independent numbers, or the derivatives of an objective in
 * both: {@code [units x rows]} each, unit by unit. The arrays are working buffers.
 *
 * @param mean means, or derivatives in them
 * @param variance variances, at least 0, or derivatives in them
 */
@SuppressWarnings("ArrayRecordComponent")
public record MeanVariance(double[] mean, double[] variance) {
  /**
   * Checks that there is a variance for every mean.
   *
   * @param mean means, or derivatives in them
   * @param variance variances, or derivatives in them
   * @throws IllegalArgumentException if an array is null or the lengths differ
   */
  public MeanVariance {
    Arguments.given("mean", mean);
    Arguments.given("variance", variance);
    Arguments.length("variance", variance.length, mean.length);
  }

  /**
   * A block of zeros.
   *
   * @param size units times rows, at least 1
   * @return the block
   */
  public static MeanVariance zeros(int size) {
    Arguments.within("size", size, 1, Integer.MAX_VALUE);
    return new MeanVariance(new double[size], new double[size]);
  }
}
