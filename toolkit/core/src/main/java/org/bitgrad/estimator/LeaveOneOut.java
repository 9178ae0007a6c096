package org.bitgrad.estimator;

/** Numbers of several samples of a point, each minus the mean of the others. */
public final class LeaveOneOut {
  private LeaveOneOut() {}

  /**
   * Sets {@code (x_k - mean of all n) / (n - 1)}, which is {@code (x_k - mean of the others) / n}:
   * exactly 0 where all samples of a point agree.
   *
   * @param numbers one per row, sample by sample
   * @param points rows of a sample
   * @param to overwritten; may be {@code numbers}
   */
  public static void advantages(double[] numbers, int points, double[] to) {
    int rows = numbers.length;
    int samples = rows / points;
    for (int point = 0; point < points; point++) {
      double first = numbers[point];
      double sum = 0;
      for (int r = point; r < rows; r += points) {
        to[r] = numbers[r] - first;
        sum += to[r];
      }
      for (int r = point; r < rows; r += points) {
        to[r] = (to[r] - sum / samples) / (samples - 1);
      }
    }
  }
}
