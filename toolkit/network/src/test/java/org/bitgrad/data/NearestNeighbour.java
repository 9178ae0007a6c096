package org.bitgrad.data;

/**
 * Classifies images by the training image at the smallest Euclidean distance, the first of equals.
 */
final class NearestNeighbour {
  private NearestNeighbour() {}

  static double accuracy(LabelledImages train, LabelledImages test) {
    int length = train.features();
    int[] flat = new int[train.size() * length];
    for (int n = 0; n < train.size(); n++) {
      for (int i = 0; i < length; i++) {
        flat[n * length + i] = train.pixel(n, i);
      }
    }
    int[] point = new int[length];
    int right = 0;
    for (int n = 0; n < test.size(); n++) {
      for (int i = 0; i < length; i++) {
        point[i] = test.pixel(n, i);
      }
      right += train.label(nearest(flat, point)) == test.label(n) ? 1 : 0;
    }
    return (double) right / test.size();
  }

  private static int nearest(int[] flat, int[] point) {
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int n = 0; n < flat.length / point.length; n++) {
      long distance = distance(flat, n * point.length, point);
      if (distance < least) {
        least = distance;
        best = n;
      }
    }
    return best;
  }

  private static int distance(int[] flat, int from, int[] point) {
    int sum = 0;
    for (int i = 0; i < point.length; i++) {
      int d = flat[from + i] - point[i];
      sum += d * d;
    }
    return sum;
  }
}
